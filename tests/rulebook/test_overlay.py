"""A group's own short file, laid over rules that stay compiled as they are, is worth as much as a file of its own."""

import pytest
from shipped import shipped

from bot.errors import RulesError
from bot.finding import RuleId, RuleMode
from bot.rulebook.book import Rulebook
from bot.rulebook.build import build
from bot.rulebook.examples import example_scene
from bot.rulebook.lists import shipped_lists
from bot.rulebook.load import every_shipped_example

BASE = shipped()
assert BASE.ground is not None
GROUND = BASE.ground
OVERLAY = """\
version: 1
extends: shipped
lists:
  insult-noun:
    add: [numpty head, great big steaming pile of old nonsense on legs]
    remove: [idiot]
  ours: {add: [flummox, (big|small|old|new|fat|thin) (red|blue|green) (hat|cap|hood) person]}
contexts:
  quoting:
    title: somebody else's words
    is: [quoted]
    says: ["the play says"]
    where: before
rules:
  - id: insult-name
    mode: shadow
  - id: threat-of-violence
    level: look
  - id: reads-like-insult
    mode: off
  - id: ours
    title: A word of ours
    concern: insult
    level: reminder
    when: {says: ["<ours> … <insult-noun>", "total <ours>", "sl4ppy <person>"], about: anyone}
    examples: {flag: ["total flummox, Mr Pell"], leave: ["a flummox of geese"]}
"""
OURS = (
    "Mr Pell is a numpty head",
    "Mr Pell is a great big steaming pile of old nonsense on legs",
    "Mr Pell is an idiot",
    "The play says: 'you idiot, I will kill you'",
    "total fl*mmox, Mr Pell",
    "old blue hat person, what a moron Mr Pell is",
    "Mr Pell? total fat red cap person",
)


def found(book: Rulebook, text: str | tuple[str, ...]) -> list[object]:
    fired = book.explain(example_scene(text))
    return [(one.rule.id, one.rule.level, one.rule.mode, one.spans, one.target, one.silenced_by) for one in fired]


def test_it_finds_what_the_same_file_finds_when_everything_is_compiled_anew() -> None:
    texts = (*OURS, *[text for _, text, _ in every_shipped_example()][::30])
    sheet = GROUND.read(OVERLAY, "ours.yaml")
    alone = build(sheet, shipped_lists(), "ours.yaml").book
    laid = GROUND.lay(sheet)

    assert [rule.id for rule in laid.rules] == [rule.id for rule in alone.rules]
    for text in texts:
        assert found(laid, text) == found(alone, text), text
    assert [text for text in OURS if found(laid, text) == found(BASE, text)] == []


def test_what_it_does_not_change_is_the_very_same() -> None:
    laid = GROUND.lay(GROUND.read(OVERLAY, "ours.yaml"))
    shared = {id(rule) for rule in BASE.rules}

    changed = {rule.id for rule in laid.rules if id(rule) not in shared}

    assert {"insult-name", "threat-of-violence", "ours"} <= changed
    assert len(laid.rules) - len(changed) > 100


def test_a_rule_on_trial_is_in_shadow_and_a_danger_rule_stays_as_it_was() -> None:
    laid = GROUND.lay(GROUND.read(OVERLAY, "ours.yaml"), frozenset({RuleId("ours"), RuleId("threat-of-violence")}))
    by_id = {rule.id: rule for rule in laid.rules}
    before = {rule.id: rule for rule in BASE.rules}

    assert by_id[RuleId("ours")].mode is RuleMode.SHADOW
    assert by_id[RuleId("threat-of-violence")].level is before[RuleId("threat-of-violence")].level
    assert by_id[RuleId("threat-of-violence")].mode is RuleMode.LIVE


def test_the_learned_reader_can_be_switched_off_for_a_group() -> None:
    laid = GROUND.lay(GROUND.read("version: 1\nextends: shipped\nlearned_reader: false\n", "ours.yaml"))

    assert laid.trained is None
    assert not any(rule.reads_like or rule.is_doubted for rule in laid.rules)
    assert any(rule.reads_like for rule in BASE.rules)


def test_every_mistake_is_told_by_line() -> None:
    broken = "version: 1\nextends: shipped\nrules:\n  - id: insult-nam\n  - id: insult-name\n    unless: [qoting]\n"

    with pytest.raises(RulesError) as refused:
        GROUND.lay(GROUND.read(broken, "ours.yaml"))

    assert [(mistake.line, mistake.text) for mistake in refused.value.mistakes] == [
        (4, "no shipped rule is called 'insult-nam' (did you mean 'insult-name'?)"),
        (6, "unknown context 'qoting' (did you mean 'quoting'?)"),
    ]


def test_a_groups_rules_are_no_ground_for_another_groups() -> None:
    assert GROUND.lay(GROUND.read(OVERLAY, "ours.yaml")).ground is None
    with pytest.raises(RulesError):
        GROUND.read("version: 1\n", "ours.yaml")
