"""An engagement or a task together with the two people it is between, and who of them is acting."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

from bot.context import Context, Refused
from data.known import known
from data.queries import agreements, tasks
from data.queries.agreements import Sides
from data.tables import Account, Engagement, EngagementState, Person, Role, Task


@dataclass(frozen=True)
class Side:
    """One of the two: the role, the account in this workspace, the person behind it."""

    role: Role
    account: Account
    person: Person


@dataclass(frozen=True)
class Team:
    """A client and a VA, and what they have agreed."""

    engagement: Engagement
    client: Side
    va: Side

    def side(self, role: Role) -> Side:
        return self.client if role is Role.CLIENT else self.va

    def side_of(self, person: Person) -> Side | None:
        """The side this person is on; None for anybody else."""
        return next((side for side in (self.client, self.va) if side.person.id == person.id), None)

    @property
    def engagement_id(self) -> int:
        return known(self.engagement.id)


@dataclass(frozen=True)
class Work:
    """A task in somebody's hands: ``me`` acts, ``other`` is concerned."""

    task: Task
    team: Team
    me: Side
    other: Side

    @property
    def task_id(self) -> int:
        return known(self.task.id)


def team_from(sides: Sides) -> Team:
    engagement, client, clients_person, va, vas_person = sides
    return Team(engagement, Side(Role.CLIENT, client, clients_person), Side(Role.VA, va, vas_person))


def team(session: Session, engagement_id: int) -> Team:
    """An engagement that must exist."""
    sides = agreements.engagement_with_sides(session, engagement_id)
    if sides is None:
        raise LookupError(f"no engagement {engagement_id}")
    return team_from(sides)


def teams(session: Session, engagement_ids: Collection[int]) -> dict[int, Team]:
    """Several engagements, by their ids."""
    found = map(team_from, agreements.several_with_sides(session, engagement_ids))
    return {each.engagement_id: each for each in found}


def teams_of(session: Session, person_id: int) -> list[Team]:
    """The active engagements of one person."""
    return [team_from(sides) for sides in agreements.engagements_of(session, person_id)]


def teams_where_client(context: Context) -> list[Team]:
    """The engagements in which the acting account is the client."""
    mine = teams_of(context.session, context.person_id)
    return [team for team in mine if team.client.account.id == context.account_id]


def my_team(context: Context, engagement_id: int | str) -> tuple[Team, Side, Side]:
    """An engagement, me and the other one. Refuses strangers, who learn nothing from the answer."""
    sides = agreements.engagement_with_sides(context.session, int(engagement_id)) if is_id(engagement_id) else None
    found = team_from(sides) if sides else None
    me = found.side_of(context.person) if found else None
    if found is None or me is None:
        raise Refused("not-yours")
    return found, me, found.side(me.role.other)


def my_work(context: Context, task_id: int | str, only: Role | None = None) -> Work:
    """A task, locked, with me and the other one. Refuses strangers, and the wrong side if only one may do this."""
    found = tasks.task(context.session, int(task_id), lock=True) if is_id(task_id) else None
    if found is None:
        raise Refused("not-yours")
    both, me, other = my_team(context, found.engagement_id)
    if both.engagement.state is not EngagementState.ACTIVE:
        raise Refused("not-yours")
    if only is not None and me.role is not only:
        raise Refused("only-the-other", name=other.account.name)
    return Work(found, both, me, other)


def work(session: Session, task_id: int, acting: Role = Role.VA) -> Work:
    """The same for timers and views, where nobody acts; ``acting`` only says which side is called ``me``."""
    found = tasks.task(session, task_id)
    if found is None:
        raise LookupError(f"no task {task_id}")
    both = team(session, found.engagement_id)
    return Work(found, both, both.side(acting), both.side(acting.other))


def is_id(value: int | str) -> bool:
    """Whether something from a button can be a row's id at all."""
    return isinstance(value, int) and 0 < value < 2**31


def open_work(context: Context) -> list[Work]:
    """The open tasks of one person, the earliest wished date first."""
    teams = _my_teams(context)
    return [_work(task, *teams[task.engagement_id]) for task in tasks.open_tasks(context.session, list(teams))]


def waiting_work(context: Context, most: int) -> tuple[list[Work], int, int]:
    """The same, at ``most`` so many, what waits for this person first; how many are open, and how many of them wait.
    It takes no longer when there are hundreds."""
    teams = _my_teams(context)
    sides: dict[Role, list[int]] = {role: [] for role in Role}
    for engagement, (_, me) in teams.items():
        sides[me.role].append(engagement)
    found, count, waiting = tasks.plate(context.session, sides[Role.CLIENT], sides[Role.VA], most)
    return [_work(task, *teams[task.engagement_id]) for task in found], count, waiting


def _my_teams(context: Context) -> dict[int, tuple[Team, Side]]:
    """By engagement: both, and which one of them acts."""
    mine = [(team, team.side_of(context.person)) for team in teams_of(context.session, context.person_id)]
    return {team.engagement_id: (team, me) for team, me in mine if me is not None}


def _work(task: Task, team: Team, me: Side) -> Work:
    return Work(task, team, me, team.side(me.role.other))
