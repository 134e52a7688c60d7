"""A rules file that cannot be right is refused with every mistake in it, by line."""

from itertools import pairwise
from pathlib import Path

import pytest

from bot.errors import FileError, RulesError
from bot.rulebook.load import load

TEN_MISTAKES = """\
version: 2
extend: shipped
lists:
  hurt: {add: ["x"]}
contexts:
  Odd: {title: a reason, says: ["<nagation> (a"]}
rules:
  - id: one
    title: One
    concern: thret
    level: dangerous
    when:
      says: ["<parent-rol> you"]
      abot: anyone
    exampels: {}
  - id: one
    title: Again
  - id: two
    title: Two
    concern: threat
    level: danger
    when:
      says:
        - <parent-rol> you
        - (slap
        - …
      regex:
        - (?=x)
        - a*
    unless: [quotin]
    wording: threta
    examples: {flag: [hello], leave: [hello]}
  - id: three
    title: Three
    concern: threat
    level: danger
    when: {about: anyone}
    examples: {}
"""


def mistakes(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as refused:
        load(file)
    return str(refused.value).splitlines()


def test_every_mistake_is_told_at_once_with_its_line_and_a_remedy(tmp_path: Path) -> None:
    assert mistakes(tmp_path, TEN_MISTAKES) == [
        "rules.yaml:1: unknown version '2' (one of: 1)",
        "rules.yaml:2: unknown key 'extend' (did you mean 'extends'?)",
        "rules.yaml:4: 'x' is one letter: it would be found everywhere",
        "rules.yaml:6: '<nagation> (a' names a list <nagation> that does not exist (did you mean 'negation'?)",
        "rules.yaml:6: 'Odd' cannot be a name: use lower-case letters, digits and dashes",
        "rules.yaml:8: 'examples' is missing",
        "rules.yaml:10: unknown concern 'thret' (did you mean 'threat'?)",
        "rules.yaml:11: unknown level 'dangerous' (did you mean 'danger'?)",
        "rules.yaml:14: unknown key 'abot' (did you mean 'about'?)",
        "rules.yaml:15: unknown key 'exampels' (did you mean 'examples'?)",
        "rules.yaml:16: rule 'one' stands here twice (first on line 8)",
        "rules.yaml:24: '<parent-rol> you' names a list <parent-rol> that does not exist (did you mean 'parent-role'?)",
        "rules.yaml:25: '(slap' has a '(' without its ')'",
        "rules.yaml:26: '…' has no word or list that must be there: it would match nearly everything",
        "rules.yaml:28: '(?=x)' is not a regular expression RE2 can run: invalid perl operator: (?=",
        "rules.yaml:29: 'a*' matches an empty message, so it would match every message",
        "rules.yaml:30: unknown context 'quotin'",
        "rules.yaml:31: unknown wording 'threta' (did you mean 'threat'?)",
        "rules.yaml:37: rule 'three' would match every message: give it 'says', 'shares', 'regex', 'reads_like', 'repeats' or 'pile_on'",  # noqa: E501
    ]


RULE = """\
version: 1
rules:
  - id: one
    title: One
    concern: threat
    level: danger
    when: {says: SAYS}
    examples:
      flag: [FLAG]
      leave: [LEAVE]
"""


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        pytest.param('"slap )"', "'slap )' has a ')' too many", id="bracket"),
        pytest.param('"slap ?? you"', "'slap ?? you': '?' has nothing before it", id="mark"),
        pytest.param('"slap …99 you"', "'slap …99 you': a gap may be 12 words at most, not 99", id="gap"),
        pytest.param('"(a|) slap"', "'(a|) slap' has an empty alternative; write 'word?' for a word that may be missing", id="empty"),  # noqa: E501
        pytest.param('"slap --"', "'slap --': '--' has no letters to look for", id="no letters"),
        pytest.param('""', "an entry of 'says' is empty", id="nothing"),
    ],
)  # fmt: skip
def test_a_pattern_that_cannot_be_read_says_why(tmp_path: Path, says: str, reason: str) -> None:
    assert mistakes(tmp_path, RULE.replace("SAYS", says)) == [f"rules.yaml:7: {reason}"]


