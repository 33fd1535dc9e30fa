"""A week of two people, played on the playground as they would: commands, forms, buttons, replies in the thread."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from random import Random

from adapters.playground.listen import Playground
from adapters.playground.messenger import direct_channel
from bot.times import at_wall, local
from bot.wording import say_clock
from data.queries import playground as queries
from data.tables import PlaygroundMessage

ROOM = "team"
CLIENT_ZONE, VA_ZONE = "Europe/Berlin", "Europe/Lisbon"
BUTTON = re.compile(r'data-press="([^"]*)">')


@dataclass(frozen=True)
class Plan:
    """Who is in the story, and when it begins: on the first weekday from ``start`` on."""

    client: str = "Carla"
    va: str = "Anna"
    client_language: str = "en"
    va_language: str = "de"
    start: date | None = None
    seed: int = 0


@dataclass(frozen=True)
class Words:
    """What people type in the story, in one language."""

    title: str
    outcome: str
    line: str
    question: str
    reply: str
    more: str
    note: str
    change: str
    second: str
    thanks: str
    checkin: str


WORDS: dict[str, tuple[Words, ...]] = {
    "en": (
        Words(
            title="Newsletter November",
            outcome="A letter that people answer to: one story, one offer, a warm end.",
            line="Collect the reviews by next Thursday 5pm",
            question="Shall I link the old shop or the new one?",
            reply="The new one, please.",
            more="And always the new one from now on.",
            note="First version – the pictures are placeholders.",
            change="The second paragraph is about me; please make it about the readers.",
            second="Second version, with the readers in front.",
            thanks="Thank you! Three people have answered already, and I had a free Friday.",
            checkin="Two of three texts are written.",
        ),
        Words(
            title="Workshop page",
            outcome="Somebody who reads it knows in a minute whether the workshop is for them.",
            line="Book the room by next Thursday 5pm",
            question="Which price shall stand there, with or without lunch?",
            reply="With lunch, please.",
            more="It is the same in spring.",
            note="First version – I left out the map.",
            change="The dates should stand at the top.",
            second="Second version, dates first.",
            thanks="Thank you! It reads just as I would say it.",
            checkin="The text stands, the pictures are missing.",
        ),
    ),
    "de": (
        Words(
            title="Newsletter November",
            outcome="Ein Brief, auf den Menschen antworten: eine Geschichte, ein Angebot, ein warmer Schluss.",
            line="Rückmeldungen sammeln bis nächsten Donnerstag 17 Uhr",
            question="Soll ich auf den alten oder den neuen Shop verlinken?",
            reply="Auf den neuen, bitte.",
            more="Und ab jetzt immer auf den neuen.",
            note="Erste Fassung – die Bilder sind Platzhalter.",
            change="Im zweiten Absatz geht es um mich; bitte lass es um die Leserinnen gehen.",
            second="Zweite Fassung, mit den Leserinnen vorn.",
            thanks="Danke dir! Drei Leute haben schon geantwortet, und ich hatte einen freien Freitag.",
            checkin="Zwei von drei Texten sind fertig.",
        ),
        Words(
            title="Seite zum Workshop",
            outcome="Wer sie liest, weiß nach einer Minute, ob der Workshop passt.",
            line="Raum buchen bis nächsten Donnerstag 17 Uhr",
            question="Welcher Preis soll dort stehen, mit oder ohne Mittagessen?",
            reply="Mit Mittagessen, bitte.",
            more="Im Frühjahr ist es genauso.",
            note="Erste Fassung – die Karte habe ich weggelassen.",
            change="Die Termine gehören nach oben.",
            second="Zweite Fassung, Termine zuerst.",
            thanks="Danke dir! Es liest sich, als hätte ich es selbst gesagt.",
            checkin="Der Text steht, die Bilder fehlen noch.",
        ),
    ),
}


class Actor:
    """Somebody in the story: looks for the button in what is really to be seen, and presses it."""

    def __init__(self, stage: Playground, account: str, words: Words) -> None:
        self.stage = stage
        self.account = account
        self.words = words
        self.direct = direct_channel(account)

    async def runs(self, line: str, where: str | None = None) -> None:
        await self.stage.write(self.account, where or self.direct, f"/baton {line}")

    async def fills(self, **values: str) -> None:
        form = self.stage.forms[self.account].form
        await self.stage.submit(self.account, {put.name: put.value for put in form.inputs} | values)

    async def presses(self, action: str, on: str = "") -> None:
        channel, custom_id = self._button(action, on)
        await self.stage.press(self.account, channel, custom_id)

    async def replies(self, text: str, under: str) -> None:
        message = next(each for each in reversed(self._messages()) if under in each.text)
        await self.stage.write(self.account, message.channel, text, message.thread or message.id)

    def sees(self, action: str, *, in_direct: bool = False) -> bool:
        """Whether such a button stands before them, written to them alone if that is asked."""
        return any(
            f'data-press="{action}' in message.html and (not in_direct or message.channel == self.direct)
            for message in self._messages()
        )

    def _button(self, action: str, on: str) -> tuple[str, str]:
        for message in reversed(self._messages()):
            for custom_id in map(unescape, BUTTON.findall(message.html)):
                if on in message.text and custom_id.split("|")[0] == action:
                    return message.channel, custom_id
        raise LookupError(f"{self.account} sees no {action}")

    def _messages(self) -> list[PlaygroundMessage]:
        with self.stage.database.transaction() as session:
            return queries.messages_seen_by(session, self.account, [ROOM, self.direct])


def beginning(plan: Plan, today: date) -> datetime:
    """Nine in the morning, the client's time, on the first weekday."""
    return at_wall(_weekday(plan.start or today), 9 * 60, CLIENT_ZONE)


