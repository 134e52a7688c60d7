"""What an admin is told about a change of the group's rules, and about a sentence they try."""

from collections.abc import Container, Iterable, Mapping
from datetime import timedelta

from bot.errors import FactsError, RulesError
from bot.finding import RuleId
from bot.rulebook.preview import Difference
from bot.rulebook.rule import Fired, Rule
from bot.rulebook.turns import Turn
from bot.rulerecord import RuleRecord
from bot.wording import dates
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

MISTAKES_SHOWN = 20
DIFFERENCES_SHOWN = 5
TURNS_SHOWN = 10
TITLE = 80
"""Letters of a rule's title."""


def refused(book: Phrasebook, error: RulesError | FactsError) -> str:
    lines = [f"{mistake.line}: {mistake.text}" for mistake in error.mistakes]
    more = [f"… {len(lines) - MISTAKES_SHOWN}"] if len(lines) > MISTAKES_SHOWN else []
    return "\n".join((book.say("tuning.wrong"), *lines[:MISTAKES_SHOWN], *more))


def preview(
    book: Phrasebook,
    *,
    head: str | None = None,
    recent: tuple[int, tuple[Difference, ...]],
    everyday: tuple[int, tuple[Difference, ...]],
    trial: tuple[RuleId, ...],
    titles: Mapping[RuleId, str],
    span: timedelta,
    advice: tuple[str, ...],
    silenced: tuple[RuleId, ...] = (),
    missing: tuple[RuleId, ...] = (),
) -> str:
    """Of what members wrote only numbers: most of it is between them and the bot. `head` is what it is about."""
    parts = [head or book.say("tuning.preview")]
    for key, rules in (("silenced", silenced), ("reworked", missing)):
        if rules:
            parts += [book.say(f"tuning.{key}"), *(f"- {called(book, rule, titles)}" for rule in rules)]
    of, lately = recent
    fewer, more = sum(one.is_less for one in lately), sum(one.is_more for one in lately)
    if of:
        parts.append(book.say("tuning.recent", number=str(of), more=str(more), times=str(fewer)))
    of, ordinary = everyday
    hits = [one for one in ordinary if one.is_more]
    key = "tuning.everyday" if hits else "tuning.everyday-none"
    parts.append(book.say(key, number=str(of), more=str(len(hits))))
    for one in hits[:DIFFERENCES_SHOWN]:
        rule = called(book, RuleId(one.after.rule or ""), titles)
        parts.append(f"- {one.text} ({one.after.level.value}: {rule})")
    if trial:
        parts.append(book.say("tuning.trial", window=dates.span(book, span)))
        parts += [f"- {called(book, rule, titles)}" for rule in trial]
    parts += [f"! {each}" for each in advice]
    return "\n".join((*parts, book.say("tuning.apply")))


def since(book: Phrasebook, turns: tuple[Turn, ...] | None, trial: Container[RuleId]) -> tuple[str, ...]:
    """To members: what changed when the rules last did; nothing where that cannot be said any more."""
    if turns is None:
        return ()
    lines = [
        f"- {book.say(f'tuning.since-{turn.way.value}', rule=plain(turn.title, TITLE))}"
        + (f" {book.say('tuning.since-trial')}" if turn.rule in trial else "")
        for turn in turns
    ]
    more = [f"… {len(lines) - TURNS_SHOWN}"] if len(lines) > TURNS_SHOWN else []
    return (book.say("tuning.since-what"), *(lines[:TURNS_SHOWN] or [f"- {book.say('tuning.since-fine')}"]), *more)


def called(book: Phrasebook, rule: RuleId, titles: Mapping[RuleId, str]) -> str:
    """A rule as people know it; its id is for the file."""
    title = titles.get(rule)
    return book.gaps["rule"] if title is None else plain(title, TITLE)


def which(book: Phrasebook, command: str, rules: Iterable[Rule]) -> str:
    """Each rule there is, with what to send for it below."""
    lines = [f"- {plain(rule.title, TITLE)}\n/{command} {rule.id}" for rule in rules]
    return "\n".join((book.say("tuning.which"), *lines))


def felt(book: Phrasebook, command: str, rule: Rule, known: RuleRecord | None) -> str:
    """What one word of an admin would do to a rule, and what people have made of the rule so far."""
    said = [book.say(f"tuning.{command}", rule=plain(rule.title, TITLE))]
    if known is not None and known.decisions:
        said.append(record(book, known))
    return "\n".join(said)


def record(book: Phrasebook, known: RuleRecord) -> str:
    right, wrong = book.amount("times", known.right), book.amount("times", known.wrong)
    return book.say("tuning.record", words=right, times=wrong)


def records(
    book: Phrasebook,
    rules: Iterable[RuleId],
    known: dict[RuleId, RuleRecord],
    trial: Container[RuleId],
    titles: Mapping[RuleId, str],
) -> str:
    """Each rule of which there is something to tell, and what; nothing when there is nothing."""
    lines = []
    for rule in rules:
        about = known.get(rule)
        told = [] if about is None or not about.decisions else [record(book, about)]
        if about is not None and about.shadowed_at is not None:
            told.append(book.say("tuning.resting"))
        if rule in trial:
            told.append(book.say("tuning.watching", words=book.amount("times", about.tried if about else 0)))
        if told:
            lines.append(f"- {called(book, rule, titles)}: {' '.join(told)}")
    return "\n".join(lines)


def explained(book: Phrasebook, fired: tuple[Fired, ...], words: str) -> str:
    """Which rules stand in it, and what leaves them alone."""
    if not fired:
        return book.say("tuning.try-nothing")
    lines = []
    for one in dict.fromkeys(fired):
        said = " … ".join(words[span.start : span.end] for span in one.spans)
        quiet = f": {one.silenced_by}" if one.silenced_by else ""
        mark = "-" if one.silenced_by else "!"
        title = plain(one.rule.title, TITLE)
        lines.append(f"{mark} {title}, {one.rule.level.value} ({one.rule.mode.value}): «{said}»{quiet}")
    return "\n".join((book.say("tuning.try-found"), *lines))
