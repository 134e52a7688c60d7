"""What the language of `says` finds, read on a handful of words."""

import pytest
from few_words import flagged, ground, small

from bot.errors import RulesError

RULE = """\
version: 1
lists:
  bare: {}
  tool: {add: ["(long|short|old|new|big|small) (red|blue|green) spoon"]}
rules:
  - {id: found, title: T, concern: insult, level: look, when: {says: ['SAYS']}, examples: {}}
"""


def words(says: str, text: str) -> list[str]:
    return [found for _, found in flagged(small(RULE.replace("SAYS", says)), text)]


@pytest.mark.parametrize(
    ("says", "text", "found"),
    [
        ("slap", "slaps slapped slapping", ["slaps", "slapped", "slapping"]),
        ("=slap", "slap slaps", ["slap"]),
        ("want to go", "wanna go, wants to go, want to going", ["wanna go", "wants to go"]),
        ("wanna", "wanna, want to, wants to", ["wanna", "want to"]),
        ("who", "whos who", ["who"]),
        ("a slap|b kick", "a slap, b kicks, slap kick", ["a slap", "b kicks"]),
        ("(a|b|c d)? slap", "a slap, c d slap, d slap", ["a slap", "c d slap", "slap"]),
        ("slap…1 now", "slap it now, slap it right now", ["slap it now"]),
        ("slap ...2 now", "slap it right now", ["slap it right now"]),
        ("slap … now", f"slap {4 * 'da '}now, slap {5 * 'da '}now", ["slap da da da da now"]),
        ("slap …12 now", f"slap {12 * 'da '}now, slap {13 * 'da '}now", [f"slap {12 * 'da '}now"]),
        ("^ slap", "slap. I slap. Slap him", ["slap", "Slap"]),
        ("slap $", "slap me. I slap. Slap", ["slap", "Slap"]),
        ("^ slap $", "slap me. I slap. Slap", ["Slap"]),
        ("^ slap <named> $", "Slap Mr Pell. Slap Mr Pell now. I slap Mr Pell. Slap him", ["Slap Mr Pell"]),
        ("slap !him", "slap him, slap her, slap", ["slap", "slap"]),
        ("slap !(him|<oaf>) now", "slap him now, slap oaf now, slap now", ["slap now"]),
        ("!no slap", "no slap, so slap", ["slap", "slap"]),
        ("<oaf> <bare>?", "oafs, great lumps", ["oafs", "great lumps"]),
        ("an <oaf>", "an oaf, an great lump, a lump", ["an oaf", "an great lump"]),
        ("< oaf >", "oaf", ["oaf"]),
        ("my <tool>", "my old red spoon, my red spoon", ["my old red spoon"]),
        ("my … <tool>", "my da da da da old red spoon", ["my da da da da old red spoon"]),
        ("<you> slap", "you slap, you lot slap, he slaps", ["you slap", "you lot slap"]),
        ("<person> slaps", "he slaps, Mr Pell slaps, my husband slaps", ["he slaps", "Mr Pell slaps"]),
        ("slap", "SLAP sl4p s.l.a.p slaaap", ["SLAP", "sl4p", "s.l.a.p", "slaaap"]),
    ],
)  # fmt: skip
def test_it_finds_what_is_written(says: str, text: str, found: list[str]) -> None:
    assert words(says, text) == found


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("slap (him", "'slap (him' has a '(' without its ')'"),
        ("slap (him|", "'slap (him|' has an empty alternative; write 'word?' for a word that may be missing"),
        ("slap |", "'slap |' has an empty alternative; write 'word?' for a word that may be missing"),
        ("| slap", "'| slap' has an empty alternative; write 'word?' for a word that may be missing"),
        ("slap ()", "'slap ()' has an empty alternative; write 'word?' for a word that may be missing"),
        ("slap) him", "'slap) him' has a ')' too many"),
        ("? slap", "'? slap': '?' has nothing before it"),
        ("slap …13 him", "'slap …13 him': a gap may be 12 words at most, not 13"),
        ("slap …0 --", "'slap …0 --': '--' has no letters to look for"),
        ("slap <oaf", "'slap <oaf': cannot read '<oaf'"),
        ("slap > a very long pattern", "'slap > a very long pattern': cannot read '> a very'"),
        ("<oaff> slap", "'<oaff> slap' names a list <oaff> that does not exist (did you mean 'oaf'?)"),
        ("<person>", "'<person>' has no word or list that must be there: it would match nearly everything"),
        ("slap? …", "'slap? …' has no word or list that must be there: it would match nearly everything"),
        ("!slap <you>", "'!slap <you>' has no word or list that must be there: it would match nearly everything"),
    ],
)
def test_what_cannot_be_read_says_why(says: str, told: str) -> None:
    with pytest.raises(RulesError) as refused:
        small(RULE.replace("SAYS", says))

    assert str(refused.value) == f"rules.yaml:6: {told}"


@pytest.mark.parametrize(
    ("says", "change", "found"),
    [
        pytest.param("the <tool> $", "tool: {add: [very long and odd fork]}", "very long and odd fork", id="longer"),
        pytest.param("^ the (<tool>|x) now $", "tool: {add: [(a|b|c|d|e|f) (g|h|i) fork]}", "a g fork", id="many"),
        pytest.param("the <tool>", "tool: {add: [fork]}", "fork", id="like the others"),
        pytest.param("the soup !<tool>", "tool: {add: [fork of ours]}", "soup", id="what must not follow"),
    ],
)  # fmt: skip
def test_a_groups_own_entries_are_found_by_the_shared_patterns(says: str, change: str, found: str) -> None:
    shared = ground(RULE.replace("SAYS", says))
    rules = shared.lay(shared.read(f"version: 1\nextends: shipped\nlists: {{{change}}}\n", "ours.yaml"))
    texts = (f"the {found}", f"the {found} now", "the soup fork of ours", "the old red spoon")

    held = {text: [word for _, word in flagged(rules, text)] for text in texts}

    assert (
        held
        == {
            "the soup !<tool>": {texts[0]: ["the soup"], texts[1]: ["the soup"], texts[2]: [], texts[3]: []},
            "^ the (<tool>|x) now $": {texts[0]: [], texts[1]: [texts[1]], texts[2]: [], texts[3]: []},
            "the <tool> $": {texts[0]: [texts[0]], texts[1]: [], texts[2]: [], texts[3]: [texts[3]]},
            "the <tool>": {texts[0]: [texts[0]], texts[1]: [texts[0]], texts[2]: [], texts[3]: [texts[3]]},
        }[says]
    )
