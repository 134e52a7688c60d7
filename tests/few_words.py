"""Rules on a handful of words of their own: made in no time, with nothing in them that a test does not show."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.rulebook.book import Ground, Rulebook
from bot.rulebook.build import build
from bot.rulebook.document import parse_document
from bot.rulebook.examples import example_scene
from bot.rulebook.lists import WordLists, shipped_lists
from bot.rulebook.overlay import Overlaid
from bot.rulebook.proof import foreign, proved
from bot.rulebook.sheet import Sheet, sheet_of

WORDS = {
    "speak": "{wanna: want to}",
    "irregular": "{goose: geese}",
    "words": """\
oaf: {about: what no one is called, kind: noun, words: [oaf, great lump]}
own-child: {about: one's own child, words: [my lad]}
own-family: {about: one's own people, words: [my husband]}
pupil-role: {about: a pupil, words: [that lad]}
""",
}


def few_lists(**files: str) -> WordLists:
    """The lists of a folder with these files in it."""
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
        return shipped_lists(Path(folder))


@cache
def own_lists() -> WordLists:
    return few_lists(**WORDS)


def sheet(rules: str) -> Sheet:
    return sheet_of(parse_document(rules, "rules.yaml"), Sheet)


@cache
def small(rules: str) -> Rulebook:
    """What a file of these rules makes; its examples are not tried."""
    return made(rules, own_lists())


def made(rules: str, lists: WordLists) -> Rulebook:
    """The same on other lists."""
    return Overlaid(build(sheet(rules), lists, "rules.yaml")).book


def ground(rules: str) -> Ground:
    """The same, for groups to lay files of their own over."""
    found = small(rules).ground
    assert found is not None
    return found


def advice(rules: str) -> tuple[str, ...]:
    """What is unwise about it. Raises RulesError with every example that is not as it should be."""
    own = sheet(rules)
    return proved(small(rules), own, foreign(own))


def flagged(rules: Rulebook, *lines: str) -> list[tuple[str, str]]:
    """The rules that find something in the last line, each with the words."""
    scene = example_scene(lines if len(lines) > 1 else lines[0])
    found = [(finding.rule, span) for finding in rules.examine(scene) for span in finding.spans]
    return [(rule, scene.message.text[span.start : span.end]) for rule, span in found]
