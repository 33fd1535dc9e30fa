"""What a use case works with: the moment, the database session, and who acts or reads."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session

from bot import registry
from bot.events import Event
from bot.texts import Value, t, words
from bot.times import local
from bot.ui import Button, Card, Form, Ids, Moment, Text, Who
from bot.wording import say_moment
from data.queries import messages
from data.queries.people import Identity
from data.tables import Account, Outgoing, Person


class Refused(Exception):
    """What was asked for does not fit how things stand. The text of ``key`` says so to the one who asked.

    Everything the use case has done so far is undone.
    """

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values: dict[str, Any] = values


@dataclass(frozen=True)
class Reader:
    """Somebody, or a room, that texts are made for: the language and the zone in which they read."""

    language: str
    zone: str
    now: datetime

    def t(self, key: str, /, **values: Value) -> Text:
        return t(self.language, key, **values)

    def words(self, key: str, /, **values: Value) -> str:
        return words(self.language, key, **values)

    def moment(self, at: datetime) -> Moment:
        return Moment(at, say_moment(at, self.zone, self.language, now=self.now))

    def button(self, action: str, style: str = "", label: str = "", **ids: int | str) -> Button:
        """A button with the label of the text ``button-<action>``, or of another text."""
        return Button(action, self.words(label or f"button-{action.replace('.', '-')}"), ids, style)


@dataclass(frozen=True)
class Context(Reader):
    """One event, or a look ahead for somebody, being handled in one transaction."""

    session: Session
    account_id: int
    person_id: int
    event: Event | None = None

    # Most use cases have them loaded with a team, or need neither.

    @cached_property
    def account(self) -> Account:
        """By which account the one who acts is known here."""
        return self.session.get_one(Account, self.account_id)

    @cached_property
    def person(self) -> Person:
        """The one who acts."""
        return self.session.get_one(Person, self.person_id)

    def form(self, action: str, **ids: int | str) -> Form:
        """That form, filled with what this account typed into it before and did not finish."""
        kept = messages.draft(self.session, self.account_id, action, subject_of(ids), self.now)
        return build_form(self, action, ids, kept.entries if kept else {})

    def done(self, key: str, /, *, buttons: tuple[Button, ...] = (), **values: Value) -> Card:
        """A short private confirmation."""
        return Card(title=self.t(key, **values), buttons=buttons)

    @property
    def today(self) -> date:
        """The day that it is for the one who acts."""
        return local(self.now, self.zone).date()


def context_of(session: Session, who: Identity, now: datetime, event: Event | None = None) -> Context:
    """What that one works with now."""
    return Context(who.language, who.zone or "UTC", now, session, who.account_id, who.person_id, event)


@dataclass(frozen=True)
class Showing(Reader):
    """One outgoing message being rendered at the moment it leaves, alone or as part of a digest."""

    session: Session
    row: Outgoing
    digest: Outgoing | None = None

    @property
    def on_display(self) -> bool:
        """Whether somebody sees it already; then it is not taken back, but says how things stand."""
        return (self.digest or self.row).message is not None

    def about(self, name: str) -> int:
        """An id the message carries."""
        return int(self.row.about[name])


def build_form(context: Context, action: str, ids: Ids, values: Mapping[str, str]) -> Form:
    """That form with these entries and a fresh one-time id."""
    made = registry.forms[action].build(context, values, **ids)
    return Form(
        made.action, made.title, made.inputs, made.send, ids=dict(ids), once=secrets.token_hex(8), intro=made.intro
    )


def subject_of(ids: Ids) -> str:
    """What a form is about, as its draft remembers it."""
    return "|".join(f"{name}={value}" for name, value in sorted(ids.items()))


def who(account: Account, *, rings: bool = False) -> Who:
    """A person in a text, by the account the readers know."""
    return Who(account.external_id, account.name, rings)
