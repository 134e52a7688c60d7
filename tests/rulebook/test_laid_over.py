"""A group's own file over a few rules: what is changed, shared, on trial and proved again."""

import pytest
from few_words import ground, own_lists, small

from bot.errors import Mistake, RulesError
from bot.finding import Level, RuleId, RuleMode
from bot.rulebook.book import Rulebook
from bot.rulebook.build import build
from bot.rulebook.examples import example_scene

MANY = "(big|small|old|new|fat|thin) (red|blue|green) hat"
BASE = """\
version: 1
lists:
  tool: {add: [spoon]}
contexts:
  play: {title: a play, says: [in the play], where: message}
  club: {title: a club, says: ["<oaf> club"], where: message}
rules:
  - {id: oaf, title: T, concern: insult, level: look, when: {says: ["<oaf>"]}, unless: [play], examples: {}}
  - {id: also, title: T, concern: insult, level: look, when: {says: [snore], also: ["<oaf>"]}, examples: {}}
  - {id: after, title: T, concern: insult, level: look, when: {says: [same], after: ["<oaf>"]}, examples: {}}
  - {id: club, title: T, concern: insult, level: look, when: {says: [stew]}, unless: [club], examples: {}}
  - {id: tool, title: T, concern: insult, level: look, when: {says: ["<tool> … <person>"]}, examples: {}}
  - {id: fists, title: T, concern: threat, level: danger, when: {says: [fists]}, examples: {}}
  - {id: help, title: T, concern: risk, level: support, alert: urgent, when: {says: [alone]}, examples: {}}
  - {id: worry, title: T, concern: risk, level: support, alert: thin, when: {says: [bruise]}, examples: {}}
  - {id: silent, title: T, concern: threat, level: danger, when: {says: [boots]}, mode: off, examples: {}}
"""
HEAD = "version: 1\nextends: shipped\n"
TEXTS = (
    *("an oaf", "in the play, an oaf", "at the fair, an oaf", "a great lump", "two dolts", "what a tall thin man"),
    *("I snore. Oaf", "snore, tall thin man", "stew at the oaf club", "stew, tall thin man club", "stew"),
    *("a spoon for Mr Pell", "a fork for her", "thin red hat", "old blue hats, Mr Pell", "my fists", "alone", "bruise"),
    *("my boots", "an o*f", "a d*lt", "ours: zonk"),
    ("Jo: an oaf", "Sam: same"),
    ("Jo: tall thin man", "Sam: same"),
)


def found(book: Rulebook, text: str | tuple[str, ...]) -> list[object]:
    fired = book.explain(example_scene(text))
    return [(one.rule.id, one.rule.level, one.rule.mode, one.spans, one.target, one.silenced_by) for one in fired]


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("lists: {oaf: {add: [dolt]}}", "", id="an entry like the others"),
        pytest.param("lists: {oaf: {remove: [oaf]}}", "", id="an entry less"),
        pytest.param("lists: {oaf: {add: [tall thin man]}}", "oaf also after club", id="an entry of more words"),
        pytest.param(f'lists: {{oaf: {{add: ["{MANY}"]}}}}', "oaf also after club", id="an entry of many ways"),
        pytest.param("lists: {tool: {add: [fork]}}", "", id="an entry more of a list the shared file made"),
        pytest.param("lists: {tool: {remove: [spoon]}}", "tool", id="the last entry of a list"),
        pytest.param("lists: {ours: {add: [zonk]}}", "", id="a list that nothing names"),
        pytest.param("contexts: {play: {title: a fair, says: [at the fair], where: message}}", "oaf", id="a context"),
        pytest.param("contexts: {ours: {title: ours, says: [at the fair]}}", "", id="a context that nothing names"),
        pytest.param("rules: [{id: oaf, level: reminder}]", "oaf", id="a level"),
        pytest.param("rules: [{id: oaf, unless: []}, {id: fists, mode: shadow}]", "oaf fists", id="two rules"),
        pytest.param("rules: [{id: oaf, mode: off}]", "", id="a rule less"),
        pytest.param("rules: [{id: silent, mode: live}]", "silent", id="a rule that was off"),
        pytest.param(
            "rules: [{id: ours, title: T, concern: insult, level: look, when: {says: [zonk, oaf]}, examples: {}}]",
            "ours",
            id="a rule more",
        ),
    ],
)
def test_only_what_a_file_changes_is_made_anew_and_it_finds_what_a_whole_file_would(file: str, changed: str) -> None:
    sheet = ground(BASE).read(f"{HEAD}{file}\n", "ours.yaml")
    laid = ground(BASE).lay(sheet)
    alone = build(sheet, own_lists(), "ours.yaml").book
    shared = {id(rule) for rule in small(BASE).rules}

    assert [rule.id for rule in laid.rules] == [rule.id for rule in alone.rules]
    assert [rule.id for rule in laid.rules if id(rule) not in shared] == changed.split()
    for text in TEXTS:
        assert found(laid, text) == found(alone, text), text