def _weekday(day: date) -> date:
    """That day, or the Monday after it."""
    return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


def _weekday_after(stage: Playground, days: int) -> date:
    """The first weekday so many days from the story's now."""
    return _weekday(local(stage.now, VA_ZONE).date() + timedelta(days=days))


async def play(stage: Playground, plan: Plan) -> None:
    """The whole story, from the first hello to the thanks."""
    random = Random(plan.seed)  # noqa: S311  # which of the texts, nothing secret
    number = random.randrange(len(WORDS["en"]))
    client = Actor(
        stage, stage.add_person(plan.client, plan.client_language, CLIENT_ZONE), WORDS[plan.client_language][number]
    )
    va = Actor(stage, stage.add_person(plan.va, plan.va_language, VA_ZONE), WORDS[plan.va_language][number])
    stage.add_channel(ROOM, [client.account, va.account])
    await _begin(stage, client, va, plan)
    await _hand_off(stage, client, va, random)
    await _work(stage, client, va)
    await _finish(stage, client, va)


async def _begin(stage: Playground, client: Actor, va: Actor, plan: Plan) -> None:
    """The first day: they agree to work together, and the VA sets up check-ins."""
    await stage.open_direct(client.account)
    await stage.write(client.account, ROOM, "/invite @Baton")
    await client.runs("start", ROOM)
    await client.fills(other=va.account, role="client", room=ROOM, language=plan.va_language)
    await stage.travel(minutes=90)
    await va.presses("start.accept")
    await va.runs("checkin")
    await va.fills(days="0,1,2,3,4", time=say_clock(9 * 60, plan.va_language))


async def _hand_off(stage: Playground, client: Actor, va: Actor, random: Random) -> None:
    """A brief in a form, one in a line; a question, and its answer in the thread."""
    await stage.travel(minutes=random.randrange(10, 40))
    wished = _weekday_after(stage, 3)
    await client.runs("new", ROOM)
    await client.fills(title=client.words.title, outcome=client.words.outcome, due=f"{wished:%Y-%m-%d} 16:00")
    await stage.travel(minutes=random.randrange(10, 40))
    await va.presses("task.accept")
    await va.presses("task.ask", on=client.words.title)
    await va.fills(question=va.words.question)
    await stage.travel(minutes=random.randrange(10, 40))
    await client.replies(client.words.reply, under=va.words.question)
    await client.replies(client.words.more, under=va.words.question)
    await client.runs(f"new @{va.account} {client.words.line}")
    await client.presses("draft.send")
    if client.sees("draft.choose"):  # "next Thursday" is another day to other people
        await client.presses("draft.choose")


async def _work(stage: Playground, client: Actor, va: Actor) -> None:
    """The next working day: a check-in at the VA's nine o'clock, then the result, and a round of changes."""
    await stage.travel_to(at_wall(_weekday_after(stage, 1), 9 * 60 + 10, VA_ZONE))
    await va.presses("checkin.line")
    await va.fills(note=va.words.checkin)
    await va.presses("checkin.on_track")
    await stage.travel(hours=3)
    await va.presses("task.submit", on=client.words.title)
    await va.fills(link="https://example.org/draft", note=va.words.note)
    await stage.travel(hours=1)
    await client.presses("submission.change")
    await client.fills(change=client.words.change)


async def _finish(stage: Playground, client: Actor, va: Actor) -> None:
    """The working day after: the second round is good, and after two quiet days the client says thanks."""
    await stage.travel_to(at_wall(_weekday_after(stage, 1), 10 * 60, VA_ZONE))
    await va.presses("task.submit", on=client.words.title)
    await va.fills(link="https://example.org/draft-2", note=va.words.second)
    await stage.travel(hours=1)
    await client.presses("submission.good")
    for _ in range(10):
        await stage.travel(days=1)
        if client.sees("task.thank", in_direct=True):
            break
    await client.presses("task.thank")
    await client.fills(text=client.words.thanks)
