"""Reads register files, JSON, YAML or CSV, or says everything that is wrong with them, by line."""

import csv
import json
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import NoReturn

from bot.errors import FileError, Mistake
from bot.located import Branch, Located, parse
from bot.people.names import is_sign
from bot.people.register import Register, StaffMember
from bot.place import hint
from bot.plaintext import decoded

LENGTH = 100  # letters of a name or a role; more is a column or a quotation mark gone astray
LONGEST = 500  # lines of a list sent from a phone; the largest schools have half as many staff
LARGEST = 4_000_000  # bytes; every school of a county in one file is a quarter of that
COLUMNS = ("name", "role", "aliases")
NOTHING = ("", "~", "null")  # how YAML and JSON leave a value out; no set, for a mapping has no place in one


@dataclass(frozen=True, slots=True)
class School:
    """What a register file says of one group."""

    school: str
    register: Register


def load_registers(path: Path) -> dict[str, School]:
    """Every group of a JSON or YAML register file. Raises FileError with every mistake in it."""
    return _groups(path, _text(path))


def load_staff(path: Path, group: str) -> Register:
    """One group's staff: a CSV file, or a register file that names the group or holds only one."""
    text = _text(path)
    if path.suffix.casefold() == ".csv":
        return _Reader(str(path)).table(text)
    found = _groups(path, text)
    if group not in found and len(found) > 1:
        raise FileError(f"{path}: holds {', '.join(found)}, and nothing of {group}{hint(group, found)}")
    return found[group].register if group in found else next(iter(found.values())).register


def read_register(text: str) -> Register:
    """A list somebody typed or pasted: lines "name, role, alias; alias", CSV, YAML or JSON.

    Raises FileError with every mistake, by line.
    """
    lines = sum(bool(line.strip()) for line in text.splitlines())
    if lines > LONGEST:
        raise FileError(f"these are {lines} lines; a school's staff has {LONGEST} at most. Pupils and parents stay out")
    reader, first = _Reader("line"), text.lstrip().partition("\n")[0].rstrip()
    if first[:1] in {"{", "["}:
        return reader.one(reader.json(text))
    return reader.one(reader.yaml(text)) if first.endswith(":") or first.startswith("- ") else reader.table(text)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from error
    if len(content) > LARGEST:
        raise FileError(f"{path}: {len(content):,} bytes are more than a register may have ({LARGEST:,})")
    text = decoded(content)
    if text is None:
        raise FileError(f"{path}: is no plain text; save it as CSV, or as UTF-8 text")
    if not text.strip():
        raise FileError(f"{path}: is empty; a register names a school's staff")
    return text


def _groups(path: Path, text: str) -> dict[str, School]:
    reader = _Reader(str(path))
    return reader.groups(reader.json(text) if text.lstrip()[0] in "{[" else reader.yaml(text))


def _unplaced(value: object) -> Located:
    match value:
        case dict():
            return Located({str(key): _unplaced(each) for key, each in value.items()}, 1)
        case list():
            return Located(tuple(_unplaced(each) for each in value), 1)
        case None:
            return Located("", 1)
        case _:
            return Located(str(value), 1)


