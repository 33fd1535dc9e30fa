"""How a beginning looks."""

from bot.context import Reader, Showing
from bot.registry import view
from bot.ui import Card, Line
from bot.work import Side, Team, team
from data.known import known
from data.tables import EngagementState


@view("hello")
def hello(showing: Showing) -> Card:
    """The first words to somebody."""
    return hello_card(showing)


def hello_card(reader: Reader) -> Card:
    """Who Baton is, and the one thing to do next."""
    return Card(
        title=reader.t("hello-title"),
        lines=(reader.t("hello-what"), reader.t("hello-next")),
        buttons=(reader.button("start.open", "primary"), reader.button("help.open")),
    )


def _sides(showing: Showing) -> tuple[Team, Side, Side]:
    found = team(showing.session, showing.about("engagement"))
    reads = found.client if found.client.account.id == showing.row.account_id else found.va
    return found, reads, found.side(reads.role.other)


def _agreement(showing: Showing, found: Team) -> tuple[Line, ...]:
    engagement = found.engagement
    where = (
        showing.t("start-room", room=engagement.room_name or engagement.room)
        if engagement.room
        else showing.t("start-no-room")
    )
    return where, showing.t("start-language", language=showing.t(f"language-{engagement.language}"))


@view("start.proposed")
def start_proposed(showing: Showing) -> Card:
    """Somebody would like to work with the reader: yes or no."""
    found, reads, other = _sides(showing)
    open_ = found.engagement.state is EngagementState.PROPOSED
    return Card(
        title=showing.t("start-proposed", name=other.account.name, role=reads.role),
        lines=(
            *_agreement(showing, found),
            showing.t("start-what") if open_ else showing.t("start-state", state=found.engagement.state),
        ),
        buttons=(
            showing.button("start.accept", "primary", engagement=found.engagement_id),
            showing.button("start.decline", engagement=found.engagement_id),
        )
        if open_
        else (),
    )


@view("start.waiting")
def start_waiting(showing: Showing) -> Card | None:
    """The same once more, when it came outside working time and is still open as work begins."""
    found, _, _ = _sides(showing)
    open_ = found.engagement.state is EngagementState.PROPOSED
    return start_proposed(showing) if open_ or showing.row.message else None


@view("start.answered")
def start_answered(showing: Showing) -> Card:
    """The other one's yes or no."""
    found, reads, other = _sides(showing)
    active = found.engagement.state is EngagementState.ACTIVE
    return Card(
        title=showing.t("news-start", state=found.engagement.state, name=other.account.name),
        lines=_agreement(showing, found) if active else (),
        buttons=(showing.button("new.open", "primary"),)
        if active and known(found.client.account.id) == reads.account.id
        else (),
    )
