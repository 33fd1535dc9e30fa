"""What the messenger recorded, as its receivers got it: to whom, where, when on their clock, and whether it rang."""

from collections.abc import Callable, Mapping
from datetime import datetime

from rich.console import Console
from rich.text import Text

from bot.events import Profile
from bot.texts import words
from bot.wording import say_day, say_time
from data.tables import PlaygroundMessage

BELL = "♪"


# Text as it was sent, zone, language, now, names by account: what the reader sees.
Read = Callable[[str, str, str, datetime, Mapping[str, str]], str]


class Transcript:
    """Prints each message of a playground once for everybody who can see it."""

    def __init__(
        self,
        console: Console,
        people: Callable[[], list[Profile]],
        now: Callable[[], datetime],
        read: Read = lambda text, zone, language, now, names: text,
    ) -> None:
        self.console = console
        self.people = people
        self.now = now
        self.read = read

    def message(self, message: PlaygroundMessage, edited: bool) -> None:
        """A message that was posted or edited: for whom it rings or is meant; else once, for the room."""
        people = {person.id: person for person in self.people()}
        rings = [account for account in message.notified.split(",") if account in people and not edited]
        only = message.only_for or message.channel.removeprefix("@")
        receivers = rings or ([only] if only in people else list(people)[:1])
        for account in receivers:
            self._print(people[account], message, _way(message, edited, bool(rings)))

    def _print(self, person: Profile, message: PlaygroundMessage, way: str) -> None:
        now, zone, language = self.now(), person.zone or "UTC", person.language or "en"
        clock = f"{say_day(now, zone, language, now=now)}, {say_time(now, zone, language)}"
        head = Text.assemble(
            (person.name, "bold"), " · ", _place(message, language), " · ", clock, " · ", (words(language, way), "dim")
        )
        self.console.print(head)
        names = {each.id: each.name for each in self.people()}
        for line in self.read(message.text, zone, language, now, names).splitlines():
            self.console.print(f"    {line}", markup=False)
        self.console.print()

    def said(self, name: str, text: str) -> None:
        """What somebody did, so that the answers make sense."""
        self.console.print(Text.assemble((f"» {name}: ", "bold cyan"), text))


def _way(message: PlaygroundMessage, edited: bool, rings: bool) -> str:
    if message.only_for is not None:
        return "transcript-private"
    if edited:
        return "transcript-edit"
    return "transcript-rings" if rings else "transcript-quiet"


def _place(message: PlaygroundMessage, language: str) -> str:
    if message.channel.startswith("@"):
        return words(language, "transcript-direct")
    if message.thread is not None:
        return words(language, "transcript-thread", room=message.channel)
    return f"#{message.channel}"