@pytest.mark.parametrize(
    ("entry", "sign"),
    [("go … away", "…"), ("(rude|vile) !(weather)", "!"), ("<staff> again", "<staff>"), ("=hit him", "=hit")],
)
def test_a_list_takes_no_signs_of_a_pattern(tmp_path: Path, entry: str, sign: str) -> None:
    text = f'version: 1\nlists:\n  rude:\n    add: ["{entry}"]\nrules: []\n'

    assert mistakes(tmp_path, text)[0] == (
        f"rules.yaml:4: '{entry}': a list holds words, (one|or another) and what may be missing?; "
        f"'{sign}' is for the patterns of a rule"
    )


def test_a_rule_that_fails_its_own_examples_is_refused(tmp_path: Path) -> None:
    text = RULE.replace("SAYS", "slap you").replace("LEAVE", "I slapped you").replace("FLAG", "hello")

    assert mistakes(tmp_path, text) == [
        "rules.yaml:9: rule 'one' should flag but leaves alone: hello",
        "rules.yaml:10: rule 'one' should leave alone but flags: I slapped you",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "rules.yaml:1: the file is empty; it starts with 'version: 1'", id="empty"),
        pytest.param("- a", "rules.yaml:1: a rules file starts with 'version: 1' and has 'rules:'", id="a list"),
        pytest.param(
            "version: 1\nrules: {a: b}", "rules.yaml:2: 'rules' is a list: each starts with '- id:'", id="map"
        ),
        pytest.param("version: 1\n", "rules.yaml:1: there are no rules; each starts with '- id:'", id="no rules"),
        pytest.param("a: &x [1]\n", "rules.yaml:1: anchors (&name) are not used here; write the part out", id="anchor"),
        pytest.param(
            "a: &x [1]\nb: *x", "rules.yaml:2: aliases (*name) are not used here; write the part out", id="alias"
        ),
        pytest.param(
            "\n".join(
                ["a: &a [x, x]", *(f"{b}: &{b} [*{a}, *{a}]" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz"))]
            ),
            "rules.yaml:2: aliases (*name) are not used here; write the part out",
            id="a bomb",
        ),
        pytest.param("version: 1\nversion: 1", "rules.yaml:2: `version` is here twice (first on line 1)", id="twice"),
        pytest.param("a: [1\n", "rules.yaml:2: is not YAML: did not find expected ',' or ']'", id="broken"),
        pytest.param(
            "[" * 5_000, "rules.yaml:1: has parts inside parts inside parts, deeper than any file of ours", id="deep"
        ),
    ],
)
def test_what_is_no_rules_file_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    assert mistakes(tmp_path, text) == [expected]


def test_a_file_that_cannot_be_read_says_where_and_what_to_do(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("title: caf\xe9".encode("latin-1"))
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 1_000_001)
    reasons = []
    for path in (tmp_path / "none.yaml", tmp_path, latin, large):
        with pytest.raises(FileError) as refused:
            load(path)
        reasons.append(str(refused.value).replace(str(tmp_path), "."))

    assert reasons == [
        "./none.yaml: there is no such file",
        ".: this is a folder; name a rules file in it",
        "./latin.yaml: not UTF-8 text (byte 10); save it as UTF-8",
        "./large.yaml: 1,000,001 bytes are more than a rules file may have (1,000,000)",
    ]


def test_what_comes_before_is_not_enough_without_what_is_said(tmp_path: Path) -> None:
    rules = TEN_MISTAKES.splitlines()[-6:]
    text = "\n".join(["version: 1", "rules:", *rules]).replace("{about: anyone}", "{after: [who is late]}")

    assert mistakes(tmp_path, text) == [
        "rules.yaml:7: rule 'three' says what comes before but not what is said: give it 'says'"
    ]


def test_a_slip_in_what_the_reader_is_asked_and_a_switch_that_is_neither(tmp_path: Path) -> None:
    text = """\
version: 1
second_look: mayb
rules:
  - id: one
    title: One
    concern: insult
    level: look
    when: {reads_like: {insult: keeen, insul: normal}}
    examples: {}
"""

    assert mistakes(tmp_path, text) == [
        "rules.yaml:2: 'second_look' must be true or false",
        "rules.yaml:8: unknown insult 'keeen' (did you mean 'keen'?)",
        "rules.yaml:8: unknown key 'insul' (did you mean 'insult'?)",
    ]
