"""The digest, however long: everything in it can be answered from it."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from sqlmodel import col, select

from bot.ui import decode
from data.known import known
from data.queries.messages import MANY
from data.tables import Engagement, Kind, Outgoing, Role, SendState, Submission, Task, TaskState
from tests.world import BUTTON, MONDAY_TEN, Someone, World

AT_FOUR = MONDAY_TEN + timedelta(hours=6)  # the hour of the digest in Berlin
DIGEST = "digest:1:0"
Buttons = list[tuple[str, dict[str, int | str]]]
TITLE = {"en": "could wait until now", "de": "bis jetzt warten konnte"}
MORE = {"en": "What could wait, too:", "de": "Auch das konnte warten:"}
REFUSED = {
    "en": ("don't know that button", "the fault is mine", "isn't between"),
    "de": ("kenne ich nicht mehr", "Fehler liegt bei mir", "gehört nicht zu dem"),
}
# What takes a reminder away is pressed last.
ORDER = ("task.thank", "less.open", "snooze.open", "nudge.later", "nudge.off")


def with_a_digest(world: World, language: str, states: list[TaskState]) -> Someone:
    """Carla has worked with three people, and a reminder about each of these tasks waits for four o'clock."""
    carla = world.person("Carla", language)
    for name in ("Anna", "Dana", "Eva"):
        world.together(carla, world.person(name, language), f"with-{name.casefold()}", language)
    with world.playground.database.transaction() as session:
        teams = session.exec(select(Engagement).order_by(col(Engagement.id))).all()
        session.add(message_to(teams[0], key=DIGEST, view="digest", about={}, kind=Kind.SOLICITED))
        for number, state in enumerate(states, start=1):
            team = teams[number * len(teams) // (len(states) + 1)]
            task = Task(
                engagement_id=known(team.id),
                title=f"Task {number}" + "x" * (7 - number % 7),
                state=state,
                rounds=1,
                proposed_at=MONDAY_TEN,
                done_at=MONDAY_TEN if state is TaskState.DONE else None,
            )
            session.add(task)
            session.flush()
            session.add(Submission(task_id=known(task.id), round=1, note="Done", submitted_at=MONDAY_TEN))
            nudge = message_to(team, key=f"praise-nudge:{task.id}", view="praise.nudge", about={"task": task.id})
            nudge.engagement_id, nudge.state, nudge.digest = team.id, SendState.FOLDED, DIGEST
            session.add(nudge)
    carla.catches_up()
    world.travel_to(AT_FOUR)
    return carla


def message_to(
    team: Engagement, *, key: str, view: str, about: dict[str, Any], kind: Kind = Kind.UNSOLICITED
) -> Outgoing:
    """A direct message to the client."""
    return Outgoing(
        key=key,
        view=view,
        about=about,
        workspace_id=team.workspace_id,
        account_id=team.client_id,
        conversation=f"{team.workspace_id}:@{team.client_id}",
        kind=kind,
        not_before=AT_FOUR,
    )


def buttons_on(carla: Someone, text: str) -> Buttons:
    """What stands below the latest message that holds that."""
    return [decode(unescape(custom_id)) for custom_id, _ in BUTTON.findall(carla.message(text).html)]


def shows_more(carla: Someone, buttons: Buttons) -> bool:
    """Presses what shows more, if it is there."""
    for action, ids in buttons:
        if action == "digest.rest":
            carla.forges(f"{action}|message={ids['message']}|after={ids['after']}")
            return True
    return False


def everything(carla: Someone, language: str) -> Buttons:
    """Every button of a digest, and of all that it shows on request."""
    found = page = buttons_on(carla, TITLE[language])
    for _ in range(40):
        if not shows_more(carla, page):
            return [each for each in found if each[0] != "digest.rest"]
        page = buttons_on(carla, MORE[language])
        found = [*found, *page]
    raise AssertionError("it never ends")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("count", [1, 4, 5, 12, 60])
def test_every_button_of_everything_in_a_digest_works(world: World, count: int, language: str) -> None:
    carla = with_a_digest(world, language, [TaskState.DONE] * count)
    carla.is_rung(TITLE[language])
    found = everything(carla, language)
    for action in ORDER:
        about = [ids["task" if "task" in ids else "message"] for each, ids in found if each == action]
        assert len(about) == len(set(about)) == count, action
    found.sort(key=lambda each: ORDER.index(each[0]))
    for action, ids in found if count <= 12 else found[::11]:
        carla.forges("|".join([action, *(f"{name}={value}" for name, value in ids.items())]))
        if action == "task.thank":
            assert carla.form.title
        if action in ("snooze.open", "less.open"):
            carla.presses_id("snooze.until" if action == "snooze.open" else "less.choose")
        assert not any(words in carla.told for words in REFUSED[language]), (action, carla.told)


def test_what_has_buttons_stands_above_what_is_only_named(world: World) -> None:
    carla = with_a_digest(world, "en", [TaskState.DONE] * 12)
    html = carla.message(TITLE["en"]).html
    assert html.rindex('data-press="task.thank') < html.index("… and 4 more")


def test_what_is_answered_while_it_is_read_leaves_nothing_out(world: World) -> None:
    carla = with_a_digest(world, "en", [TaskState.DONE] * 12)
    page, seen = buttons_on(carla, TITLE["en"]), list[int | str]()
    for _ in range(5):
        here = [ids["task"] for action, ids in page if action == "nudge.later"]
        seen += here
        for task in here[1:3]:
            carla.forges(f"nudge.later|task={task}")
        if not shows_more(carla, page):
            break
        page = buttons_on(carla, MORE["en"])
    seen += [ids["task"] for action, ids in buttons_on(carla, TITLE["en"]) if action == "nudge.later"]  # moved up
    assert set(seen) == set(range(1, 13))


def test_it_is_by_engagement_and_the_shortest_first(world: World) -> None:
    carla = with_a_digest(world, "en", [TaskState.DONE] * 4)
    said = carla.message(TITLE["en"]).text.splitlines()[1:5]
    assert [line.partition(" ")[0] for line in said] == ["Anna", "Dana", "Dana", "Eva"]
    assert len(said[1]) < len(said[2])


@pytest.mark.both_databases
def test_what_is_over_does_not_hide_what_is_not(world: World) -> None:
    """Of more than anybody reads nothing is wanted any more; something behind it is."""
    carla = with_a_digest(world, "en", [TaskState.WITHDRAWN] * (MANY + 5) + [TaskState.DONE])
    carla.is_rung("could wait", f"Task {MANY + 6}")


def test_nobody_else_sees_what_it_holds(world: World) -> None:
    mallory = world.person("Mallory")
    carla = with_a_digest(world, "en", [TaskState.DONE] * 12)
    rest = next(ids for action, ids in buttons_on(carla, TITLE["en"]) if action == "digest.rest")
    mallory.forges(f"digest.rest|message={rest['message']}|after={rest['after']}")
    assert "isn't between" in mallory.told
    assert not mallory.sees("Task")
    carla.forges(f"digest.rest|message={rest['message']}|after=99999")  # anything else begins at the beginning
    assert "Task" in carla.told


def test_a_va_of_two_clients_sees_both_and_each_client_only_theirs(world: World) -> None:
    carla, ben = world.person("Carla"), world.person("Ben")
    anna = world.person("Anna", "de")
    world.together(carla, anna, "team", "en")
    world.together(ben, anna, "shop", "en")
    with world.playground.database.transaction() as session:
        teams = session.exec(select(Engagement).order_by(col(Engagement.id))).all()
        for role, receiver in ((Role.CLIENT, None), (Role.VA, teams[0].va_id)):
            for team in teams:
                client = team.client_id
                digest = f"digest:{receiver or client}:0"
                if receiver is None or team is teams[0]:
                    row = message_to(team, key=digest, view="digest", about={}, kind=Kind.SOLICITED)
                    row.account_id = receiver or client
                    session.add(row)
                task = Task(
                    engagement_id=known(team.id),
                    title=f"Of team {team.id}",
                    state=TaskState.DONE,
                    rounds=1,
                    proposed_at=MONDAY_TEN,
                    done_at=MONDAY_TEN,
                )
                session.add(task)
                session.flush()
                entry = message_to(team, key=f"{role}:{team.id}", view="praise.nudge", about={"task": task.id})
                entry.account_id = receiver or client
                entry.engagement_id, entry.state, entry.digest = team.id, SendState.FOLDED, digest
                session.add(entry)
    for someone in (carla, ben, anna):
        someone.catches_up()
    world.travel_to(AT_FOUR)
    anna.is_rung("Carla · ", "Of team 1", "Ben · ", "Of team 2")
    carla.is_rung("Anna · ", "Of team 1")
    ben.is_rung("Anna · ", "Of team 2")
    assert not carla.sees("Of team 2")
    assert not carla.sees("Ben")
    assert not ben.sees("Of team 1")
    assert not ben.sees("Carla")
