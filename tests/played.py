"""Where each story of tests/stories is played, and why it is not where it is not; also the table in their README."""

from storybook import Step, Story

from bot.group import Mode

ASKED = {"cases", "report", "ask", "why"}
"""Commands of the bot that the rehearsal's prompt knows."""
MOST = 2
"""Days that may go by: the rehearsal lives through their every hour."""


def not_rehearsed(story: Story) -> str | None:
    """What the rehearsal's prompt has no line for; None when the whole story is typed there."""
    if story.mode is not Mode.LIVE or story.deputy is not None or "admins" in story.model_fields_set:
        return "its group is live, with three admins and no deputy"
    if sum(map(_days, story.steps)) > MOST:
        return "it lives through every hour of so many days"
    return next(filter(None, map(_not_typed, story.steps)), None)


def not_on_telegram(story: Story) -> str | None:
    if any(step.deletes is not None for step in story.steps):
        return "Telegram tells no bot of a deletion; its buttons say it instead"
    return None


def not_on_discord(_: Story) -> str | None:
    return None


def _days(step: Step) -> int:
    amount, _, unit = (step.waits or "").partition(" ")
    return int(amount) if unit.startswith("day") else 0


def _not_typed(step: Step) -> str | None:
    if step.restarts or step.again is not None:
        return "nothing outlives it, and nothing comes twice"
    if step.carries or step.forwarded:
        return "only words can be typed"
    command = (step.asks or "").partition(": ")[2].partition(":")[0].partition(" ")[0]
    return None if not command or command in ASKED else f"its prompt knows no /{command}"
