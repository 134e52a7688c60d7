"""What rules.yaml says, compiled: valid by construction, shared by every group that uses it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property, partial
from typing import Protocol

from bot.detectors.page import Match, Page
from bot.detectors.reads_like import ReadsLike, Trained
from bot.detectors.regex import Regex, any_of
from bot.detectors.says import Pattern
from bot.finding import Concern, Finding, Level, RuleId, RuleMode, Span, Target, TargetKind
from bot.group import Naming
from bot.mark import Mark
from bot.message import Message
from bot.people.target import SOMEBODY, TALK, About, People
from bot.reading.reading import Reader, Reading
from bot.rulebook.gate import Opening
from bot.rulebook.rule import EVERYDAY_TALK, Fired, Rule
from bot.rulebook.run import across, joined_run
from bot.rulebook.sheet import Sheet
from bot.scene import Scene, before


class Ground(Protocol):
    """The rules every group starts from, and what it takes to lay a group's own file over them."""

    def read(self, text: str, file: str) -> Sheet:
        """Raises RulesError, with every mistake of form."""
        ...

    def lay(self, sheet: Sheet, on_trial: frozenset[RuleId] = frozenset()) -> "Rulebook":
        """Shares all that the file does not change. Raises RulesError, with every other mistake."""
        ...

    def prove(self, book: "Rulebook", sheet: Sheet) -> tuple[str, ...]:
        """What is unwise about it. Raises RulesError with every example that is not as it should be."""
        ...


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    rules: tuple[Rule, ...]
    reader: Reader = field(repr=False, compare=False)
    gate: Opening = field(repr=False, compare=False)
    ordinary: frozenset[str] = field(repr=False)
    source: str
    """Where it was read from, for people."""
    trained: Trained | None = field(default=None, repr=False, compare=False)
    """The learned reader; None where there is none."""
    advice: tuple[str, ...] = ()
    """What loads but is unwise, each with its place."""
    without_reader: str | None = None
    """Why the rules that ask the learned reader are left out, in words; None when they are not."""
    on_trial: frozenset[RuleId] = frozenset()
    ground: "Ground | None" = field(default=None, repr=False, compare=False)
    """What a group's own short file is laid over; None for a rulebook that is such a file's own."""

    def warm(self) -> None:
        """Builds now what is otherwise built when it is first needed."""
        _ = self._regexes, self._always, self.mark_span

    def examine(self, scene: Scene) -> tuple[Finding, ...]:
        """Every finding on this message, the one that decides first; shadow ones included. Pure."""
        fired = [one for one in self.explain(scene) if one.silenced_by is None]
        merged: dict[tuple[RuleId, Target], list[Span]] = {}
        known = {one.rule.id: one for one in fired}
        for one in fired:
            merged.setdefault((one.rule.id, one.target or Target(TargetKind.OTHER)), []).extend(one.spans)
        findings = (
            self._finding(known[rule].rule, target, tuple(spans), known[rule].sureness)
            for (rule, target), spans in merged.items()
        )
        return tuple(sorted(findings, key=lambda finding: finding.order))

    def explain(self, scene: Scene, rule: RuleId | None = None) -> tuple[Fired, ...]:
        """Every place where a rule's words stand, silenced or not; where one rule's own do, when it is named."""
        page = self._page(self.reader.read_message(scene.message), scene)
        fired = [self._looked_at_again(one, page) for one in self._fired(page, scene, rule)]
        run = joined_run(scene)
        if run is not None:
            whole = self._page(self.read(run.text), scene)
            others = self._fired(whole, scene, rule, is_joined=True)
            fired.extend(one for other in others if (one := across(other, run)))
        return tuple(fired)

    def _looked_at_again(self, fired: Fired, page: Page) -> Fired:
        """Words that have hurt elsewhere stand in everyday talk too; of other languages the reader knows too little."""
        if fired.silenced_by is not None or not fired.rule.is_doubted or self.trained is None:
            return fired
        words = page.reading.words
        is_known = 2 * sum(word in self.ordinary for word in words) >= len(words)
        is_everyday = is_known and self.trained.is_everyday(page, fired.rule.concern)
        return replace(fired, silenced_by=EVERYDAY_TALK) if is_everyday else fired

    def recall(self, findings: tuple[Finding, ...], message: Message, marks: tuple[Mark, ...]) -> tuple[Finding, ...]:
        """What the message adds up to with earlier ones; `marks` hold its own. Each target once."""
        found: dict[RuleId, Finding] = {}
        for target in {finding.target for finding in findings if finding.target.key}:
            about = tuple(mark for mark in marks if mark.target == target.key)
            spans = tuple(span for finding in findings if finding.target == target for span in finding.spans)
            for rule in self.rules:
                counted = tuple(mark for mark in about if not rule.concerns or mark.concern in rule.concerns)
                holds = [
                    pattern.holds(message.author.id, message.sent_at, counted)
                    for pattern in (rule.repeats, rule.pile_on)
                    if pattern is not None
                ]
                if holds and all(holds):
                    found.setdefault(rule.id, self._finding(rule, target, spans))
        return tuple(sorted(found.values(), key=lambda finding: finding.order))

    def marks(self, findings: tuple[Finding, ...], message: Message) -> tuple[Mark, ...]:
        """What of this message must outlive the recent past: who about whom, never what."""
        about: dict[str, Concern] = {}
        for finding in findings:
            if finding.target.key and finding.concern is not Concern.RISK and finding.level is not Level.SUPPORT:
                about.setdefault(finding.target.key, finding.concern)
        return tuple(
            Mark(
                group=message.group,
                poster=message.author.id,
                target=target,
                concern=concern,
                message=message.id,
                at=message.sent_at,
                expires_at=message.sent_at + self.mark_span,
            )
            for target, concern in about.items()
        )

    @cached_property
    def mark_span(self) -> timedelta:
        """How far back `recall` looks."""
        spans = [pattern.span for rule in self.rules for pattern in (rule.repeats, rule.pile_on) if pattern]
        return max(spans, default=timedelta())

    def read(self, text: str) -> Reading:
        return self.reader.read(text)

    def _page(self, reading: Reading, scene: Scene) -> Page:
        return Page(reading, People(reading, scene, self.reader, self.ordinary))

    def _fired(
        self, page: Page, scene: Scene, only: RuleId | None, *, is_alone: bool = False, is_joined: bool = False
    ) -> Iterator[Fired]:
        """`is_alone`: by itself, whatever was said before. `is_joined`: the page holds several messages."""
        is_answer = not is_alone and bool(scene.recent or scene.message.reply_to)
        for rule, places in self._candidates(page, only):
            if (rule.is_reply and not is_answer) or ((is_alone or is_joined) and rule.is_learned):
                continue
            if rule.is_strict and scene.group.naming is not Naming.STRICT:
                continue
            if rule.concern is Concern.NAMING and scene.group.naming is Naming.OFF:
                continue
            if rule.regex and not self._may_match(page):
                continue
            if rule.is_learned and rule.reads_like is not None:
                yield from _learned(rule, rule.reads_like, page)
                continue
            given_away = tuple(span for kind in rule.shares for span in page.details(kind))
            # Few messages hold the words; only of those is it worth a look at the rest, and at what they answer.
            found = tuple(_matches(rule, [rule.says[place] for place in places], page, given_away))
            if not (found and _is_in_place(rule, page)):
                continue
            answered = self._answered(rule, page) if rule.answers else None
            if rule.answers and answered is None:
                continue
            for first, last in found:
                target, reason = _judge(rule, page, first, last, answered)
                # Every detail of the kinds the rule knows is told: what a card must mask, whatever gave it away.
                spans = (page.reading.span(first, last), *given_away)
                yield Fired(rule=rule, spans=spans, target=target, silenced_by=reason)

    def _answered(self, rule: Rule, page: Page) -> Fired | None:
        """What such a rule answers: the message answered, or of the last three the latest that is of its concerns."""
        for place, earlier in enumerate(reversed(before(page.people.scene, TALK))):
            for one in page.once(f"alone {place}", partial(self._alone, earlier)):
                if one.rule.concern in rule.answers:
                    return one
        return None

    def _alone(self, scene: Scene) -> tuple[Fired, ...]:
        """What a message earns by itself, whatever was said before it."""
        page = self._page(self.reader.read_message(scene.message), scene)
        fired = self._fired(page, scene, None, is_alone=True)
        return tuple(one for one in fired if one.silenced_by is None and one.rule.mode is RuleMode.LIVE)

    def _candidates(self, page: Page, only: RuleId | None) -> Iterator[tuple[Rule, Sequence[int]]]:
        """Rules of which some pattern has what it needs, with those patterns; the others cannot match."""
        ready: dict[int, set[int]] = {}
        for number, place in self.gate.open(page.reading.finds):
            ready.setdefault(number, set()).add(place)
        for number in sorted(self._always.keys() | ready.keys()):
            rule, always = self.rules[number], self._always.get(number, ())
            if only is None or rule.id == only:
                yield rule, sorted(ready[number].union(always)) if number in ready else always

    def _may_match(self, page: Page) -> bool:
        """Does some regular expression stand in it?"""
        every = self._regexes
        return every is None or page.once("regex", lambda: any(every.find(page.reading.folded)))

    @cached_property
    def _regexes(self) -> Regex | None:
        return any_of(tuple({regex.pattern: regex for rule in self.rules for regex in rule.regex}.values()))

    @cached_property
    def _always(self) -> Mapping[int, tuple[int, ...]]:
        """Rules that no word gives away, with their patterns that need none."""
        bare = {
            number: tuple(place for place, pattern in enumerate(rule.says) if not pattern.every)
            for number, rule in enumerate(self.rules)
        }
        return {number: places for number, places in bare.items() if places or self.rules[number].is_wordless}

    @staticmethod
    def _finding(rule: Rule, target: Target, spans: tuple[Span, ...], sureness: float | None = None) -> Finding:
        title = rule.title if sureness is None else f"{rule.title}, {sureness:.2f}"
        return Finding(
            rule=rule.id,
            concern=rule.concern,
            level=rule.level,
            target=target,
            spans=tuple(sorted(set(spans))),
            reason=f"{title} ({_WHOM[target.kind]})",
            wording=rule.wording,
            signpost=rule.signpost,
            alert=rule.alert,
            mode=rule.mode,
        )


