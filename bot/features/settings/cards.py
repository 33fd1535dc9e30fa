"""Where somebody is: what it means for those who work with them, and whether they are there at all."""

from bot.context import Reader, Showing
from bot.registry import view
from bot.saying import shared_hours, span_for_both
from bot.times import Pattern, next_span
from bot.ui import Button, Card, Line, Text
from bot.wording import say_time, say_working
from bot.work import Side, team
from bot.working import pattern_of
from bot.zones import say_zone
from data.queries import people


@view("zone.moved")
def moved(showing: Showing) -> Card | None:
    """Somebody's clock shows another hour from now on, and what that means for the reader. Nothing if they have moved
    on before it could be said."""
    both = team(showing.session, showing.about("engagement"))
    reads = both.client if both.client.account.id == showing.row.account_id else both.va
    gone = both.side(reads.role.other)
    zone = str(showing.row.about["zone"])
    if gone.person.zone != zone:
        return None
    city, time = say_zone(zone, showing.language), say_time(showing.now, zone, showing.language)
    lines: list[Line] = []
    works = pattern_of(showing.session, gone.person, both.engagement, gone.role)
    if (span := next_span(works, showing.now)) is not None:
        hours = span_for_both(showing, *span, reads, gone)
        lines.append(showing.t("moved-hours", name=gone.account.name, hours=hours))
    if (shared := shared_hours(showing, showing.session, both, reads)) is not None:
        lines.append(shared)
    lines.append(showing.t("moved-dates"))
    return Card(title=showing.t("moved-title", name=gone.account.name, city=city, time=time), lines=tuple(lines))


def moved_line(reader: Reader, works: Pattern, other: Side) -> Text | None:
    """What the new clock means with one of those who work with me."""
    span = next_span(works, reader.now)
    if span is None:
        return None
    hours = say_working(*span, other.person.zone or reader.zone, reader.language, now=reader.now)
    return reader.t("moved-mine", name=other.account.name, hours=hours)


@view("zone.offer")
def offer(showing: Showing) -> Card | None:
    """The platform says they are somewhere else now; one tap, and the clock is that of there."""
    account, person = people.account_and_person(showing.session, showing.row.account_id)
    zone = str(showing.row.about["zone"])
    if person.zone == zone or account.zone != zone or person.zone is None:
        return Card(title=showing.t("offer-over")) if showing.on_display else None
    there, here = say_zone(zone, showing.language), say_zone(person.zone, showing.language)
    return Card(
        title=showing.t("offer-title", city=there, time=say_time(showing.now, zone, showing.language)),
        lines=(showing.t("offer-means", city=here),),
        buttons=(
            Button("zone.take", showing.words("button-zone-take"), {"zone": zone}, "primary"),
            showing.button("zone.keep"),
        ),
    )
