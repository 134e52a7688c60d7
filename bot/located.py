"""A YAML file as it was written: every value knows its line, and every mistake of form is found at once."""

from collections.abc import Iterator, Mapping
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
    grower = _Grower(text, name)
    try:
        return grower.document(), tuple(grower.mistakes)
    except _RefusedError as refused:
        return Located({}, 1), (Mistake(name, refused.line, str(refused)),)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Located({}, 1), (Mistake(name, line, f"is not YAML: {error.problem}"),)
    except yaml.YAMLError as error:  # a character YAML does not allow has no mark
        return Located({}, 1), (Mistake(name, 1, f"is not YAML: {str(error).splitlines()[0]}"),)


class _RefusedError(Exception):
    """What would unfold into gigabytes or run our stack out, or is no single document."""

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        super().__init__(text)


class _Grower:
    """Grows the tree out of the parser's events, in one pass."""

    def __init__(self, text: str, name: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._name = name
        self.mistakes: list[Mistake] = []

    def document(self) -> Located:
        """Raises yaml.YAMLError, or _RefusedError."""
        tree = Located({}, 1)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(_line(event), "is not YAML: but found another document")
            elif not isinstance(event, yaml.StreamStartEvent | yaml.DocumentEndEvent | yaml.StreamEndEvent):
                tree = self._part(event, 0)
        return tree

    def _part(self, event: yaml.Event, depth: int) -> Located:
        line = _line(event)
        if isinstance(event, yaml.NodeEvent) and event.anchor and not isinstance(event, yaml.AliasEvent):
            self.mistakes.append(Mistake(self._name, line, "anchors (&name) are not used here; write the part out"))
        match event:
            case yaml.ScalarEvent(value=value):
                return Located(value, line)
            case yaml.AliasEvent():
                raise _RefusedError(line, "aliases (*name) are not used here; write the part out")
            case _ if depth == DEEPEST:
                raise _RefusedError(line, "has parts inside parts inside parts, deeper than any file of ours")
            case yaml.MappingStartEvent():
                return Located(self._branch(depth + 1), line)
            case _:
                return Located(tuple(self._part(each, depth + 1) for each in self._until(yaml.SequenceEndEvent)), line)

    def _branch(self, depth: int) -> Branch:
        branch: dict[str, Located] = {}
        for event in self._until(yaml.MappingEndEvent):
            known = len(self.mistakes)
            key = self._part(event, depth)
            value = self._part(next(self._events), depth)
            if not isinstance(key.value, str):
                text = "a key must be a word"
            elif key.value in branch:
                text = f"`{key.value}` is here twice (first on line {branch[key.value].line})"
            else:
                branch[key.value] = value
                continue
            del self.mistakes[known:]  # what is not taken is not complained about twice
            self.mistakes.append(Mistake(self._name, key.line, text))
        return branch

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self._events:
            if isinstance(event, end):
                return
            yield event


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


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