_WHOM: Mapping[TargetKind, str] = {
    TargetKind.STAFF: "about somebody who works at the school",
    TargetKind.PUPIL: "about a pupil",
    TargetKind.PARENT: "about a parent",
    TargetKind.SCHOOL: "about the school",
    TargetKind.GROUP: "about several people",
    TargetKind.OTHER: "about somebody not named",
}


def _matches(rule: Rule, patterns: list[Pattern], page: Page, given_away: tuple[Span, ...]) -> Iterator[Match]:
    """Where the rule's own conditions hold: of `says`, `shares` and `regex` those it has must all be there."""
    regex_at = [span for regex in rule.regex for span in regex.find(page.reading.folded)]
    if (rule.shares and not given_away) or (rule.regex and not regex_at):
        return
    if rule.says:
        for pattern in patterns:
            yield from page.matches(pattern)
    else:
        yield from (match for span in given_away or regex_at if (match := page.reading.words_of(span)))


def _is_in_place(rule: Rule, page: Page) -> bool:
    """Do the rest of the message and the talk before it say what they must?"""
    return (
        (not rule.also or _any_in(rule.also, (page,)))
        and (not rule.after or _any_in(rule.after, page.talk))
        and (rule.reads_like is None or rule.reads_like.holds(page))
    )


