"""Whatever an admin writes where something else belongs is told by its line, in words, each mistake once."""

import pytest
from few_words import small

from bot.errors import RulesError
from bot.rulebook.schema import json_schema

RULE = "  - {id: oaf, title: T, concern: insult, level: look, when: {says: [oaf]}, examples: {}}\n"
HALF = "version: 1\nrules:\n  - id: oaf\n    title: T\n    concern: insult\n"


def mistakes(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RulesError) as refused:
        small(text)
    assert {mistake.file for mistake in refused.value.mistakes} == {"rules.yaml"}
    return [(mistake.line, mistake.text) for mistake in refused.value.mistakes]


def test_what_is_no_list_and_what_is_no_set_of_keys_is_told() -> None:
    text = (
        f"version: 1\n\nlists: 3\ncontexts: [a]\nrules:\n{RULE}  - oaf\n  - [a]\n  -\n  - id: lump\n    when: [says]\n"
    )

    assert mistakes(text) == [
        (3, "'lists' needs names below it, each with keys of its own"),
        (4, "'contexts' needs names below it, each with keys of its own"),
        (7, "an entry of 'rules' needs keys of its own below it, not 'oaf'"),
        (8, "an entry of 'rules' needs keys of its own below it"),
        (9, "an entry of 'rules' is empty"),
        (10, "'concern' is missing"),
        (10, "'examples' is missing"),
        (10, "'level' is missing"),
        (10, "'title' is missing"),
        (11, "'when' needs keys of its own below it"),
    ]


def test_every_key_of_a_rule_says_what_belongs_there() -> None:
    text = """\
version: 1
rules:
  - id: Our Oaf
    title: 5
    concern: insult
    level:
    when:
    unless: play
    signpost: {a: b}
    wording: Odd Name
    alert: crowd
    naming: lax
    mode: on
    examples: yes
"""

    assert mistakes(text) == [
        (3, "'Our Oaf' cannot be a name: use lower-case letters, digits and dashes"),
        (4, "'title' must be a text in quotes"),
        (6, "'level' is empty (one of: none, pointer, reminder, look, support, serious or danger)"),
        (7, "'when' is empty"),
        (8, "'unless' is a list: [one, two] or lines that start with '-'"),
        (9, "'signpost' is a list: [one, two] or lines that start with '-'"),
        (10, "'Odd Name' cannot be a name: use lower-case letters, digits and dashes"),
        (11, "unknown alert 'crowd' (one of: none, thin or urgent)"),
        (12, "unknown naming 'lax' (one of: strict)"),
        (13, "unknown mode 'on' (one of: live, shadow or off)"),
        (14, "'examples' needs keys of its own below it, not 'yes'"),
    ]


def test_what_may_be_one_or_a_list_of_them_is_told_once() -> None:
    text = f"""\
{HALF}    level: look
    when:
      says: [oaf, 5, [b]]
      also: ''
      about: head
      shares: phone
    examples:
      flag: oaf
      leave: [[], '', {{c: d}}, [a, ''], 7]
  - id: lump
    title: ''
    concern: insult
    level: look
    when: {{says: oaf, about: [head, parent, 3]}}
    examples: {{}}
"""

    assert mistakes(text) == [
        (8, "an entry of 'says' must be a text"),
        (8, "an entry of 'says' must be a text in quotes"),
        (9, "an entry of 'also' is empty"),
        (10, "unknown about 'head' (one of: staff, pupil, parent or anyone)"),
        (11, "'shares' is a list: [one, two] or lines that start with '-'"),
        (13, "'flag' is a list: [one, two] or lines that start with '-'"),
        (14, "an entry of 'leave' is empty"),
        (14, "an entry of 'leave' is empty"),
        (14, "an entry of 'leave' is empty"),
        (14, "an entry of 'leave' must be a text"),
        (14, "an entry of 'leave' must be a text in quotes"),
        (16, "'title' is empty"),
        (19, "unknown about '3' (one of: staff, pupil, parent or anyone)"),
        (19, "unknown about 'head' (one of: staff, pupil, parent or anyone)"),
    ]


REPEATED = "version: 1\nrules:\n  - {id: oaf, title: T, concern: insult, level: look, when: {%s}, examples: {}}\n"


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("repeats: {times: 1, days: 0}", ["'days' must be 1 at least", "'times' must be 2 at least"]),
        ("repeats: {times: 21, days: 31}", ["'days' must be 30 at most", "'times' must be 20 at most"]),
        ("pile_on: {posters: 1, minutes: 4}", ["'minutes' must be 5 at least", "'posters' must be 2 at least"]),
        ("pile_on: {posters: 51, minutes: 1441}", ["'minutes' must be 1440 at most", "'posters' must be 50 at most"]),
        ("repeats: {times: often}", ["'days' is missing", "'times' must be a whole number"]),
        ("repeats: 3", ["'repeats' needs keys of its own below it, not '3'"]),
    ],
)
def test_how_often_and_how_many_have_their_limits(when: str, told: list[str]) -> None:
    assert mistakes(REPEATED % when) == [(3, text) for text in told]


