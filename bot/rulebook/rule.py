"""One rule of rules.yaml, compiled, with the contexts that silence it."""

from dataclasses import dataclass

from bot.detectors.asked import is_asked
from bot.detectors.page import Match, Page
from bot.detectors.pile_on import PileOn
from bot.detectors.quoted import is_quoted
from bot.detectors.reads_like import ReadsLike
from bot.detectors.regex import Regex
from bot.detectors.repeats import Repeats
from bot.detectors.says import Pattern
from bot.detectors.shares import Detail
from bot.finding import Alert, Concern, Level, RuleId, RuleMode, Span, Target

EVERYDAY_TALK = "reads like everyday talk"
"""Why the learned reader's second look leaves something alone."""
NEAR = 3  # words a "before" or "after" context may stand away


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    name: str
    title: str
    patterns: tuple[Pattern, ...]
    holds: tuple[str, ...]
    where: str

    def silences(self, page: Page, first: int, last: int) -> bool:
        """Does it stand where it must, seen from tokens [first, last)?"""
        if "quoted" in self.holds and is_quoted(page, first, last):
            return True
        if "asked" in self.holds and is_asked(page, first, last):
            return True
        if any(self._reaches(page, first, last, match) for pattern in self.patterns for match in page.matches(pattern)):
            return True
        return self.where == "talk" and any(page.matches(pattern) for page in page.talk for pattern in self.patterns)

    def _reaches(self, page: Page, first: int, last: int, match: Match) -> bool:
        start, end = page.reading.sentence_at(first)
        is_inside = start <= match[0] < end
        match self.where:
            case "before":
                return is_inside and match[0] < first and match[1] >= first - NEAR
            case "after":
                return is_inside and match[1] > last and match[0] <= last + NEAR
            case "around":
                return match[0] < last and match[1] > first
            case "sentence":
                return is_inside
            case _:
                return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    id: RuleId
    title: str
    concern: Concern
    level: Level
    says: tuple[Pattern, ...] = ()
    also: tuple[Pattern, ...] = ()
    after: tuple[Pattern, ...] = ()
    """One of which must stand in the talk before the message."""
    answers: frozenset[Concern] = frozenset()
    """Of which the talk before the message must be; empty for whatever was said."""
    about: frozenset[str] = frozenset()
    shares: tuple[Detail, ...] = ()
    regex: tuple[Regex, ...] = ()
    reads_like: ReadsLike | None = None
    repeats: Repeats | None = None
    pile_on: PileOn | None = None
    concerns: frozenset[Concern] = frozenset()
    """Whose marks `repeats` and `pile_on` count; empty for all."""
    unless: tuple[Context, ...] = ()
    wording: str
    signpost: tuple[str, ...] = ()
    alert: Alert = Alert.NONE
    is_strict: bool = False
    """Only for groups that are strict about names."""
    is_doubted: bool = False
    """The learned reader may take back what it finds."""
    mode: RuleMode = RuleMode.LIVE

    @property
    def is_reply(self) -> bool:
        """Means something only beside what was said before."""
        return bool(self.after or self.answers)

    @property
    def is_wordless(self) -> bool:
        """Its place is shown by something else than a pattern."""
        return not self.says and bool(self.shares or self.regex or self.reads_like)

    @property
    def is_learned(self) -> bool:
        """Has no words of its own: only the learned reader says where it holds."""
        return self.reads_like is not None and not (self.says or self.shares or self.regex)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One place where a rule's words stand, and what came of it."""

    rule: Rule
    spans: tuple[Span, ...]
    target: Target | None
    silenced_by: str | None
    """In words: the context, or whom it is about; None when it became a finding."""
    sureness: float | None = None
    """How sure the learned reader is, from 0 to 1; None where the rule's own words stand."""
