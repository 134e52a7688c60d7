"""Lays a new staff list over the old one: who stays, who is new, who is gone, and what is unwise about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.people.register import Register, StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A new register in which everybody whose name is unchanged has kept their key."""

    register: Register
    added: tuple[StaffMember, ...]
    changed: tuple[tuple[StaffMember, StaffMember], ...]
    """Before and after: another role, other aliases."""
    removed: tuple[StaffMember, ...]


def revise(old: Register, new: Register, taken: Iterable[str] = ()) -> Revision:
    """`taken` are keys that mean somebody already, though they may have left: a tie is never handed on."""
    staying = defaultdict(list)
    for person in old.staff:
        staying[_same(person.name)].append(person)
    keys = {person.key for person in old.staff} | set(taken)
    free = max((int(number) for key in keys if (number := key.removeprefix("staff:")).isdecimal()), default=0) + 1
    staff: list[StaffMember] = []
    added: list[StaffMember] = []
    changed: list[tuple[StaffMember, StaffMember]] = []
    for person in new.staff:
        known = staying[_same(person.name)]
        if known:
            before = known.pop(0)
            staff.append(replace(person, key=before.key))
            if staff[-1] != before:
                changed.append((before, staff[-1]))
        else:
            staff.append(replace(person, key=f"staff:{free}"))
            added.append(staff[-1])
            free += 1
    kept = {person.key for person in staff}
    return Revision(
        register=Register(tuple(staff)),
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(person for person in old.staff if person.key not in kept),
    )


def advice(register: Register) -> tuple[str, ...]:
    """What loads but is unwise: a way of calling somebody that could mean two people. Each a sentence with names."""
    called: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for person in register.staff:
        for way in (person.name, *person.aliases):
            called[_same(way)].setdefault(person.key, way)
    names = {person.key: person.name for person in register.staff}
    found = []
    for same in called.values():
        if len(same) > 1:
            way = next(iter(same.values()))
            people = sorted({names[key] for key in same})
            found.append(
                f"{len(same)} people are called {way}; add what tells them apart, such as a first name"
                if len(people) == 1
                else f"{way} could mean {' or '.join(people)}; give it to one of them, or to neither"
            )
    return tuple(found)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
