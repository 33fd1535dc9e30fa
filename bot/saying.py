"""Phrases that several cards share."""

from datetime import datetime

from bot.context import Reader
from bot.ui import Moment, Plain, Text
from bot.wording import say_moment, say_time
from bot.work import Side, Team


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


def sides_for(team: Team, reader_is: Side | None) -> tuple[Side, Side]:
    """Whose clock comes first: the reader's in direct messages, the VA's in a room."""
    here = reader_is or team.va
    return here, team.side(here.role.other)
