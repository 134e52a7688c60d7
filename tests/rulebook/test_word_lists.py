"""Lists of words: what their notation finds, what an admin may add or take away, and every mistake of a folder."""

import re

import pytest
from few_words import WORDS, few_lists, flagged, made, own_lists, small

from bot.errors import RulesError
from bot.rulebook.book import Rulebook

FOUND = """\
version: 1
rules:
  - {id: found, title: Found, concern: insult, level: look, when: {says: ["<LIST>"]}, examples: {}}
"""
MANY = "(big|small|old|new|fat|thin) (red|blue|green)"
"""More ways than are written out."""


def finding(name: str, **files: str) -> Rulebook:
    """Rules that flag whatever is on this list."""
    return made(FOUND.replace("LIST", name), few_lists(**{**WORDS, **files}))


def words(rules: Rulebook, text: str) -> list[str]:
    return [found for _, found in flagged(rules, text)]


def test_every_mistake_of_a_folder_is_told_at_once_with_its_file_and_line() -> None:
    with pytest.raises(RulesError) as refused:
        few_lists(
            speak="{}\n",
            irregular="{}\n",
            first="one: {about: a, words: [fine]}\n\ntwo: {abot: b}\nthree: {about: c, includes: [one, gone]}\n",
            second="four: {about: d, words: [(a b]}\none: {about: a, words: [fine]}\nfive: {about: e, words: [x]}\n",
        )

    assert [(mistake.file, mistake.line, mistake.text.splitlines()[0]) for mistake in refused.value.mistakes] == [
        ("data/words", 1, "list 'three' includes 'gone', which does not exist"),
        ("data/words/first.yaml", 3, "list 'two': 2 validation errors for ListFile"),
        ("data/words/second.yaml", 1, "list 'four': '(a b' has a '(' without its ')'"),
        ("data/words/second.yaml", 2, "a list 'one' exists already"),
        ("data/words/second.yaml", 3, "list 'five': 'x' is one letter: it would be found everywhere"),
    ]


@pytest.mark.parametrize(
    ("kind", "entry", "text", "found"),
    [
        pytest.param("none", "tin hat", "tin hat, tin hats", ["tin hat"], id="none: as it stands"),
        pytest.param("noun", "tin hat", "tin hats, tins hat", ["tin hats"], id="noun: its last word"),
        pytest.param("verb", "kick hat", "kicked hat, kick hats", ["kicked hat"], id="verb: its first word"),
        pytest.param("any", "kick hat", "kicked hat, kick hats", ["kicked hat", "kick hats"], id="any: either"),
        pytest.param("noun", "goose", "goose, geese, gooses", ["goose", "geese"], id="one that is irregular"),
        pytest.param("none", "wanna go", "I wanna go, you want to go", ["wanna go", "want to go"], id="text-speak"),
        pytest.param("none", "(tin|lead) hat", "tin hat, lead hat, hat", ["tin hat", "lead hat"], id="one or another"),
        pytest.param("none", "tin? hat", "tin hat, hat", ["tin hat", "hat"], id="a word that may be missing"),
        pytest.param("none", "(tin|big red)? hat", "tin hat, big red hat", ["tin hat", "big red hat"], id="or several"),
        pytest.param("none", f"{MANY} hat", "old blue hat, old blue hats, blue hat", ["old blue hat"], id="many ways"),
        pytest.param("none", f"{MANY} (hat|cap)", "old red hat, old red cap", ["old red hat", "old red cap"], id="many, one of two"),  # noqa: E501
        pytest.param("none", f"{MANY}? hat", "old red hat, old hat", ["old red hat", "old hat"], id="many, or fewer"),
        pytest.param("noun", f"{MANY} hat", "thin red hats, olds red hat", ["thin red hats"], id="many, a noun"),
        pytest.param("noun", f"hat {MANY}", "hats old red, hat old reds", ["hat old reds"], id="many, a noun last"),
        pytest.param("verb", f"kick {MANY} hat", "kicked old red hat, kick old red hats", ["kicked old red hat"], id="many, a verb"),  # noqa: E501
        pytest.param("none", f"{MANY} wanna", "old red wanna, old red want to", ["old red wanna", "old red want to"], id="many, text-speak"),  # noqa: E501
    ],
)  # fmt: skip
def test_an_entry_is_found_in_the_forms_its_list_says(kind: str, entry: str, text: str, found: list[str]) -> None:
    assert words(finding("hats", more=f'hats: {{about: hats, kind: {kind}, words: ["{entry}"]}}\n'), text) == found


