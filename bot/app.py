"""The way in: an event becomes a reply, a due timer happens, an outgoing message becomes a card."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from bot import features, registry
from bot.context import Context, Reader, Refused, Showing, build_form, context_of, subject_of
from bot.entry import asked_back, check_inputs, chosen, fitting_ids, hear, opened_again, run_command
from bot.events import Command, Event, Press, Profile, Said, Submit
from bot.late import dated, happening_since
from bot.missed import Waiting, waited_for
from bot.people import language_from, notice_zone, recognise
from bot.place import place
from bot.registry import Taken
from bot.suggest import suggestions
from bot.ui import Card, Choice, Errors, Option, Reply
from data.database import Database, collided
from data.queries import messages, people
from data.tables import Engagement, Outgoing

logger = logging.getLogger(__name__)

PUT_OFF = timedelta(minutes=10)


class _Unfinished(Exception):
    """A form that can't be taken yet: everything is undone, what was typed is kept."""

    def __init__(self, form: Submit, answer: Errors | Choice) -> None:
        super().__init__()
        self.form = form
        self.answer = answer


class App:
    """The core. Synchronous; it does no I/O but the database's. ``clock`` is the only source of now."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        features.load()
        self.database = database
        self.clock = clock

    def handle(self, event: Event) -> Reply:
        """What somebody did, in one transaction. The answer is for that person alone.

        Never raises for what people do. Whatever goes wrong inside is logged under a name that the answer gives,
        and what was typed into a form is kept.
        """
        now = self.clock()
        try:
            try:
                return self._happened(event, now)
            except DBAPIError as error:
                if not collided(error):
                    raise
                return self._happened(event, now)
        except _Unfinished as unfinished:
            return self._kept(unfinished.form, now, unfinished.answer)
        except Refused as refused:
            return self._excused(event, now, refused)
        except Exception as error:
            name = secrets.token_hex(2)
            logger.error("event failed", extra={"kind": type(event).__name__, "reference": name, **place(error)})
            return self._excused(event, now, Refused("our-fault", name=name))

    def _happened(self, event: Event, now: datetime) -> Reply:
        with self.database.transaction() as session:
            if isinstance(event, Said) and not _concerns_baton(session, event):
                return None
            return _handled(_context(session, event, now), event)

    def _kept(self, form: Submit, now: datetime, answer: Errors | Choice) -> Reply:
        with self.database.transaction() as session:
            context = _context(session, form, now)
            draft = _keep(context, form)
            if isinstance(answer, Choice):
                return asked_back(context, answer, draft)
            return replace(answer, again=opened_again(context, answer, draft))

    def _excused(self, event: Event, now: datetime, refused: Refused) -> Reply:
        """A friendly sentence, in a transaction of its own: the use case's was undone. Typed entries are kept."""
        try:
            with self.database.transaction() as session:
                context = _context(session, event, now)
                if isinstance(event, Submit) and event.action in registry.forms and any(event.values.values()):
                    again = context.button("draft.open", draft=_keep(context, event))
                    return context.done(refused.key, buttons=(again,), **refused.values)
                return context.done(refused.key, **refused.values)
        except Exception as error:
            logger.error("no answer could be made", extra={"kind": type(event).__name__, **place(error)})
            sorry = Card(title=Reader(language_from(event.who.language), "UTC", now).t("out-of-order"))
            if isinstance(event, Submit) and event.values:
                # Nothing can be kept now; where a form can stay open, what was typed stays in it.
                return Errors({next(iter(event.values)): str(sorry.title)}, again=sorry)
            return sorry

    def listens_to(self, platform: str, workspace: str, channel: str, thread: str) -> bool:
        """Whether a thread hangs on one of Baton's messages. Adapters drop what is said anywhere else unread."""
        with self.database.transaction() as session:
            return messages.is_known_message(session, platform, workspace, channel, thread)

    def waits_for_replies(self, platform: str) -> list[Waiting]:
        """Where an adapter looks for replies after it was away."""
        with self.database.transaction() as session:
            return waited_for(session, platform, self.clock())

    def suggest(self, who: Profile, kind: Taken, typed: str) -> tuple[Option, ...]:
        """What may be meant while somebody is still typing. Reads only; somebody unknown stays unknown."""
        with self.database.transaction() as session:
            found = people.identity(session, who.platform, who.workspace, who.id)
            if found is None:
                return suggestions(None, language_from(who.language), kind, typed)
            return suggestions(context_of(session, found, self.clock()), found.language, kind, typed)

    def fire(self) -> bool:
        """Lets the timer that has been due the longest happen, in one transaction. False: none is due.

        A timer whose function fails is logged and put off by ten minutes, so that it holds up no other one. One that
        only was in another transaction's way stays due, and the error is raised.
        """
        now = self.clock()
        with self.database.transaction() as session:
            timer = messages.take_due_timer(session, now)
            if timer is None:
                return False
            try:
                with session.begin_nested(), happening_since(session, timer.due_at):
                    registry.timers[timer.kind](session, now, timer.subject)
            except Exception as error:
                if isinstance(error, OperationalError) and collided(error):
                    raise
                extra = {"kind": timer.kind, "subject": timer.subject, **place(error)}
                logger.error("timer failed", extra=extra)
                messages.set_timer(session, timer.kind, timer.subject, now + PUT_OFF)
        return True

    def render(self, session: Session, row: Outgoing) -> Card | None:
        """The card for a message that leaves now, or None if it is not wanted any more. One that comes late says so."""
        _, person = people.account_and_person(session, row.account_id)
        language = person.language
        if row.room is not None and row.engagement_id is not None:
            language = session.get_one(Engagement, row.engagement_id).language
        showing = Showing(language, person.zone or "UTC", self.clock(), session, row)
        card = registry.views[row.view](showing)
        return card and dated(card, showing, row)


