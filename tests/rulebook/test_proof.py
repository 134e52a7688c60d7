"""A rule is tried on its own examples, and what loads but is unwise is said."""

from dataclasses import replace

import pytest
from few_words import advice, sheet, small

from bot.errors import RulesError
from bot.rulebook.examples import example_scene
from bot.rulebook.proof import foreign, proved

UNWISE = """\
version: 1
contexts:
  play: {title: a play, says: [in the play], where: message}
rules:
  - {id: bare, title: T, concern: insult, level: look, when: {says: [oaf]}, examples: {}}
  - {id: one-sided, title: T, concern: insult, level: look, when: {says: [lump], about: anyone}, examples: {flag: [you lump]}}
  - {id: other-sided, title: T, concern: insult, level: look, when: {says: [dolt]}, unless: [play], examples: {leave: [soup]}}
  - {id: wise, title: T, concern: insult, level: look, when: {says: [dolt], about: anyone}, examples: {flag: [you dolt], leave: [soup]}}
  - {id: phone, title: T, concern: doxxing, level: look, when: {shares: [phone]}, examples: {flag: [07700 900 123], leave: [soup]}}
  - {id: again, title: T, concern: insult, level: look, when: {repeats: {times: 2, days: 3}}, examples: {}}
  - {id: crowd, title: T, concern: insult, level: look, when: {pile_on: {posters: 2, minutes: 5}}, examples: {}}
  - {id: never, title: T, concern: insult, level: look, when: {says: [stew]}, mode: off, examples: {flag: [soup], leave: [stew]}}
"""  # noqa: E501


def test_what_loads_but_is_unwise_is_said_by_line() -> None:
    assert advice(UNWISE) == (
        "rules.yaml:5: rule 'bare' has no example it must flag",
        "rules.yaml:5: rule 'bare' has no example it must leave alone",
        "rules.yaml:5: rule 'bare' asks neither whom the words are about nor when to leave them",
        "rules.yaml:6: rule 'one-sided' has no example it must leave alone",
        "rules.yaml:7: rule 'other-sided' has no example it must flag",
        "rules.yaml:12: rule 'never' asks neither whom the words are about nor when to leave them",
    )


FAILING = """\
version: 1
contexts:
  play: {title: a play, says: [in the play], where: message}
  calm: {title: calm, says: [calm], where: talk}
rules:
  - id: oaf
    title: T
    concern: insult
    level: look
    when: {says: [oaf], about: staff}
    unless: [play]
    examples:
      flag:
        - Mr Pell is an oaf
        - in the play, Mr Pell is an oaf
        - you oaf
        - soup
        - ["Jo: Mr Pell is here", "Kim: he is an oaf"]
        - ["Jo: Mr Pell is here", "Kim: soup"]
      leave:
        - soup
        - Mrs Love is an oaf
        - ["Jo: Mr Pell is an oaf", "Kim: soup"]
        - ["Jo: soup", "what an oaf Mr Pell is"]
  - id: names
    title: T
    concern: rumour
    level: pointer
    naming: strict
    when: {says: [rude]}
    examples: {flag: [Mr Pell was rude], leave: [he is rude]}
"""


def test_every_example_that_is_not_as_it_should_be_is_told_with_its_line_and_why() -> None:
    with pytest.raises(RulesError) as refused:
        advice(FAILING)

    assert str(refused.value).splitlines() == [
        "rules.yaml:15: rule 'oaf' should flag but leaves alone (a play): in the play, Mr Pell is an oaf",
        "rules.yaml:16: rule 'oaf' should flag but leaves alone (not about staff): you oaf",
        "rules.yaml:17: rule 'oaf' should flag but leaves alone: soup",
        "rules.yaml:19: rule 'oaf' should flag but leaves alone: Kim: soup",
        "rules.yaml:22: rule 'oaf' should leave alone but flags: Mrs Love is an oaf",
        "rules.yaml:24: rule 'oaf' should leave alone but flags: what an oaf Mr Pell is",
        "rules.yaml:31: rule 'names' should leave alone but flags: he is rude",
    ]


def test_without_the_reader_that_would_have_mended_them_they_are_advice_and_the_rules_go_on_reading() -> None:
    own = sheet(FAILING)
    book = replace(small(FAILING), without_reader="model.npz: there is no such file")

    with pytest.raises(RulesError) as refused:
        advice(FAILING)

    assert set(str(refused.value).splitlines()) <= set(proved(book, own, foreign(own)))
    assert [finding.rule for finding in book.examine(example_scene("Mr Pell is an oaf"))] == ["oaf"]


STAFF = {
    "Mrs Anna Whitlock": "staff:1",
    "Mrs W": "staff:1",
    "Mr Gareth Pell": "staff:2",
    "Mr P": "staff:2",
    "Pelly": "staff:2",
    "Miss Tara Okonjo": "staff:3",
    "Miss O": "staff:3",
    "Mr Ian Savage": "staff:4",
    "Mrs Joan Love": "staff:5",
    "Joan in the office": "staff:5",
    "Ms Ruth Daley": "staff:6",
}
NAMED = """\
version: 1
rules:
  - {id: oaf, title: T, concern: insult, level: look, when: {says: [oaf]}, examples: {}}
"""


def test_examples_are_read_with_a_small_register_of_six() -> None:
    found = {name: small(NAMED).examine(example_scene(f"{name} is an oaf"))[0].target.key for name in STAFF}

    assert found == STAFF
