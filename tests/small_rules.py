"""Rulebooks of a rule or two, each read once, for tests of what comes after a rule has spoken."""

from functools import cache

from bot.rulebook.book import Rulebook
from bot.rulebook.document import parse_document
from bot.rulebook.load import judged

OAF = """\
version: 1
rules:
  - id: oaf
    title: Calls somebody an oaf
    concern: insult
    level: reminder
    when: {says: [oaf], about: anyone}
    examples: {flag: [Mr Pell is an oaf], leave: [hello]}
"""


@cache
def read(rules: str = OAF) -> Rulebook:
    return judged(parse_document(rules, "rules.yaml"), "rules.yaml")
