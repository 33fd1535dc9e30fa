"""What Baton does, one folder each, with the same file names: commands, timers, cards, rules."""

from importlib import import_module

# In the order in which the help shows them.
MODULES = (
    "bot.entry",
    "bot.trouble",
    "bot.features.handoff.commands",
    "bot.features.handoff.cards",
    "bot.features.overview.commands",
    "bot.features.clarify.commands",
    "bot.features.clarify.cards",
    "bot.features.review.commands",
    "bot.features.review.cards",
    "bot.features.checkin.commands",
    "bot.features.checkin.plan",
    "bot.features.checkin.answers",
    "bot.features.checkin.suggestions",
    "bot.features.checkin.news",
    "bot.features.checkin.cards",
    "bot.features.checkin.timers",
    "bot.features.checkin.ahead",
    "bot.features.praise.commands",
    "bot.features.praise.cards",
    "bot.features.praise.timers",
    "bot.features.start.commands",
    "bot.features.start.cards",
    "bot.features.settings.commands",
    "bot.features.availability.commands",
    "bot.features.availability.cards",
    "bot.features.interruptions.commands",
    "bot.features.interruptions.cards",
    "bot.features.preview.commands",
    "bot.features.link.commands",
    "bot.features.help.commands",
)


def load() -> None:
    """Imports every feature, so that what they declare stands in the registry."""
    for module in MODULES:
        import_module(module)
