"""What a change of a group's own file comes to: its rules, and which of them begin a week of watching."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.errors import RulesError
from bot.finding import Alert, Level, RuleId, RuleMode
from bot.overlay import Overlay
from bot.ownrules import FILE, OwnRules
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import failed_examples
from bot.rulebook.overlay import is_grave
from bot.rulebook.rule import Rule
from bot.rulebook.schema import RulePart
from bot.rulebook.sheet import Placed, Sheet

SAME = {"title", "examples", "mode"}
"""What of a rule can change without its finding anything else."""
SOFTER = {Level.SERIOUS: Level.REMINDER, Level.REMINDER: Level.POINTER, Level.LOOK: Level.NONE}
STRICTER = {Level.NONE: Level.LOOK, Level.POINTER: Level.REMINDER, Level.REMINDER: Level.SERIOUS}
MAY_BE_SILENCED = {*SOFTER, Level.POINTER}
"""By feel: danger and help are nobody's to silence with one word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    book: Rulebook
    """As it is when no trial runs."""
    advice: tuple[str, ...]
    began: tuple[tuple[RuleId, datetime], ...]
    silenced: tuple[RuleId, ...]
    """Rules about danger that the group would no longer be alarmed by."""
    missing: tuple[RuleId, ...]
    """Rules about danger that would not find all they are there to find."""
    grave: frozenset[RuleId]
    """Rules about danger, as they are before any group's own file: while one is on trial, it runs as it was."""


def changed(rules: OwnRules, text: str, before: Overlay | None, now: datetime) -> Change:
    """Raises RulesError with every mistake, and every example that is not as it should be."""
    sheet = rules.ground.read(text, FILE)
    book = rules.ground.lay(sheet)
    advice = rules.ground.prove(book, sheet)
    old, since = _known(rules, before)
    began = []
    for name, part in sheet.own.items():
        id_ = RuleId(name)
        if name in sheet.outspoken or _is_same(part, sheet.extended.get(name)):
            continue
        is_old = id_ in since and _is_same(part, old.own.get(name))
        began.append((id_, since[id_] if is_old else now))
    grave = {RuleId(name): part for name, part in sheet.extended.items() if is_grave(part) and part.mode == "live"}
    silenced = _silenced(book, grave)
    return Change(
        book=book,
        advice=advice,
        began=tuple(began),
        silenced=silenced,
        missing=_missing(rules, book, sheet, [part for name, part in grave.items() if name not in silenced]),
        grave=frozenset(grave),
    )


def _silenced(book: Rulebook, grave: Iterable[RuleId]) -> tuple[RuleId, ...]:
    known = {rule.id: rule for rule in book.rules if rule.mode is RuleMode.LIVE and is_alarming(rule)}
    return tuple(name for name in grave if name not in known)


def _missing(rules: OwnRules, book: Rulebook, sheet: Sheet, grave: Iterable[RulePart]) -> tuple[RuleId, ...]:
    """By their own examples, also those that the file has taken away."""
    shared = {rule.id: rule for rule in rules.shared.rules}
    now = {rule.id: rule for rule in book.rules}
    changed = [part for part in grave if now[RuleId(part.id)] is not shared.get(RuleId(part.id))]
    if sheet.document is None:
        return ()
    asked = {part.id: Placed(part, sheet.document, ()) for part in changed}
    return tuple(RuleId(name) for name, one in asked.items() if any(failed_examples(book, (one,), "flag")))


def is_alarming(rule: Rule) -> bool:
    """Danger, or a life at risk."""
    return rule.level is Level.DANGER or rule.alert is Alert.URGENT


def step(command: str, rule: Rule) -> tuple[str, str] | None:
    """The key of the rule that a word of an admin changes, and what it then says; None where it goes no further."""
    if is_alarming(rule):
        return None
    if command == "never":
        return ("mode", "off") if rule.level in MAY_BE_SILENCED else None
    level = (SOFTER if command == "softer" else STRICTER).get(rule.level)
    return None if level is None else ("level", level.value)


def _known(rules: OwnRules, before: Overlay | None) -> tuple[Sheet, dict[RuleId, datetime]]:
    if before is None:
        return Sheet(), {}
    try:
        return rules.ground.read(before.text, FILE), dict(before.began)
    except RulesError:
        return Sheet(), {}


def _is_same(part: RulePart, other: RulePart | None) -> bool:
    return other is not None and part.model_dump(exclude=SAME) == other.model_dump(exclude=SAME)
