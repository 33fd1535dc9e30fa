"""Rhythms in words: read, read back, and walked along the calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rhythm import Rhythm, Unread, rarer, read_rhythm, read_rhythm_at, say_rhythm
from bot.times import local

TUESDAY = date(2026, 11, 24)
NINE = 540

SAID = """
Mo, Mi, Fr                          | Mo, Mi und Fr
werktags                            | Mo–Fr
jeden Werktag                       | Mo–Fr
täglich                             | Mo–So
jeden Tag                           | Mo–So
montags und donnerstags             | Mo und Do
wöchentlich am Montag               | Mo
every Monday                        | Mo
weekly on Monday                    | Mo
jeden zweiten Donnerstag            | jeden zweiten Do
every second Thu                    | jeden zweiten Do
every other Thursday                | jeden zweiten Do
Thursdays every 2 weeks             | jeden zweiten Do
14-tägig donnerstags                | jeden zweiten Do
alle zwei Wochen Mo, Do             | alle 2 Wochen Mo und Do
alle 3 Wochen am Montag             | alle 3 Wochen Mo
every three weeks on Friday         | alle 3 Wochen Fr
alle drei Tage                      | alle 3 Tage
every 10 days                       | alle 10 Tage
every 60 days                       | alle 60 Tage
every 8 weeks on Monday             | alle 8 Wochen Mo
every other day                     | alle 2 Tage
jeden ersten Montag im Monat        | jeden ersten Mo im Monat
first Monday                        | jeden ersten Mo im Monat
the second Monday of the month      | jeden zweiten Mo im Monat
am letzten Freitag im Monat         | jeden letzten Fr im Monat
on the last working day of the month| am letzten Werktag im Monat
erster Werktag im Monat             | am ersten Werktag im Monat
am 1. und 15.                       | am 1. und 15. im Monat
on the 1st and 15th of the month    | am 1. und 15. im Monat
monatlich am 15.                    | am 15. im Monat
last day of the month               | am letzten Tag im Monat
am 31.                              | am letzten Tag im Monat
""".strip().splitlines()


@pytest.mark.parametrize("line", SAID)
def test_it_is_read_as_it_is_said(line: str) -> None:
    typed, back = (part.strip() for part in line.split("|"))
    rhythm = read_rhythm(typed, TUESDAY)
    assert isinstance(rhythm, Rhythm)
    assert say_rhythm(rhythm, "de") == back
    for language in ("de", "en"):
        assert read_rhythm(say_rhythm(rhythm, language), TUESDAY) == rhythm


@pytest.mark.parametrize(
    "typed",
    ["every 5 minutes", "alle 5 Minuten", "stündlich", "every hour", "twice a day", "dreimal am Tag", "alle 30 min"],
)
def test_more_than_once_a_day_is_no_rhythm(typed: str) -> None:
    assert read_rhythm(typed, TUESDAY) is Unread.TOO_OFTEN


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "bald",
        "am 30.",  # not in February
        "am 0.",
        "every 0 days",
        "alle 99 Wochen Mo",
        "alle 400 Tage",
        "Monday to",
        "jeden zweiten",
        "<@U1> &amp; *Mo*",
        "FREQ=YEARLY",
    ],
)
def test_what_is_not_understood_to_the_last_word_is_no_rhythm(typed: str) -> None:
    assert read_rhythm(typed, TUESDAY) is Unread.UNKNOWN


@pytest.mark.parametrize(
    ("typed", "said", "minute"),
    [
        ("every second Thursday at 9:30", "every second Thu", 570),
        ("Mo Mi Fr 9 Uhr", "on Mon, Wed and Fri", NINE),
        ("am 1. und 15. um 9", "on the 1st and 15th of the month", NINE),
        ("werktags", "on Mon–Fri", None),
        ("on the 2nd, 3rd, 11th and 22nd", "on the 2nd, 3rd, 11th and 22nd of the month", None),
    ],
)
def test_an_hour_may_stand_behind_it(typed: str, said: str, minute: int | None) -> None:
    read = read_rhythm_at(typed, TUESDAY)
    assert isinstance(read, tuple)
    assert (say_rhythm(read[0], "en"), read[1]) == (said, minute)


def days_of(typed: str, number: int, *, off: frozenset[date] = frozenset()) -> list[str]:
    """The next so many days of a rhythm after that Tuesday, at nine in Lisbon."""
    rhythm = read_rhythm(typed, TUESDAY)
    assert isinstance(rhythm, Rhythm)
    at, found = datetime(2026, 11, 24, 12, tzinfo=UTC), []
    for _ in range(number):
        following = rhythm.next(NINE, "Europe/Lisbon", at, off=off.__contains__)
        assert following is not None
        at = following
        assert local(at, "Europe/Lisbon").hour == 9
        found.append(f"{at:%a %d %b}")
    return found


def test_walked_along_the_calendar() -> None:
    assert days_of("every second Thu", 3) == ["Thu 26 Nov", "Thu 10 Dec", "Thu 24 Dec"]
    assert days_of("every 2 weeks on Mon, Thu", 3) == ["Thu 26 Nov", "Mon 07 Dec", "Thu 10 Dec"]
    assert days_of("alle 3 Tage", 3) == ["Fri 27 Nov", "Mon 30 Nov", "Thu 03 Dec"]
    assert days_of("last working day of the month", 2) == ["Mon 30 Nov", "Thu 31 Dec"]
    assert days_of("am 1. und 15.", 3) == ["Tue 01 Dec", "Tue 15 Dec", "Fri 01 Jan"]
    assert days_of("first Monday", 2) == ["Mon 07 Dec", "Mon 04 Jan"]
    assert days_of("am 1. und 15.", 2, off=frozenset({date(2026, 12, 1)})) == ["Tue 15 Dec", "Fri 01 Jan"]


def test_a_rule_that_only_finds_days_off_ends() -> None:
    rhythm = read_rhythm("am 1.", TUESDAY)
    assert isinstance(rhythm, Rhythm)
    assert rhythm.next(NINE, "Europe/Lisbon", datetime(2026, 11, 24, tzinfo=UTC), off=lambda _: True) is None


def test_rarer_step_by_step_until_it_is_rare() -> None:
    rhythm: Rhythm | None = Rhythm((0, 1, 2, 3, 4))
    said = []
    while rhythm is not None:
        said.append(say_rhythm(rhythm, "en"))
        rhythm = rarer(rhythm, TUESDAY)
    assert said == ["on Mon–Fri", "on Mon and Thu", "on Mon", "every second Mon", "on the first Mon of the month"]
    every_third_day = read_rhythm("every 3 days", TUESDAY)
    assert isinstance(every_third_day, Rhythm)
    assert rarer(every_third_day, TUESDAY) == Rhythm((1,))


rhythms = st.one_of(
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: Rhythm(tuple(sorted(days)))),
    st.sampled_from([line.split("|")[0] for line in SAID]).map(lambda typed: read_rhythm(typed, TUESDAY)),
)


@given(rhythm=rhythms, minute=st.integers(0, 1439), hours=st.integers(0, 20_000))
def test_the_next_one_is_later_at_that_hour_and_comes_at_most_once_a_day(
    rhythm: Rhythm, minute: int, hours: int
) -> None:
    zone, after = "Europe/Lisbon", datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=hours)
    first = rhythm.next(minute, zone, after)
    assert first is not None
    assert first > after
    second = rhythm.next(minute, zone, first)
    assert second is not None
    assert local(second, zone).date() > local(first, zone).date()


@pytest.mark.parametrize("line", SAID)
def test_rarer_is_less_often_over_two_years(line: str) -> None:
    rhythm = read_rhythm(line.split("|", maxsplit=1)[0], TUESDAY)
    assert isinstance(rhythm, Rhythm)
    fewer = rarer(rhythm, TUESDAY)
    assert fewer is None or _in_two_years(fewer) < _in_two_years(rhythm)


def _in_two_years(rhythm: Rhythm) -> int:
    at: datetime | None = datetime(2026, 11, 24, tzinfo=UTC)
    end, count = datetime(2028, 11, 24, tzinfo=UTC), -1
    while at is not None and at < end:
        at, count = rhythm.next(NINE, "UTC", at), count + 1
    return count
