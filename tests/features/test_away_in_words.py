"""Days away in one line: what is understood, and what stands in the form then."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import Moment, read_date
from bot.features.availability.rules import OPEN, Span, read_span
from bot.times import at_wall, local
from tests.world import World

TODAY = date(2026, 11, 24)  # a Tuesday
PIECES = [
    "bis",
    "until",
    "ab",
    "from",
    "erst wieder",
    "not",
    "back on",
    "Freitag",
    "3.12.",
    "-",
    "–",
    "1",
    "5.",
    "Woche",
    "Mo",
    "KW",
    "14",
    "Uhr",
    "und",
    "wieder da",
    "Wochenende",
    "zwei",
    "Monate",
    "krank",
    "einschließlich",
]


def read(words: str) -> date | None:
    reading = read_date(words, now=at_wall(TODAY, 0, "Europe/Berlin"), zone="Europe/Berlin", language="de")
    found = reading if isinstance(reading, Moment) else next(iter(getattr(reading, "options", ())), None)
    return local(found.at, "Europe/Berlin").date() if found else None


def days(span: Span | None) -> tuple[str, str] | None:
    """The first and the last day as the form will have them."""
    if span is None:
        return None
    ends = [each if isinstance(each, date) else read(each) or each for each in (span.first, span.last or span.first)]
    return str(ends[0]), str(ends[1])


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("heute", "2026-11-24", "2026-11-24"),
        ("tomorrow", "2026-11-25", "2026-11-25"),
        ("am Freitag", "2026-11-27", "2026-11-27"),
        ("24.12. bis 2.1.", "2026-12-24", "2027-01-02"),
        ("24.12.–2.1.", "2026-12-24", "2027-01-02"),
        ("vom 24. bis zum 28. Februar", "2027-02-24", "2027-02-28"),
        ("from 3 to 5 December", "2026-12-03", "2026-12-05"),
        ("December 1 to 5", "2026-12-01", "2026-12-05"),
        ("2026-12-24 until 2027-01-02", "2026-12-24", "2027-01-02"),
        ("ab Montag bis Freitag", "2026-11-30", "2026-12-04"),
        ("Monday to Wednesday", "2026-11-30", "2026-12-02"),
        ("nächste Woche", "2026-11-30", "2026-12-06"),
        ("KW 50", "2026-12-07", "2026-12-13"),
        ("diese Woche", "2026-11-24", "2026-11-29"),
        ("Montag und Dienstag", "2026-11-30", "2026-12-01"),
        ("Wed, Thu and Fri", "2026-11-25", "2026-11-27"),
        # Today's weekday, in a row with the days behind it, is today.
        ("Dienstag und Mittwoch", "2026-11-24", "2026-11-25"),
        ("Di, Mi und Do", "2026-11-24", "2026-11-26"),
        ("Tue and Wed", "2026-11-24", "2026-11-25"),
        ("Tuesday to Thursday", "2026-11-24", "2026-11-26"),
        ("Di-Fr", "2026-11-24", "2026-11-27"),
        ("from Tuesday, back on Thursday", "2026-11-24", "2026-11-25"),
        ("Dienstag", "2026-12-01", "2026-12-01"),
        ("Mon-Wed", "2026-11-30", "2026-12-02"),
        ("Do–Fr", "2026-11-26", "2026-11-27"),
        # Whole weeks and weekends.
        ("KW 50-51", "2026-12-07", "2026-12-20"),
        ("KW 50 und 51", "2026-12-07", "2026-12-20"),
        ("KW 50 bis KW 52", "2026-12-07", "2026-12-27"),
        ("week 50 to 51", "2026-12-07", "2026-12-20"),
        ("weeks 50 and 51", "2026-12-07", "2026-12-20"),
        ("KW 53 bis 1", "2026-12-28", "2027-01-10"),
        ("diese Woche und nächste Woche", "2026-11-24", "2026-12-06"),
        ("am Wochenende", "2026-11-28", "2026-11-29"),
        ("this weekend", "2026-11-28", "2026-11-29"),
        ("over the weekend", "2026-11-28", "2026-11-29"),
        ("kommendes Wochenende", "2026-11-28", "2026-11-29"),
        ("ab nächster Woche", "2026-11-30", OPEN),
        ("nächste Woche bis Mittwoch", "2026-11-30", "2026-12-02"),
        # Until a week is until it begins, unless it is said to be one of them.
        ("bis nächste Woche", "2026-11-24", "2026-11-29"),
        ("until next week", "2026-11-24", "2026-11-29"),
        ("ab morgen bis KW 50", "2026-11-25", "2026-12-06"),
        ("bis einschließlich nächste Woche", "2026-11-24", "2026-12-06"),
        ("bis Ende nächster Woche", "2026-11-24", "2026-12-04"),
        ("bis diese Woche", "2026-11-24", "2026-11-29"),
        ("not until next week", "2026-11-24", "2026-11-29"),
        ("erst nächste Woche wieder da", "2026-11-24", "2026-11-29"),
        # Whole days: their hours are left out.
        ("Mittwoch 14-16 Uhr", "2026-11-25", "2026-11-25"),
        ("Friday 2-4pm", "2026-11-27", "2026-11-27"),
        ("Friday from 2 to 4 pm", "2026-11-27", "2026-11-27"),
        ("3.12. 14:00–16:30", "2026-12-03", "2026-12-03"),
        ("14.30 bis 16 Uhr am Mittwoch", "2026-11-25", "2026-11-25"),
        ("24.12. bis 14 Uhr", "2026-12-24", "2026-12-24"),
        ("Freitag ab 14 Uhr", "2026-11-27", "2026-11-27"),
        ("Wednesday until 2pm", "2026-11-25", "2026-11-25"),
        ("bis Freitag 14 Uhr", "2026-11-24", "2026-11-27"),
        ("Do 14 Uhr bis Mo 9 Uhr", "2026-11-26", "2026-11-30"),
        ("24.12. 9 Uhr bis 2.1. 10 Uhr", "2026-12-24", "2027-01-02"),
        ("14-16 Uhr", "2026-11-24", "2026-11-24"),
        # So long, from today on.
        ("eine Woche", "2026-11-24", "2026-11-30"),
        ("für zwei Wochen", "2026-11-24", "2026-12-07"),
        ("3 days", "2026-11-24", "2026-11-26"),
        ("the next two weeks", "2026-11-24", "2026-12-07"),
        ("einen Tag", "2026-11-24", "2026-11-24"),
        ("einen Monat", "2026-11-24", "2026-12-23"),
        ("for two months", "2026-11-24", "2027-01-23"),
        ("ab morgen zwei Wochen", "2026-11-25", "2026-12-08"),
        ("ab 31.12. einen Monat", "2026-12-31", "2027-01-30"),
        ("from Monday for 3 days", "2026-11-30", "2026-12-02"),
        ("ab nächster Woche zwei Wochen", "2026-11-30", "2026-12-13"),
        # What somebody is then says nothing about the days.
        ("krank", "2026-11-24", "2026-11-24"),
        ("krank bis Mittwoch", "2026-11-24", "2026-11-25"),
        ("I'm on vacation from 3 to 5 December", "2026-12-03", "2026-12-05"),
        ("im Urlaub nächste Woche", "2026-11-30", "2026-12-06"),
        ("bin krank", "2026-11-24", "2026-11-24"),
        ("ich bin bis Freitag krank", "2026-11-24", "2026-11-27"),
        ("OOO until Friday", "2026-11-24", "2026-11-27"),
        ("ich bin ab morgen weg", "2026-11-25", OPEN),
        ("ab morgen im Urlaub bis Freitag", "2026-11-25", "2026-11-27"),
        ("I'll be out of office tomorrow", "2026-11-25", "2026-11-25"),
        # The last day.
        ("bis Freitag", "2026-11-24", "2026-11-27"),
        ("bis einschließlich Freitag", "2026-11-24", "2026-11-27"),
        ("until and including Friday", "2026-11-24", "2026-11-27"),
        ("seit gestern bis Freitag", "2026-11-24", "2026-11-27"),
        # The first day of the return is not one of them.
        ("not until Thursday", "2026-11-24", "2026-11-25"),
        ("Not back before Thursday.", "2026-11-24", "2026-11-25"),
        ("erst wieder ab dem 3.12.", "2026-11-24", "2026-12-02"),
        ("ab morgen, erst wieder am 3. Dezember", "2026-11-25", "2026-12-02"),
        ("nicht vor Donnerstag", "2026-11-24", "2026-11-25"),
        ("from Monday, back on Thursday", "2026-11-30", "2026-12-02"),
        ("wieder da am Freitag", "2026-11-24", "2026-11-26"),
        ("erst ab dem 3.12. wieder da", "2026-11-24", "2026-12-02"),
        ("ab Freitag wieder zurück", "2026-11-24", "2026-11-26"),
        ("ab morgen weg, erst am 3.12. wieder da", "2026-11-25", "2026-12-02"),
        ("not until 2pm Thursday", "2026-11-24", "2026-11-25"),
        # Until further notice.
        ("bis auf Weiteres", "2026-11-24", OPEN),
        ("from 1 December until further notice", "2026-12-01", OPEN),
        ("ab Montag", "2026-11-30", OPEN),
    ],
)
def test_days_away(line: str, first: str, last: str) -> None:
    assert days(read_span(line, TODAY, read)) == (first, last)


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "foo",
        "bis",
        "Montag und Freitag",
        "null Tage",
        "foo und Freitag",
        "krank foo",
        "bald",
        "erst wieder ab heute",
        "KW 50 und 52",
        "1.12. und Mittwoch",
        "KW 51-50",
        "0 Monate",
        "ab nächsten Freitag zwei Wochen",
        "until",
        "31.2.",
        "–",
        "\x00",
    ],
)
def test_what_names_no_days(line: str) -> None:
    assert read_span(line, TODAY, read) is None


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join))
def test_any_line_has_an_answer(line: str) -> None:
    span = read_span(line, TODAY, read)
    if span is not None:
        assert isinstance(span.first, date) or read(span.first) is not None
        assert span.last is None or span.last == OPEN or isinstance(span.last, date) or span.last


@pytest.mark.parametrize(
    ("language", "line", "first", "last"),
    [
        ("en", "away not until Thursday", "Mon 23 Nov 2026", "Wed 25 Nov 2026"),
        ("en", "away 24 December to 2 January", "Thu 24 Dec 2026", "Sat 2 Jan 2027"),
        ("en", "away from Wednesday until further notice", "Wed 25 Nov 2026", "open"),
        ("de", "abwesend erst wieder ab dem 3.12.", "Mo., 23. Nov. 2026", "Mi., 2. Dez. 2026"),
        ("de", "urlaub bis einschließlich Freitag", "Mo., 23. Nov. 2026", "Fr., 27. Nov. 2026"),
        ("de", "abwesend ab Mittwoch", "Mi., 25. Nov. 2026", "offen"),
        ("de", "abwesend morgen", "Di., 24. Nov. 2026", ""),
        ("de", "abwesend irgendwann", "irgendwann", ""),
        ("de", "abwesend Montag und Dienstag", "Mo., 23. Nov. 2026", "Di., 24. Nov. 2026"),
        ("de", "abwesend Mo-Mi", "Mo., 23. Nov. 2026", "Mi., 25. Nov. 2026"),
        ("de", "abwesend KW 50-51", "Mo., 7. Dez. 2026", "So., 20. Dez. 2026"),
        ("de", "abwesend am Wochenende", "Sa., 28. Nov. 2026", "So., 29. Nov. 2026"),
        ("en", "away this weekend", "Sat 28 Nov 2026", "Sun 29 Nov 2026"),
        ("de", "abwesend bis nächste Woche", "Mo., 23. Nov. 2026", "So., 29. Nov. 2026"),
        ("en", "away until next week", "Mon 23 Nov 2026", "Sun 29 Nov 2026"),
        ("de", "abwesend Mittwoch 14-16 Uhr", "Mi., 25. Nov. 2026", ""),
        ("en", "away Friday 2-4pm", "Fri 27 Nov 2026", ""),
        ("en", "away Friday 2-4", "Fri 27 Nov 2026", "Fri 27 Nov 2026"),
        ("de", "abwesend einen Monat", "Mo., 23. Nov. 2026", "Di., 22. Dez. 2026"),
        ("de", "abwesend bin krank", "Mo., 23. Nov. 2026", ""),
        # It has begun.
        ("de", "abwesend 20.11. bis 27.11.", "Mo., 23. Nov. 2026", "Fr., 27. Nov. 2026"),
        ("de", "abwesend Fr., 20.11. bis 27.11.2026", "Mo., 23. Nov. 2026", "Fr., 27. Nov. 2026"),
        ("en", "away 20 November until 27 November", "Mon 23 Nov 2026", "Fri 27 Nov 2026"),
        ("en", "away from 20 November until further notice", "Mon 23 Nov 2026", "open"),
        ("de", "abwesend ab 20.11.", "Mo., 23. Nov. 2026", "offen"),
        ("de", "abwesend 20.12. bis 5.1.", "So., 20. Dez. 2026", "Di., 5. Jan. 2027"),
        ("de", "abwesend 1.7. bis 5.7.", "Do., 1. Juli 2027", "Mo., 5. Juli 2027"),
    ],
)
def test_the_form_is_filled_with_days_that_can_be_checked(
    world: World, language: str, line: str, first: str, last: str
) -> None:
    anna = world.person("Anna", language)
    anna.runs(line)
    assert [put.value for put in anna.form.inputs[:2]] == [first, last]
    if first != "irgendwann":
        anna.fills()
        assert anna.problems == {}
        assert {"en": "Noted, away", "de": "Notiert, nicht da"}[language] in anna.told


def test_a_day_that_can_be_two_is_asked_about(world: World) -> None:
    anna = world.person("Anna", "de")
    anna.runs("abwesend nächsten Freitag")
    assert anna.form.inputs[0].value == "nächsten freitag"
    anna.fills()
    assert "kann zweierlei heißen" in anna.told
    anna.presses("Fr., 4. Dez.")
    assert "nicht da: Fr., 4. Dez." in anna.told


def test_a_weekend_that_can_be_two_is_asked_about_by_its_days(world: World) -> None:
    anna = world.person("Anna", "de")
    anna.runs("abwesend am nächsten Wochenende")
    assert [put.value for put in anna.form.inputs[:2]] == ["nächsten samstag", "nächsten sonntag"]
    anna.fills()
    anna.presses("Sa., 5. Dez.")
    anna.presses("So., 6. Dez.")
    assert "nicht da: Sa., 5. Dez. bis So., 6. Dez." in anna.told


@pytest.mark.parametrize(
    ("line", "including"),
    [
        ("bis Freitag", False),
        ("bis einschließlich Freitag", True),
        ("bis Freitag einschließlich", True),
        ("until and including Friday", True),
        ("through Friday", True),
        ("morgen bis Freitag", True),
        ("seit gestern bis Freitag", False),
    ],
)
def test_whether_the_last_day_was_said_to_be_one_of_them(line: str, including: bool) -> None:
    span = read_span(line, TODAY, read)
    assert span is not None
    assert span.including is including


@pytest.mark.parametrize(
    ("language", "line", "first", "last", "wrong"),
    [
        ("de", "abwesend 1.11. bis 5.11.", "1.11.", "5.11.", ["first", "last"]),
        ("de", "abwesend 22.11.", "22.11.", "", ["first"]),
        ("de", "abwesend KW 47", "kw 47", "", ["first"]),
        ("en", "away September 1 to September 5", "september 1", "september 5", ["first", "last"]),
        ("en", "away 1 December to 20 November", "Tue 1 Dec 2026", "20 november", ["last"]),
    ],
)
def test_days_just_over_are_not_taken_for_those_of_next_year(
    world: World, language: str, line: str, first: str, last: str, wrong: list[str]
) -> None:
    anna = world.person("Anna", language)
    anna.runs(line)
    assert [put.value for put in anna.form.inputs[:2]] == [first, last]
    over = {"en": "over already", "de": "schon vorbei"}[language]
    assert over in str(anna.form.intro)
    anna.fills()
    assert list(anna.problems) == wrong
    assert all(over in problem for problem in anna.problems.values())
    anna.fills(first="1.11.2027", last="5.11.2027")
    assert "2027" in anna.told


def test_an_absence_that_has_begun_is_kept_from_today_on(world: World) -> None:
    anna = world.person("Anna", "de")
    anna.runs("abwesend")
    anna.fills(first="20.11.", last="27.11.")
    assert "nicht da: Mo., 23. Nov. bis Fr., 27. Nov." in anna.told


@pytest.mark.parametrize(
    ("days", "line", "last"),
    [
        (4, "abwesend bis zum 30.", "Mo., 30. Nov. 2026"),
        (8, "abwesend bis zum 31.", "Do., 31. Dez. 2026"),
        (4, "abwesend bis Freitag in einer Woche", "Fr., 4. Dez. 2026"),
        (50, "abwesend bis Ende des Jahres", "Fr., 31. Dez. 2027"),
        (50, "abwesend 20.12. bis 20.1.", "Mi., 20. Jan. 2027"),
    ],
)
def test_days_that_come_again_soon_are_never_just_over(world: World, days: int, line: str, last: str) -> None:
    anna = world.person("Anna", "de")
    world.travel(days=days)
    anna.runs(line)
    assert anna.form.inputs[1].value == last
    assert not anna.form.intro
    anna.fills()
    assert "Notiert" in anna.told


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("de", "abwesend heute Nachmittag", "Hier zählen ganze Tage."),
        ("en", "away tomorrow 2pm", "This counts whole days."),
        ("de", "abwesend Mittwoch 14-16 Uhr", "Hier zählen ganze Tage."),
        ("en", "away Friday 2-4 p.m.", "This counts whole days."),
        ("de", "abwesend Mittwoch 14-16h", "Hier zählen ganze Tage."),
        ("de", "abwesend morgen", ""),
    ],
)
def test_whoever_names_a_part_of_a_day_learns_that_whole_ones_count(
    world: World, language: str, line: str, said: str
) -> None:
    anna = world.person("Anna", language)
    anna.runs(line)
    assert said in str(anna.form.intro or "")
    assert bool(anna.form.intro) is bool(said)
