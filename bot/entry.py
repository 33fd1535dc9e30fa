"""How words and entries find what they are for: command words, what was filled in, what was said in a thread."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from inspect import signature
from typing import Any

from bot import registry
from bot.context import Context, Refused, build_form
from bot.events import Command, Press, Said, Submit
from bot.registry import press
from bot.texts import LANGUAGES, words
from bot.typed import clean
from bot.ui import Button, Card, Checks, Choice, Errors, Form, Ids, Reply, Select, TextInput
from bot.work import is_id
from data.queries import messages
from data.tables import Draft


@cache
def command_words() -> dict[str, str]:
    """Every word that names a command, in both languages, and the command's name."""
    found: dict[str, str] = {}
    for name in registry.commands:
        for language in LANGUAGES:
            for word in words(language, f"command-{name}").split():
                found.setdefault(word.casefold(), name)
    return found


def command_for(word: str) -> registry.CommandEntry | None:
    """The command of that word, German or English; None for a word nobody knows."""
    name = command_words().get(clean(word, 40).casefold())
    return registry.commands[name] if name else None


def nearest_command(word: str, language: str) -> str | None:
    """The word that may have been meant, in the language of the one who typed it."""
    near = get_close_matches(clean(word, 40).casefold(), list(command_words()), n=1, cutoff=0.6)
    return words(language, f"command-{command_words()[near[0]]}").split()[0] if near else None


def run_command(context: Context, line: str) -> Reply:
    """The command a line begins with; help for every other word."""
    word, _, rest = line.strip().partition(" ")
    found = command_for(word) or registry.commands["help"]
    event = context.event
    if not isinstance(event, Command) and event is not None:
        event = Command(who=event.who, where=event.where, word=word, text=rest)
    return found.run(replace(context, event=event))


def hear(context: Context, event: Said) -> Reply:
    """Words in a thread belong to what the thread hangs on; words to Baton alone are read like a command line."""
    if event.thread is not None:
        root = messages.outgoing_at(context.session, context.account.workspace_id, event.where.id, event.thread)
        if root is not None and root.view in registry.replies:
            return registry.replies[root.view](context, event, root.about)
    if not event.where.direct:
        return None
    if command_for(event.text.strip().partition(" ")[0]):
        return run_command(context, event.text)
    return registry.replies["direct"](context, event, {})


def check_inputs(context: Context, form: Form, values: Mapping[str, str]) -> dict[str, str]:
    """What is missing, too long or none of the choices, by input, in words."""
    problems: dict[str, str] = {}
    for put in form.inputs:
        typed = values.get(put.name, "")
        lines = isinstance(put, TextInput) and put.lines
        if put.required and not clean(typed, len(typed) + 1, lines=lines):
            problems[put.name] = context.words("input-missing")
        elif isinstance(put, TextInput) and len(typed) > put.length:
            problems[put.name] = context.words("input-too-long", limit=put.length, length=len(typed))
        elif isinstance(put, Select | Checks) and typed:
            chosen = typed.split(",") if isinstance(put, Checks) else [typed]
            if not set(chosen) <= {option.value for option in put.options}:
                problems[put.name] = context.words("input-no-choice")
    return problems


@cache
def _parameters(function: Callable[..., Any]) -> dict[str, type]:
    return {
        name: parameter.annotation
        for name, parameter in signature(function).parameters.items()
        if name not in ("context", "values")
    }


def fitting_ids(function: Callable[..., Any], ids: Ids) -> dict[str, int | str]:
    """The ids of a button as that function's arguments. Refuses any that it doesn't take: they are not from Baton."""
    wanted = _parameters(function)
    if set(wanted) != set(ids) or any(wanted[name] is int and not is_id(value) for name, value in ids.items()):
        raise Refused("unknown-button")
    return {name: str(value) if wanted[name] is str else value for name, value in ids.items()}


def ids_of(subject: str) -> dict[str, int | str]:
    """The ids a draft is about."""
    pairs = (part.partition("=") for part in subject.split("|") if part)
    return {name: int(value) if value.isdigit() else value for name, _, value in pairs}


@press("draft.open")
def open_draft(context: Context, draft: int) -> Reply:
    """Opens the form again, filled with what its writer had typed."""
    kept = _draft(context, draft)
    return build_form(context, kept.form, ids_of(kept.subject), kept.entries)


def asked_back(context: Context, choice: Choice, draft: int) -> Card:
    """The question which of several readings was meant, one button each, and the form itself to say it anew."""
    buttons = [
        Button("draft.choose", option.label, {"draft": draft, "input": choice.input, "value": option.value})
        for option in choice.options
    ]
    return Card(title=choice.title, buttons=(*buttons, context.button("draft.open", draft=draft)))


def opened_again(context: Context, errors: Errors, draft: int) -> Card:
    """What is wrong with a form, and the way back into it, filled."""
    labels = {put.name: put.label for put in errors.form.inputs} if errors.form else {}
    lines = tuple(
        context.t("form-problem", label=labels.get(name, name), problem=problem)
        for name, problem in errors.by_input.items()
    )
    again = context.button("draft.open", "primary", label="button-draft-again", draft=draft)
    return Card(title=context.t("form-problems"), lines=lines, buttons=(again,))


def chosen(context: Context, event: Press) -> Submit:
    """The form as it would have been sent with the chosen entry. Each draft goes through once."""
    kept = _draft(context, event.ids.get("draft", 0))
    name, value = str(event.ids.get("input", "")), str(event.ids.get("value", ""))
    if event.action == "draft.choose" and name not in kept.entries:
        raise Refused("unknown-button")
    entries = {**kept.entries, name: value} if event.action == "draft.choose" else kept.entries
    return Submit(
        who=event.who,
        where=event.where,
        action=kept.form,
        ids={**ids_of(kept.subject), "once": f"draft-{kept.id}-{kept.expires_at:%d%H%M%S}"},
        values=entries,
    )


def _draft(context: Context, draft_id: int | str) -> Draft:
    kept = context.session.get(Draft, draft_id) if is_id(draft_id) else None
    if kept is None or kept.account_id != context.account_id or kept.expires_at <= context.now:
        raise Refused("draft-gone")
    return kept