class _Reader:
    """Turns one file into registers, collecting what is wrong on the way."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._mistakes: list[Mistake] = []

    def yaml(self, text: str) -> Located:
        tree, mistakes = parse(text, self._file)
        self._mistakes += mistakes
        return tree

    def json(self, text: str) -> Located:
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            raise FileError(f"{self._file}:{error.lineno}: is not JSON, or cut off: {error.msg}") from error
        except RecursionError as error:
            raise FileError(f"{self._file}: has parts inside parts inside parts, without end") from error
        # JSON is nearly YAML, and knows its lines only there. Nothing moves: a tab is one character too.
        tree, mistakes = parse(text.replace("\t", " "), self._file)
        if any(mistake.text.startswith("is not YAML") for mistake in mistakes):
            return _unplaced(value)
        self._mistakes += mistakes
        return tree

    def groups(self, root: Located) -> dict[str, School]:
        if not isinstance(root.value, dict):
            self._wrong(root.line, "a register file is `group:` with its staff below it")
            self._refuse()
        found = {name: self._school(name, at) for name, at in root.value.items()}
        if self._mistakes:
            self._refuse()
        if not found:
            raise FileError(f"{self._file}: names no group")
        return found

    def one(self, root: Located) -> Register:
        """A bare list of people, one school, or a register file that holds only one group."""
        if isinstance(root.value, tuple):
            register = self._staff(root)
        elif isinstance(root.value, dict) and "staff" in root.value:
            register = self._school("staff", root).register
        else:
            found = self.groups(root)
            if len(found) > 1:
                raise FileError(f"{self._file}: holds {', '.join(found)}; send the staff of one school")
            register = next(iter(found.values())).register
        if self._mistakes:
            self._refuse()
        return register

    def table(self, text: str) -> Register:
        rows = csv.reader(StringIO(text, newline=""), skipinitialspace=True)
        people: list[StaffMember] = []
        order: Sequence[str] = COLUMNS
        try:
            for row in rows:
                if people or order is not COLUMNS or "name" not in (cell.strip().casefold() for cell in row):
                    people += self._row(row, order, rows.line_num, len(people))
                else:
                    order = self._header(row, rows.line_num)
        except csv.Error as error:
            self._wrong(rows.line_num, f"is not CSV: {error}")
        if self._mistakes:
            self._refuse()
        return Register(tuple(people))

    def _school(self, name: str, at: Located) -> School:
        if isinstance(at.value, tuple):
            return School(name, self._staff(at))
        branch = self._branch(at, ("school", "staff"), "a group has `school` and `staff`")
        school = self._text(branch, "school") or self._text(branch, "name") or name
        if isinstance(at.value, dict) and "staff" not in branch:
            self._wrong(at.line, f"`{name}` has no `staff`")
        return School(school, self._staff(branch["staff"]) if "staff" in branch else Register())

    def _staff(self, at: Located) -> Register:
        if not isinstance(at.value, tuple):
            if at.value not in NOTHING:
                self._wrong(at.line, "`staff` must be a list")
            return Register()
        people = (self._person(number, each) for number, each in enumerate(at.value, 1))
        return Register(tuple(person for person in people if person))

    def _person(self, number: int, at: Located) -> StaffMember | None:
        before = len(self._mistakes)
        branch = self._branch(at, COLUMNS, "a member of staff has `name`, `role` and `aliases`")
        name, role = self._text(branch, "name"), self._text(branch, "role")
        aliases = tuple(self._aliases(branch))
        if name is None:
            if len(self._mistakes) == before:
                self._wrong(at.line, "a member of staff needs a `name`")
            return None
        return StaffMember(key=f"staff:{number}", name=name, role=role or "", aliases=aliases)

    def _branch(self, at: Located, known: Sequence[str], shape: str) -> Branch:
        if not isinstance(at.value, dict):
            self._wrong(at.line, shape)
            return {}
        for key, value in at.value.items():
            self._look(key, at.value, known, value.line)
        return at.value

    def _look(self, key: str, beside: Collection[str], known: Sequence[str], line: int) -> None:
        """Registers carry more than we need, which is left unread; but a key we need, misspelt, is a mistake."""
        near = get_close_matches(key, [each for each in known if each not in beside], n=1)
        if key not in known and near:
            self._wrong(line, f"unknown key `{key}` (did you mean `{near[0]}`?)")

    def _text(self, branch: Branch, key: str) -> str | None:
        at = branch.get(key)
        if at is None or at.value in NOTHING:
            return None
        if not isinstance(at.value, str):
            self._wrong(at.line, f"`{key}` must be a text")
            return None
        return self._plain(at.value, key, at.line)

    def _aliases(self, branch: Branch) -> Iterator[str]:
        at = branch.get("aliases")
        if at is None or at.value in NOTHING:
            return
        if not isinstance(at.value, tuple):
            self._wrong(at.line, "`aliases` must be a list")
            return
        for each in at.value:
            if not isinstance(each.value, str):
                self._wrong(each.line, "`aliases` lists names, each a text")
            elif alias := self._plain(each.value, "aliases", each.line):
                yield alias

    def _header(self, row: Sequence[str], line: int) -> Sequence[str]:
        order = [cell.strip().casefold() for cell in row]
        for column in order:
            self._look(column, order, COLUMNS, line)
        return order

    def _row(self, row: Sequence[str], order: Sequence[str], line: int, before: int) -> Iterator[StaffMember]:
        if not any(cell.strip() for cell in row):
            return
        if any(cell.strip() for cell in row[len(order) :]):
            self._wrong(line, f"more than {len(order)} columns; put a text that holds a comma in quotation marks")
            return
        cells = dict(zip(order, row, strict=False))
        name = self._plain(cells.get("name", ""), "name", line)
        role = self._plain(cells["role"], "role", line) if cells.get("role", "").strip() else ""
        aliases = (self._plain(each, "aliases", line) for each in cells.get("aliases", "").split(";") if each.strip())
        if name:
            known = tuple(alias for alias in aliases if alias)
            yield StaffMember(key=f"staff:{before + 1}", name=name, role=role or "", aliases=known)

    def _plain(self, text: str, key: str, line: int) -> str | None:
        wrong = unfit(text)
        is_code_name = key == "aliases" and is_sign(text)
        if key != "role" and not wrong and not is_code_name and sum(map(str.isalpha, text)) < 2:
            wrong = "needs at least two letters: one would be found in every message"
        if wrong:
            self._wrong(line, f"`{key}`: {wrong}")
            return None
        return " ".join(text.split())

    def _wrong(self, line: int, text: str) -> None:
        self._mistakes.append(Mistake(self._file, line, text))

    def _refuse(self) -> NoReturn:
        raise FileError("\n".join(map(str, sorted(self._mistakes))))


def unfit(text: str, length: int = LENGTH) -> str | None:
    """Why this cannot be a name or a line of text; None when it can."""
    if not text.strip():
        return "is empty"
    if len(text) > length:
        return f"is longer than {length} letters"
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and not letter.isspace() for letter in text):
        return "has a character that cannot be shown"
    return None
