"""Which group a chat belongs to, and who works at its school."""

from collections.abc import Mapping

from bot.errors import UnknownGroupError
from bot.group import Group, Mode
from bot.message import GroupId
from bot.people.register import Register

NAMELESS = "group"
"""The group of chats nobody has given one."""


class Groups:
    """The groups of a register file; without one, any group with nobody on its register."""

    def __init__(self, known: Mapping[str, tuple[str, Register]], *, wanted: str | None, source: str | None) -> None:
        """`wanted` is meant where a file names none; `source` is the register file, None when there is none."""
        self._wanted = wanted
        self._source = source
        self._known = {name: _group(name, school, register) for name, (school, register) in known.items()}

    def __call__(self, name: str | None) -> Group:
        asked = name or self._wanted
        if self._source is None:
            return self._known.setdefault(asked or NAMELESS, _group(asked or NAMELESS, asked or "a school", Register()))
        if asked is None and len(self._known) == 1:
            return next(iter(self._known.values()))
        names = ", ".join(self._known) or "none"
        if asked is None:
            raise UnknownGroupError(f"{self._source} holds {len(self._known)} groups; say which with --group: {names}")
        if asked not in self._known:
            where = "" if name is None else " the file names"
            raise UnknownGroupError(f"the group '{asked}'{where} is not in {self._source}, which has: {names}")
        return self._known[asked]


def _group(name: str, school: str, register: Register) -> Group:
    return Group(id=GroupId(name), school=school or name, register=register, mode=Mode.LIVE)