def test_a_list_holds_what_those_it_includes_hold_the_long_entries_too() -> None:
    rules = finding(
        "all",
        more=f"""\
hats: {{about: hats, words: [bonnet, "{MANY} hat"]}}
caps: {{about: caps, includes: [hats], words: [beret]}}
all: {{about: everything, includes: [caps, oaf]}}
""",
    )

    assert words(rules, "bonnet, old red hat, beret, oaf, coat") == ["bonnet", "old red hat", "beret", "oaf"]


def test_a_mask_is_taken_for_a_single_word_that_people_disguise_before_any_other() -> None:
    lists = """\
sworn: {about: disguised, hidden: true, words: [wug, fassy dax, ox]}
plain: {about: not disguised, words: [wag, fussy, ax]}
"""

    assert words(finding("sworn", more=lists), "w*g, o*, f*ssy, fassy dax") == ["w*g", "fassy dax"]
    assert words(finding("plain", more=lists), "w*g, o*, f*ssy, fassy dax") == ["f*ssy"]


CHANGED = """\
version: 1
lists:
  oaf: {ADD_AND_REMOVE}
rules:
  - {id: found, title: Found, concern: insult, level: look, when: {says: ["<oaf>"]}, examples: {}}
"""


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param("add: [dolt]", ["oafs", "great lump", "dolts"], id="one more, in all its forms"),
        pytest.param("remove: [oaf]", ["great lump"], id="one less, in all its forms"),
        pytest.param("remove: [oaf], add: [oafs]", ["great lump"], id="what is taken away wins"),
        pytest.param(f'add: ["{MANY} hat"]', ["oafs", "great lump", "old red hats"], id="many at once"),
        pytest.param(f'add: ["{MANY} hat"], remove: [old red hat]', ["oafs", "great lump", "thin red hat"], id="one of many"),  # noqa: E501
        pytest.param(f'add: ["{MANY} hat"], remove: [tin hat]', ["oafs", "great lump", "old red hats"], id="none of them"),  # noqa: E501
    ],
)  # fmt: skip
def test_an_admin_adds_entries_and_takes_them_away(change: str, found: list[str]) -> None:
    rules = small(CHANGED.replace("ADD_AND_REMOVE", change))
    said = "oafs, great lump, dolts, old red hats" + (", thin red hat" if "thin red hat" in found else "")

    assert words(rules, said) == found


def test_a_list_that_is_new_and_empty_finds_nothing() -> None:
    rules = small(CHANGED.replace("oaf: {ADD_AND_REMOVE}", "ours: {}").replace("<oaf>", "<ours>"))

    assert words(rules, "oaf") == []


TEN = f"({'|'.join(f'w{number}' for number in range(10))})"


def test_an_entry_has_ten_thousand_spellings_at_most() -> None:
    lists = own_lists()

    lists.changed("ours", (f"{TEN} {TEN} {TEN} {TEN}",), ())
    with pytest.raises(ValueError, match="has more than 10000 spellings: split it"):
        lists.changed("ours", (f"({TEN} {TEN} {TEN} {TEN}|one)",), ())


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        pytest.param("x", "'x' is one letter: it would be found everywhere", id="a letter"),
        pytest.param("a? x", "'a? x' is one letter: it would be found everywhere", id="a letter is one of its ways"),
        pytest.param("(one", "'(one' has a '(' without its ')'", id="opened"),
        pytest.param("one) two", "'one) two' has a ')' too many", id="closed"),
        pytest.param("--", "'--' has no letters to look for", id="no letters"),
        pytest.param("(|)", "'(|)' has no letters to look for", id="empty brackets"),
    ],
)
def test_an_entry_that_could_never_be_found_or_always_is_refused(entry: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)) as refused:
        own_lists().changed("ours", (entry,), ())

    assert str(refused.value) == reason


@pytest.mark.parametrize("entry", ["🐷", "x ray", "vitamin c"])
def test_one_sign_that_is_no_letter_and_a_letter_beside_a_word_are_entries_like_any_other(entry: str) -> None:
    rules = small(CHANGED.replace("ADD_AND_REMOVE", f"add: [{entry}]"))

    assert words(rules, f"oh {entry}") == [entry]
