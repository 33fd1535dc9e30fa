"""The playground as a place to send to: messages become rows that the page shows."""

from collections.abc import Callable, Sequence
from datetime import datetime

from adapters.playground.render import card_html
from bot.ports import Gone, Letter, Limit, Sent
from bot.ui import Card, to_text
from data.database import Database
from data.queries import playground
from data.tables import PlaygroundChannel, PlaygroundMessage


class PlaygroundMessenger:
    """Posts and edits on the playground. ``posted`` hears of each message: the row, and whether it is an edit;
    ``written`` says how a card reads in plain text."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        posted: Callable[[PlaygroundMessage, bool], None] = lambda message, edited: None,
        written: Callable[[Card], str] = to_text,
    ) -> None:
        self.database = database
        self.clock = clock
        self.posted = posted
        self.written = written
        self.lane = Limit("playground", 1_000_000)

    def limits(self, letter: Letter, sent: Sent | None) -> Sequence[Limit]:
        """None but its own."""
        return (self.lane,)

    async def post(self, letter: Letter) -> Sent:
        message = await self.database.call(self._post, letter)
        self.posted(message, False)
        return Sent(message.channel, str(message.id))

    def _post(self, letter: Letter) -> PlaygroundMessage:
        with self.database.transaction() as session:
            channel = direct_channel(letter.account)
            if letter.room is not None:
                found = session.get(PlaygroundChannel, letter.room)
                if found is None or not found.joined:
                    raise Gone("room")
                channel = found.name
            message = PlaygroundMessage(
                channel=channel,
                thread=int(letter.thread) if letter.thread else None,
                key=letter.name,
                html=card_html(letter.card, quiet=letter.quiet),
                text=self.written(letter.card),
                notified=_rings_for(letter),
                posted_at=self.clock(),
            )
            session.add(message)
            session.flush()
            return message

    async def edit(self, letter: Letter, sent: Sent) -> None:
        message = await self.database.call(self._edit, letter, sent)
        self.posted(message, True)

    def _edit(self, letter: Letter, sent: Sent) -> PlaygroundMessage:
        with self.database.transaction() as session:
            message = playground.playground_message(session, int(sent.message))
            if message is None:
                raise Gone("message")
            message.html = card_html(letter.card, quiet=letter.quiet)
            message.text = self.written(letter.card)
            message.edited_at = self.clock()
            session.add(message)
            return message

    async def find(self, letter: Letter) -> Sent | None:
        return await self.database.call(self._find, letter.name)

    def _find(self, name: str) -> Sent | None:
        with self.database.transaction() as session:
            found = playground.playground_message_named(session, name)
            return Sent(found.channel, str(found.id)) if found else None


def direct_channel(account: str) -> str:
    """The channel of somebody's direct messages with Baton."""
    return f"@{account}"


def _rings_for(letter: Letter) -> str:
    """Whom a new message notifies: in a room the one it mentions, a direct message its receiver; a quiet one nobody."""
    mentioned = letter.card.mention.account if letter.card.mention is not None else ""
    if letter.quiet:
        return ""
    return letter.account if letter.room is None else mentioned