def _learned(rule: Rule, reads_like: ReadsLike, page: Page) -> Iterator[Fired]:
    """What the learned reader alone finds: once, with the words that made it think so; without any, nothing."""
    runs = reads_like.find(page)
    if runs and _is_in_place(rule, page):
        target, reason = _judge(rule, page, runs[0][0], runs[-1][1], None)
        spans = tuple(page.reading.span(first, last) for first, last in runs)
        yield Fired(rule=rule, spans=spans, target=target, silenced_by=reason, sureness=reads_like.sureness(page))


def _any_in(patterns: tuple[Pattern, ...], pages: tuple[Page, ...]) -> bool:
    return any(page.matches(pattern) for page in pages for pattern in patterns)


def _judge(rule: Rule, page: Page, first: int, last: int, answered: Fired | None) -> tuple[Target | None, str | None]:
    """Whom it is about, and why it is left alone (None: it is not)."""
    about = page.people.about(first, last)
    if answered is not None and answered.target is not None and not about.is_pointed:
        about = About(answered.target, is_pointed=True)
    if rule.level is Level.SUPPORT and not rule.about and (about.target is None or not about.is_pointed):
        own = TargetKind.PUPIL if page.people.is_own_child(first, last) else TargetKind.PARENT
        about = About(Target(own), is_pointed=True)
    if about.target is None and not rule.about and page.people.is_own_child(first, last):
        about = About(SOMEBODY, is_pointed=False)  # what is said of a whole group is not about one's own child
    if about.target is None:
        return None, "about somebody outside this school"
    if rule.about:
        if not about.is_pointed:
            return about.target, "about nobody in particular"
        if "anyone" not in rule.about and about.target.kind.value not in rule.about:
            return about.target, f"not about {' or '.join(sorted(rule.about))}"
    for context in rule.unless:
        if context.silences(page, first, last):
            return about.target, context.title
    return about.target, None
