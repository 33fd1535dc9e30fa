"""Joining two accounts of one person: a code that is shown in one place and entered in the other."""

import hashlib
import secrets
from datetime import timedelta

from bot.context import Context
from bot.features.checkin.timers import plan_anew
from bot.registry import Taken, command
from bot.ui import Card, Reply
from bot.work import teams_of
from data.known import known
from data.queries import checkins, people
from data.tables import LinkTry, Person

# Without letters and digits that are read as one another.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 10
LIFE = timedelta(minutes=10)
TRIES = 5
AN_HOUR = timedelta(hours=1)


@command("link", code=Taken.WORDS)
def link(context: Context) -> Reply:
    """Shows a code, or takes the one that was typed behind the command."""
    typed = "".join(char for char in getattr(context.event, "text", "").upper() if char.isalnum())
    return _take(context, typed) if typed else _show(context)


def _show(context: Context) -> Card:
    """A fresh code in place of the one before; only its digest is kept."""
    number = secrets.randbelow(len(ALPHABET) ** LENGTH)
    code = "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))
    people.keep_link_code(context.session, context.account_id, _digest(code), context.now + LIFE)
    return Card(title=context.t("link-code", code=f"{code[:5]}-{code[5:]}"), lines=(context.t("link-how"),))


def _take(context: Context, code: str) -> Card:
    """Joins this account to the person who was shown the code. Wrong ones are counted, so nobody can guess."""
    if people.wrong_codes_since(context.session, context.account_id, context.now - AN_HOUR) >= TRIES:
        return context.done("link-wait")
    found = people.link_code_with(context.session, _digest(code))
    if found is None or found.used_at is not None or found.expires_at < context.now:
        context.session.add(LinkTry(account_id=context.account_id, at=context.now))
        return context.done("link-wrong")
    shown_to, person = people.account_and_person(context.session, found.account_id)
    if person.id == context.person.id:
        return context.done("link-already")
    if _on_both_sides(context, known(person.id)):
        return context.done("link-both-sides")
    found.used_at = context.now
    context.session.add(found)
    _join(context, person)
    return context.done("link-done", name=shown_to.name)


def _on_both_sides(context: Context, person_id: int) -> bool:
    """Whether the joined person would work together with themselves."""
    both = {person_id, context.person_id}
    return any({team.client.person.id, team.va.person.id} == both for team in teams_of(context.session, person_id))


def _join(context: Context, person: Person) -> None:
    """The accounts of the one who enters go over; language, zone and hours are those of the one who showed the code."""
    old, new = context.person_id, known(person.id)
    plan = checkins.plan_of(context.session, old)
    if plan is not None and checkins.plan_of(context.session, new) is None:
        plan.person_id = new
        context.session.add(plan)
    elif plan is not None:
        plan.active = False
        context.session.add(plan)
    checkins.move_checkins(context.session, old, new)
    people.move_accounts(context.session, old, new)
    context.session.flush()
    plan_anew(context.session, person, context.now)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
