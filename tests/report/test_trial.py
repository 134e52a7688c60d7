from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from exported import NOON, group_of, said

from bot.finding import Concern, Finding, Level, RuleId, Target, TargetKind
from bot.group import Mode
from bot.mark import Mark
from bot.message import Message
from bot.report.trial import Trial
from bot.scene import Scene

GROUP = replace(group_of("larkrise"), mode=Mode.LIVE)


def finding(rule: str, level: Level = Level.REMINDER, target: str | None = "staff:1") -> Finding:
    return Finding(
        rule=RuleId(rule),
        concern=Concern.INSULT,
        level=level,
        target=Target(TargetKind.STAFF, target),
        spans=(),
        reason=rule,
        wording="general",
    )


@dataclass
class WordRules:
    """A rulebook that finds "muppet", marks whom it is about, and finds the third mark in a week a repeat."""

    mark_span: timedelta = timedelta(days=7)
    on_trial: frozenset[RuleId] = frozenset()
    scenes: list[Scene] = field(default_factory=list)

    def examine(self, scene: Scene) -> tuple[Finding, ...]:
        self.scenes.append(scene)
        return (finding("insults"),) if "muppet" in scene.message.text else ()

    def marks(self, findings: tuple[Finding, ...], message: Message) -> tuple[Mark, ...]:
        return tuple(
            Mark(
                group=message.group,
                poster=message.author.id,
                target=each.target.key or "",
                concern=each.concern,
                message=message.id,
                at=message.sent_at,
                expires_at=message.sent_at + self.mark_span,
            )
            for each in findings
        )

    def recall(
        self,
        findings: tuple[Finding, ...],  # noqa: ARG002  # of the rulebook's signature
        message: Message,  # noqa: ARG002
        marks: tuple[Mark, ...],
    ) -> tuple[Finding, ...]:
        return (finding("again", Level.SERIOUS),) if len(marks) >= 3 else ()


def message(text: str, number: int, at: datetime = NOON) -> Message:
    return said(text, chat="c", id=str(number), author=("jo", "Jo"), at=at)


def rules_found(trial: Trial, *messages: Message) -> list[list[str]]:
    return [[finding.rule for finding in trial.judge(each, GROUP)] for each in messages]


def test_each_message_is_judged_with_what_came_before_it() -> None:
    rules = WordRules()
    first, second = message("one", 1), message("two", 2)

    rules_found(Trial(rules), first, second)

    assert [scene.recent for scene in rules.scenes] == [(), (first,)]


def test_what_keeps_happening_is_found_and_decides() -> None:
    found = rules_found(Trial(WordRules()), *(message("muppet", number) for number in range(3)))

    assert found == [["insults"], ["insults"], ["again", "insults"]]


def test_marks_older_than_the_rules_look_back_are_forgotten() -> None:
    days = (0, 5, 10, 14)
    messages = (message("muppet", day, NOON + timedelta(days=day)) for day in days)

    assert rules_found(Trial(WordRules()), *messages) == [["insults"], ["insults"], ["insults"], ["insults"]]


def test_another_trial_remembers_nothing() -> None:
    rules = WordRules()
    rules_found(Trial(rules), message("muppet", 1), message("muppet", 2))

    assert rules_found(Trial(rules), message("muppet", 3)) == [["insults"]]
    assert rules.scenes[-1].recent == ()


def test_an_edited_message_is_judged_as_if_its_last_words_had_been_the_first() -> None:
    edited = replace(message("muppet", 1), edited_at=NOON + timedelta(days=5))

    assert rules_found(Trial(WordRules()), edited) == [["insults"]]
