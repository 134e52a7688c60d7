"""A rules file as plain values, with the line every part of it stands on."""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import FileError, Mistake, RulesError
from bot.located import Where, parse, plain

LARGEST = 1_000_000  # bytes; the shipped rules are a fraction of that


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
    """Raises RulesError: for YAML that is broken, empty, has aliases, or names a key twice."""
    tree, mistakes = parse(text, file)
    if mistakes:
        raise RulesError(mistakes)
    if not tree.value:
        raise RulesError((Mistake(file, 1, "the file is empty; it starts with 'version: 1'"),))
    lines: dict[Where, int] = {}
    return Document(file, plain(tree, lines), lines)
