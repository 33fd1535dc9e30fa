"""Typed dates: what holds for any text, said anywhere at any time."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dates import Ambiguous, Moment, Precision, Unreadable, find_date, read_date
from bot.dates.typed import LONGEST
from bot.times import WALL, at_wall, local

BERLIN = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOMENTS = st.integers(0, 12 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from(sorted(available_timezones()))
LANGUAGES = st.sampled_from(["de", "en"])

DAYS = """
heute|morgen|übermorgen|tomorrow|gestern|Freitag|next Tuesday|nächsten Montag|kommenden Mittwoch|this Sunday|
last Friday|Freitag in zwei Wochen|Ende der Woche|Anfang nächster Woche|Mittwoch nächster Woche|weekend|KW 7|KW 53|
Ende des Monats|mid-February|Ende Mai|Jahresende|in drei Tagen|in 9 Werktagen|in 25 Monaten|24.12.|29.2.|31.4.|1.1.2030|
03/04|12/24/27|2027-03-28|28. März|Oct 31st|am 31.|the 5th|Mo, 1.3.
"""
HOURS = """
15 Uhr|9|um 9|at 5|3:30|02:30|2:30 Uhr|24:00|0 Uhr|25 Uhr|3pm|12 am|halb drei|viertel nach neun|quarter to one|midnight|
um 2 nachts|8 Uhr abends|mittags|Abend|in the morning|night|EOD|in 2 hours|bis|,|bitte
"""
A_DAY, AN_HOUR = (st.sampled_from([phrase.strip() for phrase in table.split("|")]) for table in (DAYS, HOURS))
SAID = st.one_of(
    st.tuples(A_DAY, AN_HOUR).map(" ".join),
    st.lists(st.one_of(A_DAY, AN_HOUR), max_size=4).map(" ".join),
)


@given(text=st.one_of(st.text(max_size=LONGEST + 20), SAID), now=MOMENTS, zone=ZONES, language=LANGUAGES)
@example(text="31.12.9999 24:00", now=MONDAY, zone="Pacific/Kiritimati", language="de")
@example(text="0001-01-01 00:00", now=MONDAY, zone="Pacific/Kiritimati", language="de")
def test_any_text_has_an_answer_in_the_future(text: str, now: datetime, zone: str, language: str) -> None:
    reading = read_date(text, now=now, zone=zone, language=language)
    if isinstance(reading, Unreadable):
        return
    moments = reading.options if isinstance(reading, Ambiguous) else (reading,)
    assert all(moment.at.tzinfo is UTC and moment.at > now for moment in moments)
    assert all(moment.at <= now + timedelta(days=733) for moment in moments)
    if isinstance(reading, Ambiguous):
        assert len(moments) == 2
        assert moments[0].at < moments[1].at
    assert read_date(text, now=now, zone=zone, language=language) == reading


@given(text=SAID, now=MOMENTS, language=LANGUAGES)
def test_case_and_blanks_make_no_difference(text: str, now: datetime, language: str) -> None:
    plain = read_date(text, now=now, zone=BERLIN, language=language)
    assert read_date(text.upper(), now=now, zone=BERLIN, language=language) == plain
    spaced = "\u00a0 " + text.replace(" ", " \u200b\n ") + "\t"
    assert read_date(spaced, now=now, zone=BERLIN, language=language) == plain


@given(
    text=st.one_of(SAID, st.text(max_size=80)), title=st.text(max_size=30), lead=st.sampled_from(["bis", "by", "on"])
)
def test_what_is_found_is_read_again_alike(text: str, title: str, lead: str) -> None:
    line = f"{title} {lead} {text}"
    found = find_date(line, now=MONDAY, zone=BERLIN, language="en")
    if found is None:
        return
    assert line.strip().startswith(found.title)
    assert found.words in line
    assert read_date(found.words, now=MONDAY, zone=BERLIN, language="en") == found.reading


@given(
    day=st.dates(date(2026, 11, 25), date(2028, 11, 1)), minute=st.integers(0, 1_439), zone=ZONES, language=LANGUAGES
)
def test_a_chosen_option_is_read_as_it_was_offered(day: date, minute: int, zone: str, language: str) -> None:
    offered = at_wall(day, minute, zone)
    reading = read_date(local(offered, zone).strftime(WALL), now=MONDAY, zone=zone, language=language)
    assert reading == Moment(offered, Precision.EXACT)


@pytest.mark.parametrize(
    "words",
    [
        "Freitag 15 Uhr morgen ",
        "1 ",
        "a ",
        "12.",
        "1.1.",
        "bis ",
        "um ",
        "am ",
        "drei viertel ",
        "!",
        "next the ",
        "bis x ",
    ],
)
def test_long_texts_cost_little(words: str) -> None:
    text = (words * LONGEST)[:LONGEST]
    before = time.process_time()
    read_date(text, now=MONDAY, zone=BERLIN, language="de")
    find_date(text * 20, now=MONDAY, zone=BERLIN, language="de")
    # A text that made the patterns go back and forth would take minutes; a slow machine needs some air.
    assert time.process_time() - before < 0.2
