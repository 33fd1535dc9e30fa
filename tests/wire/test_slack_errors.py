"""What Slack's errors, limits and unreadable answers do to a message, at its wire."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from adapters.slack import errors, messenger, render
from adapters.slack.messenger import EDITS, OPENS, POSTS, SlackMessenger
from bot.events import Profile
from bot.people import meet
from bot.ports import Barred, Blind, Broken, Gone, Letter, Limit, SendError, Sent, Wait
from bot.ui import Card, Text
from data.database import Database
from data.queries import lanes, messages
from data.tables import Lane, Outgoing, SendState
from scheduling.counters import SENT_BLINDLY
from scheduling.pace import Pacer
from tests.scheduling.test_two_processes import message
from tests.wire.office import Office, office
from tests.wire.slack import SmallSlack
from tests.wire.slack_schemas import published_errors
from tests.wire.slack_server import UNREADABLE, Message
from tests.wire.test_slack_faults import cards, hand_off, slack, team
from tests.wire.test_slack_story import agreed, people, rings

__all__ = ["slack", "team"]
POST = "chat.postMessage"
HELLO = Letter("baton-1", "T1", "UANNA", Card(title=Text.of("Hello")), room="CTEAM")
# What will pass by itself.
PASSING = {"request_timeout", "fatal_error"}
TABLES: tuple[tuple[set[str], type[SendError], str, str], ...] = (
    (errors.NO_ROOM, Gone, "room", "direct"),
    (errors.NO_DIRECT, Gone, "direct", "direct"),
    (errors.NO_MESSAGE, Gone, "message", "message"),
    (errors.NO_WORDS, Broken, "", ""),
    (errors.NO_ENTRY, Barred, "", ""),
    (errors.TOO_MANY, Wait, "60.0 s", "60.0 s"),
    (PASSING | {"internal_error", "service_unavailable", "some_new_one"}, SendError, "", ""),
)


@pytest.fixture
def wire(slack: SmallSlack) -> SlackMessenger:
    client = AsyncWebClient(slack.bot_token, base_url=slack.url)
    client.retry_handlers.clear()
    slack.channels["CTEAM"].members.add("UBATON")
    return SlackMessenger(client)


async def test_every_code_has_its_meaning(slack: SmallSlack, wire: SlackMessenger) -> None:
    direct = Letter("baton-2", "T1", "UANNA", HELLO.card)
    for codes, kind, in_room, in_direct in TABLES:
        for code in codes:
            for letter, why in ((HELLO, in_room), (direct, in_direct)):
                slack.fail(POST, code)
                with pytest.raises(SendError) as raised:
                    await wire.post(letter)
                assert (type(raised.value), str(raised.value)) == (kind, why or code), (code, letter.room)


def test_no_published_code_is_left_to_chance() -> None:
    known = set().union(*(codes for codes, *_ in TABLES))
    for method in (POST, "chat.update", "conversations.open", "conversations.history", "conversations.replies"):
        assert published_errors(method) <= known, method


async def test_nobodys_direct_messages_are_opened_in_vain(slack: SmallSlack, wire: SlackMessenger) -> None:
    for code in ("user_not_found", "user_disabled", "channel_not_found"):
        slack.fail("conversations.open", code)
        with pytest.raises(Gone) as gone:
            await wire.post(Letter("baton-2", "T1", "UANNA", HELLO.card))
        assert gone.value.why == "direct"


@pytest.mark.parametrize("how", UNREADABLE)
async def test_an_answer_that_cannot_be_read_is_looked_up(team: Office, how: str) -> None:
    team.slack.fail(POST, how, 2)
    await hand_off(team)
    await team.travel(minutes=1)
    assert len(cards(team.slack)) == 1
    await rings(team, "UANNA", "Newsletter – von Carla")


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7), ("7.25", 7.25), ("0", 1), ("-3", 1), ("soon", 60), ("nan", 60), ("inf", 60)]
)
async def test_retry_after_to_the_letter(slack: SmallSlack, wire: SlackMessenger, said: str, seconds: float) -> None:
    slack.fail(POST, f"429 {said}")
    with pytest.raises(Wait) as wait:
        await wire.post(HELLO)
    assert (wait.value.seconds, wait.value.everywhere) == (seconds, True)


async def test_the_workspace_waits_to_the_letter_also_after_a_restart(slack: SmallSlack, database: Database) -> None:
    async with office(slack, database) as first:
        await agreed(first)
        slack.fail(POST, "429 30.5")
        await hand_off(first)
        asked_at = first.now
        await hand_off(first, "Website")
        assert _posted(slack) == 3  # the beginning
    async with office(slack, database, now=asked_at + timedelta(seconds=30)) as second:
        await second.settle()
        with database.transaction() as session:
            assert session.exec(select(Lane.paused_until)).one() == asked_at + timedelta(seconds=30.5)
        assert _posted(slack) == 3
        await second.travel(seconds=1)
        assert [len(cards(slack, title)) for title in ("Newsletter", "Website")] == [1, 1]


def _posted(slack: SmallSlack) -> int:
    return sum(each.metadata is not None for each in slack.messages)


async def test_while_a_token_is_refused_everything_waits(team: Office, database: Database) -> None:
    team.slack.fail(POST, "token_revoked", 3)
    await hand_off(team)
    await team.travel(minutes=14)
    with database.transaction() as session:
        found = session.exec(select(Outgoing).where(Outgoing.key == "task:1")).one()
    assert (found.state, found.note) == (SendState.READY, "token_revoked")
    await team.travel(minutes=2)
    assert len(cards(team.slack)) == 1


async def test_what_slack_does_not_take_is_set_aside_and_the_lane_goes_on(team: Office, database: Database) -> None:
    team.slack.fail(POST, "invalid_blocks")
    await hand_off(team)
    await hand_off(team, "Website")
    with database.transaction() as session:
        found = session.exec(select(Outgoing).where(Outgoing.key == "task:1")).one()
    assert (found.state, found.note) == (SendState.FAILED, "invalid_blocks")
    assert len(cards(team.slack, "Website")) == 1
    assert any("the fault is mine" in each.text for each in team.slack.rung("UCARLA"))


async def test_a_card_that_the_adapter_cannot_show_is_set_aside(
    team: Office, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = render.card_blocks

    def broken(card: Card, *, quiet: bool = False) -> list[dict[str, object]]:
        if "Newsletter" in str(card.title):
            raise KeyError("Newsletter")
        return shown(card, quiet=quiet)

    monkeypatch.setattr(messenger, "card_blocks", broken)
    await hand_off(team)
    await hand_off(team, "Website")
    with database.transaction() as session:
        found = session.exec(select(Outgoing).where(Outgoing.key == "task:1")).one()
    assert (found.state, found.note) == (SendState.FAILED, "KeyError")
    assert len(cards(team.slack, "Website")) == 1


@pytest.mark.parametrize("disabled", ["user_disabled", "messages_tab_disabled"])
async def test_direct_messages_that_are_closed_are_told_in_the_room_without_content(
    team: Office, disabled: str
) -> None:
    await hand_off(team)
    await team.presses("UANNA", "Zusagen")
    await team.runs("UANNA", "checkin")
    await team.fills("UANNA", days="0,1,2,3,4", time="9:00")
    team.slack.rung("UANNA")
    team.slack.fail(POST, disabled)
    await team.travel(days=1)
    await rings(team, "UANNA", "keine Direktnachricht")
    told = team.slack.latest("UANNA", "keine Direktnachricht")
    assert told.channel == "CTEAM"
    assert "Newsletter" not in told.text


# Looks


def chatter(slack: SmallSlack, number: int, thread: str | None = None) -> None:
    """What other people write meanwhile."""
    for _ in range(number):
        slack.messages.append(Message("CTEAM", slack.new_ts(), "UCARLA", "…", thread=thread))


@pytest.mark.parametrize("thread", [False, True])
async def test_what_was_sent_long_ago_is_found(slack: SmallSlack, wire: SlackMessenger, thread: bool) -> None:
    """The newest messages of a channel come first, of a thread the oldest."""
    now = datetime.now(UTC)  # noqa: TID251  # the small Slack's clock is the real one here
    root = await wire.post(HELLO)
    under = root.message if thread else None
    letter = Letter("baton-2", "T1", "UANNA", HELLO.card, room="CTEAM", thread=under, suspect=True, first_try=now)
    chatter(slack, 300, under)
    sent = await wire.post(letter)
    chatter(slack, 300, under)
    assert await wire.find(letter) == sent
    chatter(slack, 1000, under)
    with pytest.raises(Blind):
        await wire.find(Letter("baton-3", "T1", "UANNA", HELLO.card, room="CTEAM", thread=under, first_try=now))
    looks = sum(method.startswith("conversations") for method, _ in slack.requests)
    assert looks == 2


async def test_only_what_was_written_since_is_looked_through(slack: SmallSlack, wire: SlackMessenger) -> None:
    chatter(slack, 2000)
    later = datetime.now(UTC) + timedelta(days=1)  # noqa: TID251  # as above
    slack.clock = later.timestamp
    assert await wire.find(Letter("baton-2", "T1", "UANNA", HELLO.card, room="CTEAM", first_try=later)) is None
    assert len([method for method, _ in slack.requests]) == 1


async def test_without_history_the_rare_double_is_counted(database: Database) -> None:
    counter = SENT_BLINDLY.labels("slack")
    before = counter._value.get()
    async with SmallSlack(history=False) as slack, office(slack, database) as team:
        people(slack)
        await agreed(team)
        slack.fail(POST, "lost")
        await hand_off(team)
        await team.travel(minutes=1)
        assert len(cards(slack)) == 2
        slack.fail(POST, "500")  # never arrived, but that can't be known either
        await hand_off(team, "Website")
        await team.travel(minutes=1)
        assert len(cards(slack, "Website")) == 1
    assert counter._value.get() == before + 2
    assert slack.lost == 1


# Limits


@pytest.mark.parametrize(
    ("limit", "most", "seconds"),
    [
        (EDITS, 50, 60),
        (OPENS, 50, 60),
        (POSTS, 300, 60),
        (messenger.IN_CHANNEL, 1, 1),
        (messenger.LOOKS, 50, 60),
        (messenger.LOOKS_IN_THREADS, 50, 60),
    ],
)
def test_in_no_window_more_than_slack_allows(limit: Limit, most: int, seconds: int) -> None:
    pacer, now = Pacer(), 0.0
    times: list[float] = []
    for _ in range(3 * most + 2):
        at = pacer.reserve(1, (limit,), now, inf)
        assert at is not None
        while (later := pacer.leave(1, (limit,), at)) != at:
            at = later
        pacer.answered(1, (limit,), at, at, well=True)
        times += [at] * limit.count
        now = at
    for first, later in zip(times, times[most:], strict=False):
        assert later - first >= seconds - 1e-6


async def test_a_look_counts_as_many_requests_as_it_may_take(slack: SmallSlack, wire: SlackMessenger) -> None:
    """The channel is busy, and the direct messages are opened by the look and by the post."""
    letter = Letter("baton-2", "T1", "UANNA", HELLO.card, suspect=True)
    opened = (await wire.post(replace(letter, suspect=False))).channel
    slack.messages += [Message(opened, slack.new_ts(), "UCARLA", "…") for _ in range(1100)]
    before = len(slack.requests)
    with pytest.raises(Blind):
        await wire.find(letter)
    await wire.post(letter)
    made = Counter(method for method, _ in slack.requests[before:])
    counted = {limit.key: limit.count for limit in wire.limits(letter, None)}
    assert made == {POST: 1, "conversations.history": 1, "conversations.open": 2}
    assert made.items() <= counted.items()


def test_whatever_is_asked_of_slack_counts(wire: SlackMessenger) -> None:
    def keys(letter: Letter, sent: Sent | None = None) -> list[str]:
        return [limit.key for limit in wire.limits(letter, sent)]

    direct = Letter("baton-2", "T1", "UANNA", HELLO.card)
    known = Letter("baton-2", "T1", "UANNA", HELLO.card, direct="DUANNA")
    again = Letter("baton-2", "T1", "UANNA", HELLO.card, room="CTEAM", suspect=True)
    in_thread = Letter("baton-2", "T1", "UANNA", HELLO.card, room="CTEAM", thread="1.1", suspect=True)
    assert keys(HELLO) == [POST, "channel:CTEAM"]
    assert keys(HELLO, Sent("CTEAM", "1.1")) == ["chat.update"]
    assert keys(direct) == [POST, "channel:UANNA", "conversations.open"]
    assert keys(known) == [POST, "channel:UANNA"]
    assert keys(again) == [POST, "channel:CTEAM", "conversations.history", "chat.update"]
    assert keys(in_thread) == [POST, "channel:CTEAM", "conversations.replies", "chat.update"]


async def test_two_for_direct_messages_that_were_never_opened_keep_a_second_apart(
    slack: SmallSlack, database: Database
) -> None:
    async with office(slack, database) as team:
        slack.limit_posts = True
        team.schedule.delivery.pacer = Pacer()
        with database.transaction() as session:
            account, _ = meet(session, Profile("slack", "T1", "UANNA", "Anna", "de", "Europe/Lisbon"), team.now)
            for number in range(2):
                message(session, account.id or 0, account.workspace_id, f"m{number}", team.now)
            for row in session.exec(select(Outgoing)):
                row.conversation = "one"
                session.add(row)
        await team.settle()
        assert (_posted(slack), slack.too_fast) == (2, 0)


async def test_what_has_to_wait_for_its_turn_is_not_claimed_over_and_over(
    team: Office, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        await hand_off(team, f"Newsletter {number}")
    claims = 0
    claim: Callable[..., list[int]] = lanes.claim

    def counted(*given: object) -> list[int]:
        nonlocal claims
        claims += 1
        return claim(*given)

    def updates() -> int:
        return sum(method == "chat.update" for method, _ in team.slack.requests)

    monkeypatch.setattr(lanes, "claim", counted)
    team.schedule.delivery.pacer = Pacer()
    with database.transaction() as session:
        messages.raise_revision(session, [f"task:{number}" for number in range(1, 13)], team.now)
    before = updates()
    await team.settle()
    assert 8 <= updates() - before < 12
    assert claims <= 12
    await team.travel(minutes=1)
    assert updates() - before == 12


async def test_asked_to_wait_nothing_more_is_asked(slack: SmallSlack, database: Database) -> None:
    """Messages to five people are on their way; the first one is refused."""
    async with office(slack, database) as team:
        team.schedule.delivery.pacer = Pacer()
        slack.fail(POST, "429 30")
        with database.transaction() as session:
            for number in range(5):
                profile = Profile("slack", "T1", slack.user(f"P{number}"), f"P{number}", "en", "Europe/Berlin")
                account, _ = meet(session, profile, team.now)
                message(session, account.id or 0, account.workspace_id, f"m{number}", team.now)
        await team.settle()
        assert sum(method == POST for method, _ in slack.requests) == 1
        await team.travel(minutes=1)
        assert _posted(slack) == 5
