"""Check-ins, by what stands behind the command."""

from collections.abc import Callable, Mapping

from bot.context import Context
from bot.events import Command
from bot.features.checkin.forms import Wanted
from bot.features.checkin.plan import now, own, pause, plan_typed, skip_next, switch, teams_as_va
from bot.features.checkin.suggestions import suggest
from bot.registry import Taken, command
from bot.rhythm import LONGEST
from bot.typed import clean
from bot.ui import Reply

SUGGEST = ("suggest", "vorschlagen")
PARTS: Mapping[tuple[str, ...], Callable[[Context, str], Reply]] = {
    ("now", "jetzt"): lambda context, _: now(context),
    ("skip", "auslassen"): lambda context, _: skip_next(context),
    ("pause",): pause,
    ("off", "aus", "stop", "stopp"): lambda context, _: switch(context, Wanted.OFF),
    ("resume", "weiter"): lambda context, _: switch(context, Wanted.ON),
    ("questions", "fragen"): lambda context, _: own(context),
}


@command("checkin", what=Taken.WORDS)
def checkin(context: Context) -> Reply:
    """The VA's form; or at once what was typed behind the command. Whoever only hands off tasks can suggest."""
    typed = clean(context.event.text, LONGEST) if isinstance(context.event, Command) else ""
    word, _, rest = typed.partition(" ")
    if word.casefold() in SUGGEST or not teams_as_va(context):
        return suggest(context, rest if word.casefold() in SUGGEST else typed)
    for words, does in PARTS.items():
        if word.casefold() in words:
            return does(context, rest)
    return plan_typed(context, typed) if typed else context.form("checkin")