@pytest.mark.parametrize(
    "when",
    [
        "repeats: {times: 2, days: 1}, pile_on: {posters: 2, minutes: 5}",
        "repeats: {times: 20, days: 30}, pile_on: {posters: 50, minutes: 1440}",
    ],
)
def test_the_limits_themselves_are_allowed(when: str) -> None:
    assert len(small(REPEATED % when).rules) == 1


def test_lists_contexts_and_switches_say_what_belongs_there() -> None:
    text = """\
version: 1
second_look: mayb
learned_reader: no
lists:
  ours: [a]
  yours: {add: dolt, remove: [5, '']}
  theirs:
contexts:
  a: {title: A}
  b: {says: [x], is: [whispered], where: there}
  C: {title: C, says: [<gone>]}
  d: {title: D, sais: [x]}
rules:
  - id: oaf
    title: T
    concern: insult
    level: look
    when: {says: [oaf]}
    unless: [a, b, d, gone, e]
    examples: {}
"""

    assert mistakes(text) == [
        (2, "'second_look' must be true or false"),
        (5, "'ours' needs keys of its own below it"),
        (6, "'add' is a list: [one, two] or lines that start with '-'"),
        (6, "an entry of 'remove' is empty"),
        (7, "'theirs' is empty"),
        (9, "context 'a' says nothing: give it 'says' or 'is'"),
        (10, "'title' is missing"),
        (10, "unknown is 'whispered' (one of: quoted or asked)"),
        (10, "unknown where 'there' (did you mean 'after'?)"),
        (11, "'<gone>' names a list <gone> that does not exist"),
        (11, "'C' cannot be a name: use lower-case letters, digits and dashes"),
        (12, "unknown key 'sais' (did you mean 'says'?)"),
        (19, "unknown context 'e'"),
        (19, "unknown context 'gone'"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(f"version:\nrules:\n{RULE}", (1, "'version' is empty (one of: 1)"), id="no version"),
        pytest.param(f"rules:\n{RULE}", (1, "'version' is missing"), id="none at all"),
        pytest.param("version: 1\n\nrules: []\n", (3, "there are no rules; each starts with '- id:'"), id="no rules"),
        pytest.param("5", (1, "a rules file starts with 'version: 1' and has 'rules:'"), id="a number"),
        pytest.param(
            f"version: 1\nextends: shiped\nrules:\n{RULE}",
            (2, "unknown extends 'shiped' (did you mean 'shipped'?)"),
            id="it extends something else",
        ),
        pytest.param(
            f"version: 1\nrules:\n{RULE}\n{RULE}",
            (5, "rule 'oaf' stands here twice (first on line 3)"),
            id="the same rule twice",
        ),
    ],
)
def test_a_file_that_is_not_whole_says_what_is_missing(text: str, told: tuple[int, str]) -> None:
    assert mistakes(text) == [told]


def test_an_editor_is_told_every_part_a_file_may_have() -> None:
    schema = json_schema()

    properties, definitions = schema["properties"], schema["$defs"]
    assert isinstance(properties, dict)
    assert isinstance(definitions, dict)
    assert list(properties) == ["version", "extends", "second_look", "learned_reader", "lists", "contexts", "rules"]
    assert {
        "RulePart",
        "RuleChange",
        "When",
        "ContextPart",
        "ListChange",
        "Examples",
        "RepeatsPart",
        "PileOnPart",
    } <= set(definitions)
    assert definitions["RuleChange"]["required"] == ["id"]
    assert definitions["RulePart"]["required"] == ["id", "title", "concern", "level", "when", "examples"]


def test_a_conversation_of_no_lines_is_a_mistake() -> None:
    assert mistakes(f"{HALF}    level: look\n    when: {{says: [oaf]}}\n    examples: {{flag: [[]]}}\n") == [
        (8, "an entry of 'flag' is empty")
    ]


def test_an_editor_takes_one_text_where_the_file_may_have_one() -> None:
    definitions = json_schema()["$defs"]

    assert isinstance(definitions, dict)
    text = {"type": "string", "minLength": 1}
    for part, key in (("When", "says"), ("When", "regex"), ("ContextPart", "says")):
        assert definitions[part]["properties"][key]["anyOf"] == [text, {"type": "array", "items": text}]
