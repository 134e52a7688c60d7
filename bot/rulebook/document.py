"""A YAML file as plain values, with the line every part of it stands on."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from bot.errors import FileError, Mistake, RulesError

LARGEST = 1_000_000  # bytes; the shipped rules are a tenth of that
_DEEPEST = 20

Where: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    file: str
    value: object
    lines: dict[Where, int]

    def line(self, where: Where) -> int:
        """The line of the nearest part that exists: a missing key is reported at its parent."""
        for length in range(len(where), -1, -1):
            if (line := self.lines.get(where[:length])) is not None:
                return line
        return 1


def read_document(path: Path) -> Document:
    """Raises FileError when it cannot be read, RulesError when it is not YAML of the plain kind."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise FileError(f"{path}: this is a folder; name a rules file in it") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read ({error.strerror})") from error
    if len(raw) > LARGEST:
        raise FileError(f"{path}: {len(raw):,} bytes are more than a rules file may have ({LARGEST:,})")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{path}: not UTF-8 text (byte {error.start:,}); save it as UTF-8") from None
    return parse_document(text, path.name)


def parse_document(text: str, file: str) -> Document:
    """Raises RulesError: for YAML that is broken, has aliases, or names a key twice."""
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise RulesError((Mistake(file, line, "aliases (*name) are not used here; write the part out"),))
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise RulesError((Mistake(file, line, f"not YAML: {error.problem or error.context}"),)) from None
    except yaml.YAMLError as error:
        raise RulesError((Mistake(file, 1, f"not YAML: {str(error).splitlines()[0]}"),)) from None
    except RecursionError:
        raise RulesError((Mistake(file, 1, "parts inside parts, too deep to be a rules file"),)) from None
    if node is None:
        raise RulesError((Mistake(file, 1, "the file is empty; it starts with 'version: 1'"),))
    lines: dict[Where, int] = {}
    mistakes: list[Mistake] = []
    value = _value(node, (), file, lines, mistakes)
    if mistakes:
        raise RulesError(tuple(mistakes))
    return Document(file, value, lines)


def _value(node: yaml.Node, where: Where, file: str, lines: dict[Where, int], mistakes: list[Mistake]) -> object:
    lines.setdefault(where, node.start_mark.line + 1)
    if len(where) > _DEEPEST:
        mistakes.append(Mistake(file, node.start_mark.line + 1, "parts inside parts, too deep to be a rules file"))
        return None
    match node:
        case yaml.MappingNode():
            mapping: dict[str, object] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                inner = (*where, key)
                if key in mapping:
                    mistakes.append(
                        Mistake(
                            file,
                            key_node.start_mark.line + 1,
                            f"'{key}' stands here twice (first on line {lines[inner]})",
                        )
                    )
                    continue
                lines[inner] = key_node.start_mark.line + 1
                mapping[key] = _value(value_node, inner, file, lines, mistakes)
            return mapping
        case yaml.SequenceNode():
            return [_value(part, (*where, place), file, lines, mistakes) for place, part in enumerate(node.value)]
        case _:
            return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    """Words stay words: only whole numbers, true/false and nothing are read as more."""
    match node.tag:
        case "tag:yaml.org,2002:int" if str(node.value).isdigit():
            return int(node.value)
        case "tag:yaml.org,2002:null":
            return None
        case _:
            return str(node.value)
