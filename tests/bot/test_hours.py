"""Working hours as people type them, and read back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.hours import read_clock, read_clock_alone, read_days, say_days
from bot.patterns import read_hours, say_hours
from bot.times import DAY, USUAL_HOURS, Hours, is_working, next_working

TODAY = date(2026, 11, 24)  # a Tuesday
LANGUAGES = st.sampled_from(["de", "en"])
PIECES = r"""
mo|di|mi|do|fr|sa|so|mon|tue-fri|werktags|täglich|jeden tag|every day|weekend|um|at|von|from|bis|to|-|–|,|;|/|&|und|and|
9|17|9:30|24|24:00|25|9.60|uhr|h|am|pm|a.m.|halb|neun|viertel nach|vor|quarter past|noon|mittag|midnight|frei|²|٣|½|
:|.|99999|jeden zweiten|every other|alle zwei wochen|every two weeks|wieder am 3.12.|(next on 3 dec)|22|2|keine|off
"""
WORDS = st.sampled_from([*(piece.strip() for piece in PIECES.split("|")), "\n", "\x00"])
SAID = st.text(max_size=60) | st.lists(WORDS, max_size=12).map(" ".join) | st.lists(WORDS, max_size=12).map("".join)


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    """Any weekly hours as they are kept: in order, without overlaps; often the same on several days."""
    minutes = st.lists(st.integers(0, DAY), unique=True, max_size=6).map(sorted)
    kinds = draw(st.lists(minutes, min_size=1, max_size=3))
    days = [draw(st.sampled_from(kinds)) for _ in range(7)]
    return [[[start, end] for start, end in zip(day[::2], day[1::2], strict=False)] for day in days]


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("9", 540),
        ("09", 540),
        ("9:30", 570),
        ("9.30 Uhr", 570),
        ("9 Uhr", 540),
        ("9 Uhr 30", 570),
        ("um 9 Uhr", 540),
        ("neun Uhr", 540),
        ("zwölf", 720),
        ("halb zehn", 570),
        ("Halb eins", 30),
        ("viertel nach neun", 555),
        ("Viertel vor zwölf", 705),
        ("mittags", 720),
        ("9h30", 570),
        ("at 9", 540),
        ("9am", 540),
        ("9 PM", 1260),
        ("9:30 p.m.", 1290),
        ("12am", 0),
        ("12pm", 720),
        ("noon", 720),
        ("half past nine", 570),
        ("quarter to one", 45),
        ("quarter past 9", 555),
        ("  23:59\t", 1439),
        ("0", 0),
        ("0:00", 0),
    ],
)
def test_a_time_of_day(said: str, minute: int) -> None:
    assert read_clock(said) == minute


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "24",
        "24:00",
        "25",
        "9:60",
        "9:5",
        "-1",
        "13pm",
        "0am",
        "9-17",
        "morgens",
        "halb",
        "halb 24",
        "²",
        "½",
        "9 Uhr morgens",
        "9\x00",
        "9 30",
        "9" * 5000,
        "halb " + "9" * 5000,
        "1e3",
        "0x9",
        "neun dreißig",
    ],
)
def test_what_is_no_time_of_day(said: str) -> None:
    assert read_clock(said) is None


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Mo", [0]),
        ("Mo.", [0]),
        ("Mo, Mi, Fr", [0, 2, 4]),
        ("Fr Mi Mo", [0, 2, 4]),
        ("Mo und Mi", [0, 2]),
        ("Mon & Wed", [0, 2]),
        ("Di/Do", [1, 3]),
        ("Mo–Fr", [0, 1, 2, 3, 4]),
        ("Mo - Fr", [0, 1, 2, 3, 4]),
        ("montags bis freitags", [0, 1, 2, 3, 4]),
        ("Monday to Thursday", [0, 1, 2, 3]),
        ("Mo–Mi, Sa", [0, 1, 2, 5]),
        ("Sa–Mo", [0, 5, 6]),
        ("Mo–Mo", [0]),
        ("werktags", [0, 1, 2, 3, 4]),
        ("weekdays and Saturday", [0, 1, 2, 3, 4, 5]),
        ("am Wochenende", [5, 6]),
        ("jeden Tag", [0, 1, 2, 3, 4, 5, 6]),
        ("every day", [0, 1, 2, 3, 4, 5, 6]),
        ("Sonnabend, So", [5, 6]),
        ("SUNDAY", [6]),
    ],
)
def test_weekdays(said: str, days: list[int]) -> None:
    assert read_days(said) == days


@pytest.mark.parametrize(
    "said", ["", "-", ",", "Mo-", "–Fr", "Mo–Mi–Fr", "Mo–x", "bald", "tag", "1", "Mo Quatsch", "\x00"]
)
def test_what_are_no_weekdays(said: str) -> None:
    assert read_days(said) is None


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        ("Mo–Fr 9–17", "Mo–Fr 9–17 Uhr"),
        ("Mo-Fr: 9 - 17 Uhr", "Mo–Fr 9–17 Uhr"),
        ("werktags von 9 bis 17 Uhr", "Mo–Fr 9–17 Uhr"),
        ("Mo bis Do 8–16, Fr 8–14 Uhr", "Mo–Do 8–16 Uhr; Fr 8–14 Uhr"),
        ("Mo 9–12 und 13–17 Uhr; Di, Do 8–12", "Mo 9–12 Uhr, 13–17 Uhr; Di und Do 8–12 Uhr"),
        ("Mo von 8 Uhr 30 bis 12 Uhr", "Mo 8:30–12 Uhr"),
        ("Mo halb neun bis 12; Di 9–12", "Mo 8:30–12 Uhr; Di 9–12 Uhr"),
        ("täglich 0–24 Uhr", "Mo–So 0–24 Uhr"),
        ("Mo 18 Uhr bis Mitternacht", "Mo 18–24 Uhr"),
        ("Mo 14–18, 9–12", "Mo 9–12 Uhr, 14–18 Uhr"),
        ("Mo 9–13, 12–17", "Mo 9–17 Uhr"),
        ("Mo 9–12; Mo 12–17", "Mo 9–17 Uhr"),
        ("Fr–Mo 9–12", "Mo und Fr–So 9–12 Uhr"),
        ("Mo 9–17\nDi 8–12", "Mo 9–17 Uhr; Di 8–12 Uhr"),
        (" Mo 9–17 ; ", "Mo 9–17 Uhr"),
        ("Mo 18–0 Uhr", "Mo 18–24 Uhr"),
        ("Mo–Do 9–17, Fr frei", "Mo–Do 9–17 Uhr"),
        ("Mo–Fr 9–17; Mi frei", "Mo, Di, Do und Fr 9–17 Uhr"),
        ("Mi frei, Mo–Fr 9–17", "Mo, Di, Do und Fr 9–17 Uhr"),
        ("Mo-Fr 9-17, jeden zweiten Freitag frei", "Mo–Do 9–17 Uhr; jeden zweiten Fr 9–17 Uhr (wieder am 4. Dez.)"),
        ("jeden zweiten Freitag frei, Mo-Fr 9-17", "Mo–Do 9–17 Uhr; jeden zweiten Fr 9–17 Uhr (wieder am 4. Dez.)"),
        ("Mo halb zwei bis fünf", "Mo 13:30–17 Uhr"),
        ("Mo zwei bis halb sechs", "Mo 14–17:30 Uhr"),
        ("Mo halb zwei bis 17 Uhr", "Mo 13:30–17 Uhr"),
        ("Mo neun bis fünf", "Mo 9–17 Uhr"),
        ("Mo neun bis halb eins", "Mo 9–12:30 Uhr"),
        ("Mo sechs bis zwölf", "Mo 6–12 Uhr"),
        ("Mo fünf bis zwölf", "Mo 5–12 Uhr"),
        ("Mo 9–5", "Mo 9–17 Uhr"),
        ("Mo 2–6", "Mo 2–6 Uhr"),  # by the clock; only spoken ones are by day
        ("Mo9-17", "Mo 9–17 Uhr"),
        # Over midnight.
        ("Sa 22–2", "Sa 22–24 Uhr; So 0–2 Uhr"),
        ("So 22–2", "Mo 0–2 Uhr; So 22–24 Uhr"),
        ("täglich 20–8 Uhr", "Mo–So 0–8 Uhr, 20–24 Uhr"),
    ],
)
def test_german_hours(said: str, read_back: str) -> None:
    hours = read_hours(said, TODAY)
    assert hours is not None
    assert say_hours(hours, "de", TODAY) == read_back


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        ("Mon-Fri 9-17", "Mon–Fri 9:00–17:00"),
        ("weekdays 9am to 5pm", "Mon–Fri 9:00–17:00"),
        ("Monday to Friday from 9 a.m. until 5 p.m.", "Mon–Fri 9:00–17:00"),
        ("Mon-Fri 9-5pm", "Mon–Fri 9:00–17:00"),
        ("Mon 1-5pm", "Mon 13:00–17:00"),
        ("Mon 9-11am", "Mon 9:00–11:00"),
        ("Mon 11-1pm", "Mon 11:00–13:00"),
        ("Mon-Thu 9-12, 14-18; Sat 10-12", "Mon–Thu 9:00–12:00, 14:00–18:00; Sat 10:00–12:00"),
        ("Mon 9:30-12 and 1:30pm-5pm", "Mon 9:30–12:00, 13:30–17:00"),
        ("every day 10am-midnight", "Mon–Sun 10:00–24:00"),
        ("weekends 10-12", "Sat and Sun 10:00–12:00"),
        ("Mon 12pm-12am", "Mon 12:00–24:00"),
        ("Mon noon-5pm", "Mon 12:00–17:00"),
        ("Mon-Thu 9-5, Fri off", "Mon–Thu 9:00–17:00"),
        ("Mon 12-6", "Mon 12:00–18:00"),
        ("Mon 12-4", "Mon 12:00–16:00"),
        ("Mon 8-6", "Mon 8:00–18:00"),
        ("Mon 10pm-2am", "Mon 22:00–24:00; Tue 0:00–2:00"),
        ("Mon half past one to five", "Mon 13:30–17:00"),
    ],
)
def test_english_hours(said: str, read_back: str) -> None:
    hours = read_hours(said, TODAY)
    assert hours is not None
    assert say_hours(hours, "en", TODAY) == read_back


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        ("Di und jeden zweiten Do 9–13", "Di 9–13 Uhr; jeden zweiten Do 9–13 Uhr (wieder am 26. Nov.)"),
        ("jeden 2. Di 9–13", "jeden zweiten Di 9–13 Uhr (wieder am 24. Nov.)"),  # today is one that comes
        ("jeden zweiten Mo 9–13", "jeden zweiten Mo 9–13 Uhr (wieder am 30. Nov.)"),
        ("jeden zweiten Donnerstag 9–13, wieder am 3.12.", "jeden zweiten Do 9–13 Uhr (wieder am 3. Dez.)"),
        ("jeden zweiten Donnerstag, wieder am 3. Dezember, 9–13", "jeden zweiten Do 9–13 Uhr (wieder am 3. Dez.)"),
        ("Do alle zwei Wochen 9–13", "jeden zweiten Do 9–13 Uhr (wieder am 26. Nov.)"),
        ("Do 9–13 alle 14 Tage", "jeden zweiten Do 9–13 Uhr (wieder am 26. Nov.)"),
        ("alle zwei Wochen am Do 9–13", "jeden zweiten Do 9–13 Uhr (wieder am 26. Nov.)"),
        ("jede zweite Woche Mo, Do 9–13", "jeden zweiten Mo und Do 9–13 Uhr (wieder am 26. Nov.)"),
        ("jeden zweiten Do 9–13; jeden Fr 9–12", "jeden zweiten Do 9–13 Uhr (wieder am 26. Nov.); Fr 9–12 Uhr"),
        (
            "Do 9–13 und jeden zweiten Do 12–17",
            "jeden zweiten Do 9–17 Uhr (wieder am 26. Nov.); jeden zweiten Do 9–13 Uhr (wieder am 3. Dez.)",
        ),
        ("jeden zweiten Do 9–13 (wieder am 26.11.); jeden zweiten Do 9–13 (wieder am 3.12.)", "Do 9–13 Uhr"),
        (
            "jeden zweiten So 22–2",
            "jeden zweiten Mo 0–2 Uhr (wieder am 30. Nov.); jeden zweiten So 22–24 Uhr (wieder am 29. Nov.)",
        ),
    ],
)
def test_every_second_week_in_german(said: str, read_back: str) -> None:
    hours = read_hours(said, TODAY)
    assert hours is not None
    assert say_hours(hours, "de", TODAY) == read_back


@pytest.mark.parametrize(
    ("said", "read_back"),
    [
        ("Tue and every second Thu 9-13", "Tue 9:00–13:00; every second Thu 9:00–13:00 (next on 26 Nov)"),
        ("every other Thursday 9am-1pm", "every second Thu 9:00–13:00 (next on 26 Nov)"),
        ("every 2nd Thu, next on 3 Dec, 9-13", "every second Thu 9:00–13:00 (next on 3 Dec)"),
        ("Thu 9-13 every two weeks, starting Dec 3rd", "every second Thu 9:00–13:00 (next on 3 Dec)"),
        ("Thu fortnightly 9-13", "every second Thu 9:00–13:00 (next on 26 Nov)"),
    ],
)
def test_every_second_week_in_english(said: str, read_back: str) -> None:
    hours = read_hours(said, TODAY)
    assert hours is not None
    assert say_hours(hours, "en", TODAY) == read_back


@pytest.mark.parametrize(
    "said",
    [
        "jeden zweiten 9–13",
        "alle zwei Wochen",
        "jeden zweiten Do",
        "jeden dritten Do 9–13",
        "jeden zweiten Do 9–13 (wieder am 4.12.)",  # a Friday
        "jeden zweiten Do 9–13, wieder am 31.2.",
        "Do 9–13, wieder am 3.12.",  # every week, so again before that
        "wieder am 3.12. jeden zweiten Do 9–13",
        "gerade KW Do 9–13",
        "Mo–Fr frei",
        "frei",
    ],
)
def test_every_second_week_that_is_not_understood(said: str) -> None:
    assert read_hours(said, TODAY) is None


def test_every_second_thursday_begins_with_the_next_that_comes() -> None:
    hours = read_hours("jeden zweiten Do 9–13", TODAY)
    assert hours is not None
    thursdays = [datetime(2026, 11, 26, 9, tzinfo=UTC) + timedelta(weeks=week) for week in range(60)]
    assert [is_working(hours, "Europe/Berlin", at) for at in thursdays] == [True, False] * 30
    assert next_working(hours, "Europe/Berlin", thursdays[0] + timedelta(hours=9)) == datetime(
        2026, 12, 10, 8, tzinfo=UTC
    )


@given(weeks(), weeks(), LANGUAGES, st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 60))
def test_two_weeks_are_read_back_as_said_and_still_some_weeks_later(
    first: Hours, second: Hours, language: str, today: date, later: int
) -> None:
    both = first if first == second else [*first, *second]
    said = say_hours(both, language, today)
    assert read_hours(said, today) == both
    # A form that was filled with it lies around for a while before it is sent.
    assert read_hours(said, today + timedelta(days=later)) == both


@pytest.mark.parametrize(
    "said",
    [
        "",
        "foo",
        "9–17",
        "Mo",
        "Mo–Fr",
        "Mo–Fr ab 9",
        "Mo 17–9",
        "Mo 9–9",
        "Mo 9–25",
        "Mo 9–12–17",
        "Mo 9:60–17",
        "5–9pm",
        "Mi 12-11",
        "Mon 10–9:30",
        "Mo neun bis acht",
        "Mo 24–24",
        "Mo ²–³",
        "Mo 9-" + "9" * 5000,
        "Mo halb " + "9" * 5000 + " bis 12",
        "\x00",
        ";;;",
        "nicht Mo 9–17",
    ],
)
def test_what_are_no_hours(said: str) -> None:
    assert read_hours(said, TODAY) is None


@pytest.mark.parametrize(
    "said",
    [
        "Mo–Fr 9–17, außer Mi",
        "Mo–Fr 9–17; außer mittwochs",
        "Mon-Fri 9-17, not Wed",
        "Mo 9–17; foo",
        "Mo 9–17, Di",
        "Mo 9–17 foo",
        "Mo 9–17, foo 8–9",
        "Mo 9–17; Di 8–99",
        "Mo–Fr 9–17 Berlin",
        "foo; Mo 9–17",
        "Mo 9–12, 18–14",
        "Mon 9-12 and 13-25",
    ],
)
def test_hours_that_are_understood_only_in_part_are_not_understood(said: str) -> None:
    assert read_hours(said, TODAY) is None


@given(SAID)
@example("every_day 9-17")
@example("Mo 9-12,, 14-18")
def test_any_text_has_an_answer_that_can_be_kept(text: str) -> None:
    minute, days, hours = read_clock(text), read_days(text), read_hours(text, TODAY)
    assert minute is None or 0 <= minute < DAY
    assert days is None or (days and days == sorted(set(days) & set(range(7))))
    if hours is None:
        return
    assert len(hours) in (7, 14)
    assert hours[:7] != hours[7:]
    assert any(hours) or "n" in text.casefold()
    for day in hours:
        ends = [end for span in day for end in span]
        assert ends == sorted(set(ends))
        assert all(0 <= end <= DAY for end in ends)


@given(weeks(), LANGUAGES)
@example([[list(span) for span in day] for day in USUAL_HOURS], "de")
@example([[[0, DAY]] for _ in range(7)], "de")
@example([[[0, DAY]] for _ in range(7)], "en")
@example([[[0, 1], [2, 61]], [], [[0, 1], [2, 61]], [], [], [], [[1439, DAY]]], "de")
def test_hours_are_read_back_as_said(hours: Hours, language: str) -> None:
    said = say_hours(hours, language, TODAY)
    assert read_hours(said, TODAY) == hours
    assert read_hours(said.upper(), TODAY) == read_hours(said.replace("–", " - "), TODAY) == read_hours(said, TODAY)


@given(st.sets(st.integers(0, 6)), LANGUAGES)
def test_days_are_read_back_as_said(days: set[int], language: str) -> None:
    assert read_days(say_days(days, language)) == (sorted(days) or None)


@pytest.mark.parametrize(
    ("days", "german", "english"),
    [
        ([], "", ""),
        ([0, 1], "Mo und Di", "Mon and Tue"),
        ([4, 2, 0], "Mo, Mi und Fr", "Mon, Wed and Fri"),
        ([0, 1, 2, 4], "Mo–Mi und Fr", "Mon–Wed and Fri"),
        ([0, 5, 6, 6], "Mo, Sa und So", "Mon, Sat and Sun"),
    ],
)
def test_days_in_words(days: list[int], german: str, english: str) -> None:
    assert say_days(days, "de") == german
    assert say_days(days, "en") == english


@pytest.mark.parametrize("said", ["keine", "Keine.", "none", "no hours", "nie", "gar nicht"])
def test_no_hours_only_for_who_says_so(said: str) -> None:
    assert read_hours(said, TODAY) == [[] for _ in range(7)]


def test_no_hours_are_said() -> None:
    assert say_hours([[] for _ in range(7)], "de", TODAY) == "keine"
    assert say_hours([[] for _ in range(7)], "en", TODAY) == "none"


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("halb fünf", 990),
        ("um halb fünf", 990),
        ("half past three", 930),
        ("drei", 900),
        ("sechs", 360),
        ("halb zehn", 570),
        ("4:30", 270),
        ("at 3", 180),
        ("drei Uhr", 180),
        ("mittags", 720),
        ("irgendwann", None),
    ],
)
def test_a_clock_that_stands_alone(said: str, minute: int | None) -> None:
    assert read_clock_alone(said) == minute