def _concerns_baton(session: Session, event: Said) -> bool:
    """Words to Baton itself, or in one of its threads by somebody it knows. All others leave no trace."""
    if event.where.direct:
        return True
    who = event.who
    thread_is_ours = event.thread is not None and messages.is_known_message(
        session, who.platform, who.workspace, event.where.id, event.thread
    )
    return thread_is_ours and people.identity(session, who.platform, who.workspace, who.id) is not None


def _context(session: Session, event: Event, now: datetime) -> Context:
    who = notice_zone(session, recognise(session, event.who, now), event.who.zone, now)
    return context_of(session, who, now, event)


def _handled(context: Context, event: Event) -> Reply:
    if isinstance(event, Press) and event.action in ("draft.choose", "draft.send"):
        event = chosen(context, event)
    if isinstance(event, Submit):
        return _submitted(context, event)
    if event.once and not messages.mark_handled(context.session, event.once, context.now):
        return None
    match event:
        case Command():
            return run_command(context, event.word)
        case Press():
            return _pressed(context, event)
        case Said():
            return hear(context, event)
        case _:
            return registry.happenings[type(event)](context)


def _pressed(context: Context, event: Press) -> Reply:
    function = registry.presses.get(event.action)
    if function is None:
        raise Refused("unknown-button")
    answer: Reply = function(context, **fitting_ids(function, event.ids))
    return answer


def _submitted(context: Context, event: Submit) -> Reply:
    entry = registry.forms.get(event.action)
    once = event.ids.get("once")
    if entry is None or not once:
        raise Refused("unknown-button")
    ids = fitting_ids(entry.send, {name: value for name, value in event.ids.items() if name != "once"})
    if not messages.mark_handled(context.session, f"form:{once}", context.now):
        return context.done("arrived-already")
    form = build_form(context, event.action, ids, event.values)
    problems = check_inputs(context, form, event.values)
    answer: Reply = Errors(problems) if problems else entry.send(context, event.values, **ids)
    if isinstance(answer, Errors):
        raise _Unfinished(event, Errors(answer.by_input, form))
    if isinstance(answer, Choice):
        raise _Unfinished(event, answer)
    messages.drop_draft(context.session, context.account_id, event.action, subject_of(ids))
    return answer


def _keep(context: Context, event: Submit) -> int:
    """What was typed, as a draft; its id."""
    ids = {name: value for name, value in event.ids.items() if name != "once"}
    typed = dict(event.values)
    return messages.keep_draft(context.session, context.account_id, event.action, subject_of(ids), typed, context.now)
