"""A group's staff, with roles, aliases and nicknames."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    key: str
    """"staff:1"; stable while the person is on the register."""
    name: str
    """With or without a title: "Mrs Karen Hall", "Jean"."""
    role: str = ""
    """As the school says it: "Year 4 teacher", "Headteacher"."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    staff: tuple[StaffMember, ...] = ()

    @cached_property
    def _hash(self) -> int:
        return hash(self.staff)

    def __hash__(self) -> int:
        """Worked out once: every message asks what is known of its group's register."""
        return self._hash

    def member(self, key: str) -> StaffMember | None:
        return next((person for person in self.staff if person.key == key), None)
