"""What an admin is told about a change of the group's rules, and about a sentence they try."""

from datetime import timedelta

from bot.errors import RulesError
from bot.rulebook.preview import Difference
from bot.rulebook.rule import Fired
from bot.wording import dates
from bot.wording.phrasebook import Phrasebook

MISTAKES_SHOWN = 20
DIFFERENCES_SHOWN = 5


def refused(book: Phrasebook, error: RulesError) -> str:
    lines = [f"{mistake.line}: {mistake.text}" for mistake in error.mistakes]
    more = [f"… {len(lines) - MISTAKES_SHOWN}"] if len(lines) > MISTAKES_SHOWN else []
    return "\n".join((book.say("tuning.wrong"), *lines[:MISTAKES_SHOWN], *more))


def preview(
    book: Phrasebook,
    *,
    recent: tuple[int, tuple[Difference, ...]],
    everyday: tuple[int, tuple[Difference, ...]],
    trial: tuple[str, ...],
    span: timedelta,
    advice: tuple[str, ...],
) -> str:
    """Of what members wrote only numbers: most of it is between them and the bot."""
    parts = [book.say("tuning.preview")]
    of, lately = recent
    fewer, more = sum(one.is_less for one in lately), sum(one.is_more for one in lately)
    if of:
        parts.append(book.say("tuning.recent", number=str(of), more=str(more), times=str(fewer)))
    of, ordinary = everyday
    hits = [one for one in ordinary if one.is_more]
    key = "tuning.everyday" if hits else "tuning.everyday-none"
    parts.append(book.say(key, number=str(of), more=str(len(hits))))
    parts += [f"- {one.text} ({one.after.level.value}, {one.after.rule})" for one in hits[:DIFFERENCES_SHOWN]]
    if trial:
        parts.append(book.say("tuning.trial", window=dates.span(book, span)))
        parts += [f"- {rule}" for rule in trial]
    parts += [f"! {each}" for each in advice]
    return "\n".join((*parts, book.say("tuning.apply")))


def explained(book: Phrasebook, fired: tuple[Fired, ...], words: str) -> str:
    """Which rules stand in it, and what leaves them alone."""
    if not fired:
        return book.say("tuning.try-nothing")
    lines = []
    for one in dict.fromkeys(fired):
        said = " … ".join(words[span.start : span.end] for span in one.spans)
        quiet = f": {one.silenced_by}" if one.silenced_by else ""
        mark = "-" if one.silenced_by else "!"
        lines.append(f"{mark} {one.rule.id}, {one.rule.level.value} ({one.rule.mode.value}): «{said}»{quiet}")
    return "\n".join((book.say("tuning.try-found"), *lines))
