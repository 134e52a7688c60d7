"""A YAML file as it was written: every value knows its line, and every mistake of form is found at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from bot.errors import FileError, Mistake


@dataclass(frozen=True, slots=True)
class Located:
    """A text, a list or a mapping, and the line it starts on. Scalars stay texts: 999 is "999", no is "no"."""

    value: "str | tuple[Located, ...] | Mapping[str, Located]"
    line: int


Branch: TypeAlias = Mapping[str, Located]


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
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):  # an alias could unfold into gigabytes
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                return empty, (Mistake(name, line, "aliases (*name) are not used here; write the part out"),)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        mistakes: list[Mistake] = []
        tree = empty if node is None else _grow(node, name, mistakes)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return empty, (Mistake(name, line, f"is not YAML: {error.problem}"),)
    except yaml.YAMLError as error:  # a character YAML does not allow has no mark
        return empty, (Mistake(name, 1, f"is not YAML: {str(error).splitlines()[0]}"),)
    except RecursionError:
        return empty, (Mistake(name, 1, "has parts inside parts inside parts, without end"),)
    return tree, tuple(mistakes)


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
