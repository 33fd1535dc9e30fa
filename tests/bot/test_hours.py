"""Working hours as people type them, and read back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.hours import read_clock, read_days, read_hours, say_days, say_hours
from bot.times import DAY, USUAL_HOURS, Hours

LANGUAGES = st.sampled_from(["de", "en"])
PIECES = r"""
mo|di|mi|do|fr|sa|so|mon|tue-fri|werktags|täglich|jeden tag|every day|weekend|um|at|von|from|bis|to|-|–|,|;|/|&|und|and|
9|17|9:30|24|24:00|25|9.60|uhr|h|am|pm|a.m.|halb|neun|viertel nach|vor|quarter past|noon|mittag|midnight|frei|²|٣|½|
:|.|99999
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
        ("Mo 9–12 und 13–17 Uhr; Di, Do 8–12", "Mo 9–12 Uhr, 13–17 Uhr; Di, Do 8–12 Uhr"),
        ("Mo von 8 Uhr 30 bis 12 Uhr", "Mo 8:30–12 Uhr"),
        ("Mo halb neun bis 12; Di 9–12", "Mo 8:30–12 Uhr; Di 9–12 Uhr"),
        ("täglich 0–24 Uhr", "Mo–So 0–24 Uhr"),
        ("Mo 18 Uhr bis Mitternacht", "Mo 18–24 Uhr"),
        ("Mo 14–18, 9–12", "Mo 9–12 Uhr, 14–18 Uhr"),
        ("Mo 9–13, 12–17", "Mo 9–17 Uhr"),
        ("Mo 9–12; Mo 12–17", "Mo 9–17 Uhr"),
        ("Fr–Mo 9–12", "Mo, Fr–So 9–12 Uhr"),
        ("Mo 9–17\nDi 8–12", "Mo 9–17 Uhr; Di 8–12 Uhr"),
        (" Mo 9–17 ; ", "Mo 9–17 Uhr"),
    ],
)
def test_german_hours(said: str, read_back: str) -> None:
    hours = read_hours(said)
    assert hours is not None
    assert say_hours(hours, "de") == read_back


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
        ("weekends 10-12", "Sat, Sun 10:00–12:00"),
    ],
)
def test_english_hours(said: str, read_back: str) -> None:
    hours = read_hours(said)
    assert hours is not None
    assert say_hours(hours, "en") == read_back


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
        "Sa 22–2",
        "Mo 9–9",
        "Mo 9–25",
        "Mo 9–12–17",
        "Mo 9:60–17",
        "5–9pm",
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
    assert read_hours(said) is None


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
    assert read_hours(said) is None


@given(SAID)
@example("every_day 9-17")
@example("Mo 9-12,, 14-18")
def test_any_text_has_an_answer_that_can_be_kept(text: str) -> None:
    minute, days, hours = read_clock(text), read_days(text), read_hours(text)
    assert minute is None or 0 <= minute < DAY
    assert days is None or (days and days == sorted(set(days) & set(range(7))))
    if hours is None:
        return
    assert len(hours) == 7
    assert any(hours)
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
    said = say_hours(hours, language)
    assert read_hours(said) == (hours if any(hours) else None)
    assert read_hours(said.upper()) == read_hours(said.replace("–", " - ")) == read_hours(said)


@given(st.sets(st.integers(0, 6)), LANGUAGES)
def test_days_are_read_back_as_said(days: set[int], language: str) -> None:
    assert read_days(say_days(days, language)) == (sorted(days) or None)


@pytest.mark.parametrize(
    ("days", "german", "english"),
    [
        ([], "", ""),
        ([0, 1], "Mo, Di", "Mon, Tue"),
        ([4, 2, 0], "Mo, Mi, Fr", "Mon, Wed, Fri"),
        ([0, 1, 2, 4], "Mo–Mi, Fr", "Mon–Wed, Fri"),
        ([0, 5, 6, 6], "Mo, Sa, So", "Mon, Sat, Sun"),
    ],
)
def test_days_in_words(days: list[int], german: str, english: str) -> None:
    assert say_days(days, "de") == german
    assert say_days(days, "en") == english


def test_no_hours_say_nothing() -> None:
    assert say_hours([[] for _ in range(7)], "de") == ""
