"""What Baton can do, declared once beside each function.

Help, Slack's parser and manifest, the playground's command line and the README's table are made from these tables.
The words of a command, what it does and an example stand in the texts: ``command-<name>`` (the words, the first one
is shown), ``command-<name>-does``, ``command-<name>-example``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from bot.ahead import Foreseen
    from bot.context import Context, Showing
    from bot.events import Event, Said
    from bot.ui import Card, Form, Reply


class Taken(StrEnum):
    """What a part of a command is, for platforms that have an input for each."""

    WORDS = "words"
    PERSON = "person"
    TASK = "task"
    ZONE = "zone"


class Second(StrEnum):
    """What becomes of a solicited message if one of its sort came on the same day: of each there is one a day."""

    DROP = "drop"
    FOLD = "fold"
    LATER = "later"


class Rings(StrEnum):
    """What may ring outside working hours, for somebody who said so."""

    QUESTIONS = "questions"
    DATES = "dates"


@dataclass(frozen=True)
class CommandEntry:
    """``group`` is the noun a command stands under where the platform has two levels; ``takes`` names its parts.

    The texts ``option-<part>`` and ``option-<part>-does`` say what a part is.
    """

    name: str
    run: "Callable[[Context], Reply]"
    group: str
    takes: "Mapping[str, Taken]"


@dataclass(frozen=True)
class FormEntry:
    """``build`` makes the form from what is known or was typed before, ``send`` takes it."""

    build: "Callable[..., Form]"
    send: "Callable[..., Reply]"


commands: dict[str, CommandEntry] = {}
presses: "dict[str, Callable[..., Reply]]" = {}
forms: dict[str, FormEntry] = {}
timers: "dict[str, Callable[[Session, datetime, int], None]]" = {}
views: "dict[str, Callable[[Showing], Card | None]]" = {}
foreseen: "dict[str, Callable[[Context, datetime], Iterable[Foreseen]]]" = {}
seconds: dict[str, Second] = {}
ringing: dict[str, Rings] = {}
replies: "dict[str, Callable[[Context, Said, dict[str, Any]], Reply]]" = {}
happenings: "dict[type[Event], Callable[[Context], Reply]]" = {}

F = TypeVar("F", bound=Callable[..., Any])


def command(name: str, *, group: str = "", **takes: Taken) -> Callable[[F], F]:
    """The function answers ``/baton <name>``; what was typed behind it is ``context.event.text``.

    A button with the action ``<name>.open`` does the same.
    """

    def declare(function: F) -> F:
        _new(commands, name)
        commands[name] = CommandEntry(name, function, group, takes)
        press(f"{name}.open")(function)
        return function

    return declare


def press(action: str) -> Callable[[F], F]:
    """The function answers that button; the button's ids are its keyword arguments."""

    def declare(function: F) -> F:
        _new(presses, action)
        presses[action] = function
        return function

    return declare


def form(action: str, build: "Callable[..., Form]") -> Callable[[F], F]:
    """The function takes that form: ``(context, values, **ids)``. ``build(context, values, **ids)`` makes it."""

    def declare(function: F) -> F:
        _new(forms, action)
        forms[action] = FormEntry(build, function)
        return function

    return declare


def timer(kind: str) -> Callable[[F], F]:
    """The function is called when a timer of that kind falls due; it looks itself whether it is still wanted."""

    def declare(function: F) -> F:
        _new(timers, kind)
        timers[kind] = function
        return function

    return declare


def foresee(kind: str) -> Callable[[F], F]:
    """The function tells what a timer of that kind would send to ``context.person`` until a moment, if nothing changed.

    It yields :class:`bot.ahead.Foreseen`; the preview plays them through. A timer that sends nothing yields nothing.
    """

    def declare(function: F) -> F:
        _new(foreseen, kind)
        foreseen[kind] = function
        return function

    return declare


def view(name: str, *, second: Second | None = None, rings: Rings | None = None) -> Callable[[F], F]:
    """The function shows outgoing rows of that name when they leave; None if the message is not wanted any more.

    ``second``: of solicited messages with this view there is one a day, in each engagement or, for those that belong to
    none, at all. ``rings``: people may say that such messages ring outside their working hours.
    """

    def declare(function: F) -> F:
        _new(views, name)
        views[name] = function
        if second is not None:
            seconds[name] = second
        if rings is not None:
            ringing[name] = rings
        return function

    return declare


def reply(name: str) -> Callable[[F], F]:
    """The function hears what people write in the threads of messages with that view; it gets what they are about."""

    def declare(function: F) -> F:
        _new(replies, name)
        replies[name] = function
        return function

    return declare


def happens(event: "type[Event]") -> Callable[[F], F]:
    """The function answers that kind of event, for those that carry no name to look up."""

    def declare(function: F) -> F:
        _new(happenings, event)
        happenings[event] = function
        return function

    return declare


def _new(table: dict[Any, Any], name: Any) -> None:
    if name in table:
        raise ValueError(f"{name!r} is declared twice")
