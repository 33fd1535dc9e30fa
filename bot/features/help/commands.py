"""Help, and the answer to every word that is no command."""

from bot.context import Context
from bot.entry import command_for, nearest_command
from bot.events import Command
from bot.registry import command
from bot.texts import words
from bot.typed import clean
from bot.ui import Card, Reply, Typed
from bot.work import teams_of

# Seven lines and a title: more is not read. The others are found by their buttons.
LISTED = ("new", "tasks", "submit", "checkin", "praise", "start", "settings")


@command("help")
def help_(context: Context) -> Reply:
    """What can be done, in eight lines."""
    event = context.event
    word = clean(event.word, 40) if isinstance(event, Command) else ""
    title = context.t("help-title")
    if word and command_for(word) is None:
        near = nearest_command(word, context.language)
        title = context.t("help-nearest", word=word, near=near) if near else context.t("help-unknown", word=word)
    lines = tuple(
        context.t(
            "help-line",
            command=Typed(name, words(context.language, f"command-{name}-example"), context.language),
            does=words(context.language, f"command-{name}-does"),
        )
        for name in LISTED
    )
    next_step = "tasks.open" if teams_of(context.session, context.person_id) else "start.open"
    return Card(
        title=title, lines=lines, buttons=(context.button(next_step, "primary"), context.button("settings.open"))
    )
