"""Messages tried one after the other: each with what came before it, and with the marks that are left of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from builders import finding
from exported import NOON, group_of, said
from fake_rules import FakeRules

from bot.finding import Finding, Level, RuleId
from bot.group import Mode
from bot.mark import Mark
from bot.message import Message
from bot.report.trial import Trial
from bot.scene import Scene

GROUP = replace(group_of("larkrise"), mode=Mode.LIVE)


INSULT = finding(rule=RuleId("insults"))
AGAIN = finding(Level.SERIOUS, rule=RuleId("again"))


@dataclass
class WordRules(FakeRules):
    """Finds "muppet", marks whom it is about, and finds the third mark in a week a repeat."""

    mark_span: timedelta = timedelta(days=7)
    scenes: list[Scene] = field(default_factory=list)

    def examine(self, scene: Scene) -> tuple[Finding, ...]:
        self.scenes.append(scene)
        return (INSULT,) if "muppet" in scene.message.text else ()

    def recall(
        self,
        findings: tuple[Finding, ...],  # noqa: ARG002  # of the rulebook's signature
        message: Message,  # noqa: ARG002
        marks: tuple[Mark, ...],
    ) -> tuple[Finding, ...]:
        return (AGAIN,) if len(marks) >= 3 else ()


def message(text: str, number: int, at: datetime = NOON) -> Message:
    return said(text, chat="c", id=str(number), author=("jo", "Jo"), at=at)


def rules_found(trial: Trial, *messages: Message) -> list[list[str]]:
    return [[found.rule for found in trial.judge(each, GROUP)] for each in messages]


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
