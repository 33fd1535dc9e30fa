"""Phrases that several cards share."""

from datetime import datetime

from sqlmodel import Session

from bot.context import Reader
from bot.times import local
from bot.ui import Moment, Plain, Text
from bot.wording import say_hours_of, say_moment, say_time, say_working
from bot.work import Side, Team
from bot.working import shared_time


def moment_for_both(reader: Reader, at: datetime, here: Side, there: Side) -> Text:
    """A point in time as ``here`` reads it, with the other one's clock beside it where that shows another hour."""
    zone, other = here.person.zone or reader.zone, there.person.zone or reader.zone
    first = Moment(at, say_moment(at, zone, reader.language, now=reader.now))
    elsewhere = say_moment(at, other, reader.language, now=reader.now)
    if elsewhere == first.words:
        return Text((first,))
    # The same day: the hour is enough.
    if elsewhere.rpartition(",")[0] == first.words.rpartition(",")[0]:
        elsewhere = say_time(at, other, reader.language)
    return reader.t("moment-both", here=first, name=there.account.name, there=Plain(elsewhere))


def date_or_open(reader: Reader, at: datetime | None, here: Side, there: Side) -> Text:
    """A wished date, or that there is none."""
    return reader.t("no-date") if at is None else moment_for_both(reader, at, here, there)


def span_for_both(reader: Reader, begin: datetime, end: datetime, here: Side, there: Side) -> Text:
    """A working span as ``here`` reads it, with the other one's clock beside it where that shows another hour."""
    mine, theirs = here.person.zone or reader.zone, there.person.zone or reader.zone
    first, other = (say_working(begin, end, zone, reader.language, now=reader.now) for zone in (mine, theirs))
    if first == other:
        return Text.of(first)
    if local(begin, mine).date() == local(begin, theirs).date():
        other = say_hours_of(begin, end, theirs, reader.language)  # the same day: the hours are enough
    return reader.t("moment-both", here=first, name=there.account.name, there=other)


def shared_hours(reader: Reader, session: Session, team: Team, me: Side) -> Text | None:
    """When both work at the same time next, on my clock and the other one's, or that they don't within two weeks; None
    if one of the clocks isn't known."""
    other = team.side(me.role.other)
    if me.person.zone is None or other.person.zone is None:
        return None
    name = other.account.name
    found = shared_time(session, team, reader.now)
    if found is None:
        return reader.t("shared-none", name=name)
    begin, end = found
    if begin > reader.now:
        return reader.t("shared-next", name=name, here=span_for_both(reader, begin, end, me, other))
    here, there = (_until(reader, end, zone) for zone in (me.person.zone, other.person.zone))
    if here == there:
        return reader.t("shared-now", name=name, here=here)
    return reader.t("shared-now-both", name=name, here=here, there=there)


def _until(reader: Reader, end: datetime, zone: str) -> str:
    if local(end, zone).date() == local(reader.now, zone).date():
        return say_time(end, zone, reader.language)
    return say_moment(end, zone, reader.language, now=reader.now)


def sides_for(team: Team, reader_is: Side | None) -> tuple[Side, Side]:
    """Whose clock comes first: the reader's in direct messages, the VA's in a room."""
    here = reader_is or team.va
    return here, team.side(here.role.other)
