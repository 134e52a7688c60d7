"""A YAML file as it was written: every value knows its line, and every mistake of form is found at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from bot.errors import FileError, Mistake

DEEPEST = 20  # our own files need six


@dataclass(frozen=True, slots=True)
class Located:
    """A text, a list or a mapping, and the line it starts on. Scalars stay texts: 999 is "999", no is "no"."""

    value: "str | tuple[Located, ...] | Mapping[str, Located]"
    line: int


Branch: TypeAlias = Mapping[str, Located]
Where: TypeAlias = tuple[str | int, ...]
"""The way to a part: keys and places in lists, from the top."""


def read(path: Path, name: str) -> tuple[Located, tuple[Mistake, ...]]:
    """What the file says, and what is wrong with its form. Raises FileError when it cannot be read at all."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise FileError(f"{name}: cannot be read ({error.strerror}); is Schoolgate's data folder complete?") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{name}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    return parse(text, name)


def parse(text: str, name: str) -> tuple[Located, tuple[Mistake, ...]]:
    """The same for a text already read."""
    empty = Located({}, 1)
    try:
        if bomb := _bomb(text, name):
            return empty, (bomb,)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        mistakes: list[Mistake] = []
        tree = empty if node is None else _grow(node, name, mistakes)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return empty, (Mistake(name, line, f"is not YAML: {error.problem}"),)
    except yaml.YAMLError as error:  # a character YAML does not allow has no mark
        return empty, (Mistake(name, 1, f"is not YAML: {str(error).splitlines()[0]}"),)
    return tree, tuple(mistakes)


def _bomb(text: str, name: str) -> Mistake | None:
    """What would unfold into gigabytes or run our stack out."""
    depth = 0
    anchor: Mistake | None = None
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return Mistake(name, line, "aliases (*name) are not used here; write the part out")
        if isinstance(event, yaml.NodeEvent) and event.anchor and anchor is None:
            anchor = Mistake(name, line, "anchors (&name) are not used here; write the part out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return Mistake(name, line, "has parts inside parts inside parts, deeper than any file of ours")
    return anchor


def _grow(node: yaml.Node, name: str, mistakes: list[Mistake]) -> Located:
    line = (node.start_mark.line if node.start_mark else 0) + 1
    match node:
        case yaml.MappingNode():
            branch: dict[str, Located] = {}
            for key, value in node.value:
                at = (key.start_mark.line if key.start_mark else 0) + 1
                if not isinstance(key, yaml.ScalarNode):
                    mistakes.append(Mistake(name, at, "a key must be a word"))
                elif key.value in branch:
                    mistakes.append(
                        Mistake(name, at, f"`{key.value}` is here twice (first on line {branch[key.value].line})")
                    )
                else:
                    branch[key.value] = _grow(value, name, mistakes)
            return Located(branch, line)
        case yaml.SequenceNode():
            return Located(tuple(_grow(value, name, mistakes) for value in node.value), line)
        case _:
            return Located(str(node.value), line)


def plain(part: Located, lines: dict[Where, int], where: Where = ()) -> object:
    """The same as ordinary values, each part's line in `lines`. Words stay words; only whole numbers are more."""
    lines[where] = part.line
    match part.value:
        case str() as word:
            return int(word) if word.isdecimal() and len(word) < 10 else word
        case tuple() as parts:
            return [plain(inner, lines, (*where, place)) for place, inner in enumerate(parts)]
        case branch:
            return {key: plain(inner, lines, (*where, key)) for key, inner in branch.items()}
