"""Which modules may import which."""

LAYERS: tuple[tuple[str, ...], ...] = (
    (
        "bot.case",
        "bot.checkup",
        "bot.errors",
        "bot.finding",
        "bot.group",
        "bot.incident",
        "bot.mark",
        "bot.message",
        "bot.notice",
        "bot.people.register",
        "bot.scene",
        "bot.shipped",
        "bot.unjudged",
        "bot.verdict",
    ),
    ("bot.chatfile", "bot.located", "bot.memory", "bot.people", "bot.place", "bot.reading"),
    ("bot.detectors",),
    ("bot.ladder", "bot.ports", "bot.rulebook", "bot.settings", "bot.wording"),
    ("bot.ledger", "bot.pages", "bot.routes", "bot.shadow"),
    ("bot.delivery",),
    (
        "bot.courier",
        "bot.delivery",
        "bot.desk",
        "bot.intake",
        "bot.moderator",
        "bot.pulse",
        "bot.reception",
        "bot.report",
    ),
    ("adapters",),
    ("bot.app", "bot.supervision"),
    ("bot.cli",),
)
"""A module imports only from its own layer and the ones above it in this list; its longest entry places it."""