TRIED = """\
version: 1
extends: shipped
rules:
  - {id: oaf, level: serious}
  - {id: fists, level: look}
  - {id: help, alert: none}
  - {id: worry, alert: none}
  - {id: silent, mode: live}
"""


def test_a_rule_on_trial_only_watches_and_a_grave_one_stays_for_so_long_as_it_was() -> None:
    sheet = ground(BASE).read(TRIED, "ours.yaml")
    names = ("oaf", "fists", "help", "worry", "silent", "club")

    laid = ground(BASE).lay(sheet, frozenset(map(RuleId, names[:5])))

    by_id = {rule.id: rule for rule in laid.rules}
    assert {name: (by_id[RuleId(name)].mode, by_id[RuleId(name)].level) for name in names} == {
        "oaf": (RuleMode.SHADOW, Level.SERIOUS),
        "fists": (RuleMode.LIVE, Level.DANGER),
        "help": (RuleMode.LIVE, Level.SUPPORT),
        "worry": (RuleMode.SHADOW, Level.SUPPORT),
        "silent": (RuleMode.SHADOW, Level.DANGER),
        "club": (RuleMode.LIVE, Level.LOOK),
    }
    assert by_id[RuleId("help")].alert == "urgent"
    assert [laid.examine(example_scene(text))[0].level for text in ("my fists", "alone")] == ["danger", "support"]


UNPROVED = """\
version: 1
lists: {tool: {add: [spoon]}}
contexts: {play: {title: a play, says: [in the play]}}
rules:
  - {id: oaf, title: T, concern: insult, level: look, when: {says: ["<oaf>"]}, unless: [play], examples: {flag: [], leave: [an oaf]}}
  - {id: lump, title: T, concern: insult, level: look, when: {says: [lump]}, examples: {flag: [a lump], leave: [soup]}}
"""  # noqa: E501
FAILS = (Mistake("rules.yaml", 5, "rule 'oaf' should leave alone but flags: an oaf"),)


@pytest.mark.parametrize(
    ("file", "failed"),
    [
        pytest.param("rules: [{id: lump, level: reminder}]", (), id="a rule: its own examples alone"),
        pytest.param("lists: {tool: {add: [fork]}}", FAILS, id="a list: everybody's"),
        pytest.param("contexts: {play: {title: at a play, says: [at a play]}}", FAILS, id="a context: everybody's"),
        pytest.param("contexts: {ours: {title: ours, says: [at a play]}}", FAILS, id="a context more"),
        pytest.param(
            "rules: [{id: lump, examples: {flag: [soup], leave: [a lump]}}]",
            (
                Mistake("ours.yaml", 3, "rule 'lump' should flag but leaves alone: soup"),
                Mistake("ours.yaml", 3, "rule 'lump' should leave alone but flags: a lump"),
            ),
            id="its own fail",
        ),
    ],
)
def test_a_file_is_tried_on_all_examples_that_it_could_change(file: str, failed: tuple[Mistake, ...]) -> None:
    shared = ground(UNPROVED)
    sheet = shared.read(f"{HEAD}{file}\n", "ours.yaml")
    try:
        shared.prove(shared.lay(sheet), sheet)
        mistakes: tuple[Mistake, ...] = ()
    except RulesError as refused:
        mistakes = refused.mistakes

    assert mistakes == failed


def test_a_file_is_told_of_the_shared_rules_that_it_keeps_from_finding_their_examples() -> None:
    shared = ground(UNPROVED.replace("leave: [an oaf]", "leave: [soup]").replace("flag: []", "flag: [an oaf, a lump]"))
    sheet = shared.read(
        f"{HEAD}lists: {{oaf: {{remove: [oaf]}}}}\nrules: [{{id: lump, level: reminder}}]\n", "ours.yaml"
    )

    told = shared.prove(shared.lay(sheet), sheet)

    assert told == (
        "ours.yaml:4: rule 'lump' asks neither whom the words are about nor when to leave them",
        "rules.yaml:5: rule 'oaf' should flag but leaves alone: an oaf",
        "rules.yaml:5: rule 'oaf' should flag but leaves alone: a lump",
    )


@pytest.mark.parametrize("text", ["version: 1\nrules: []\n", "- version: 1\n"])
def test_a_groups_file_that_does_not_say_it_extends_the_shipped_rules_is_refused(text: str) -> None:
    with pytest.raises(RulesError) as refused:
        ground(BASE).read(text, "ours.yaml")

    assert refused.value.mistakes == (
        Mistake("ours.yaml", 1, "a group's own file says 'extends: shipped' below its version"),
    )
