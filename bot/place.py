"""What differs from country to country: numbers to call, who is responsible, where a complaint goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from bot.errors import FactsError, FileError, Mistake
from bot.located import Branch, Located, read
from bot.shipped import DATA

PLACES = DATA / "places"


class ContactKind(StrEnum):
    """Whom a worry can be taken to: what a rule's `signpost`, a group's contacts and a place's contacts name."""

    CLASS_TEACHER = "class-teacher"
    SCHOOL_OFFICE = "school-office"
    HEAD = "head"
    CHAIR = "chair"
    COMPLAINTS = "complaints"
    POLICIES = "policies"
    SAFEGUARDING = "safeguarding"
    REGULATOR = "regulator"
    ADULT_WORRY = "adult-worry"
    """Who outside the school hears that an adult may have hurt a child; named to admins only."""
    EMERGENCY = "emergency"
    POLICE = "police-non-emergency"
    CHILD_HELPLINE = "child-helpline"
    DISTRESS_HELPLINE = "distress-helpline"
    ABUSE_HELPLINE = "abuse-helpline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Somebody a whole country can turn to."""

    kind: ContactKind
    name: str
    phone: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    id: str
    name: str
    checked_on: date | None = None
    """When somebody last made sure that the numbers are right."""
    timezone: str | None = None
    emergency: str | None = None
    police: str | None = None
    """For what is not an emergency."""
    heads: frozenset[str] = frozenset()
    """What a head's role is called, in lower case."""
    complaints: tuple[ContactKind, ...] = ()
    """Where a worry about the school goes, first to last."""
    adults: tuple[ContactKind, ...] = ()
    """Where a worry that an adult hurt a child goes, first to last."""
    services: tuple[Service, ...] = ()
    data_law: str | None = None
    """What says how people's details are handled; named to admins only."""
    data_regulator: str | None = None
    """Who hears a complaint about how they were handled."""

    def service(self, kind: str) -> Service | None:
        return next((service for service in self.services if service.kind == kind), None)

    def is_head(self, role: str) -> bool:
        """Does somebody of this role lead the school?"""
        return " ".join(role.casefold().replace("-", " ").split()) in self.heads


def names(folder: Path = PLACES) -> tuple[str, ...]:
    """The places there is a pack for."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def load(place: str, folder: Path = PLACES) -> Place:
    """The pack of that name. Raises FactsError with every mistake in it, or FileError when there is none."""
    known = names(folder)
    if place not in known:
        raise FileError(f"no place is called {place!r}; there are {', '.join(known) or 'none'}")
    root, mistakes = read(folder / f"{place}.yaml", f"places/{place}.yaml")
    return _Reader(f"places/{place}.yaml", list(mistakes)).place(place, root)


class _Reader:
    """Turns one pack into a Place, collecting what is wrong on the way."""

    def __init__(self, file: str, mistakes: list[Mistake]) -> None:
        self._file = file
        self._mistakes = mistakes

    def place(self, place: str, root: Located) -> Place:
        if self._mistakes:  # half a file would only be reported as holes
            raise FactsError(tuple(self._mistakes))
        branch = self._branch(
            root,
            {
                *("name", "checked", "timezone", "emergency", "police", "heads", "complaints", "adults", "contacts"),
                *("data-law", "data-regulator"),
            },
        )
        if "name" not in branch:
            self._wrong(root.line, "`name` is missing")
        found = Place(
            id=place,
            name=self._text(branch, "name") or place,
            checked_on=self._date(branch),
            timezone=self._text(branch, "timezone"),
            emergency=self._text(branch, "emergency"),
            police=self._text(branch, "police"),
            heads=frozenset(" ".join(head.casefold().replace("-", " ").split()) for head in self._texts(branch)),
            complaints=self._kinds(branch, "complaints"),
            adults=self._kinds(branch, "adults"),
            services=tuple(self._services(branch)),
            data_law=self._text(branch, "data-law"),
            data_regulator=self._text(branch, "data-regulator"),
        )
        if self._mistakes:
            raise FactsError(tuple(self._mistakes))
        return found

    def _wrong(self, line: int, text: str) -> None:
        self._mistakes.append(Mistake(self._file, line, text))

    def _branch(self, at: Located, known: Iterable[str]) -> Branch:
        if not isinstance(at.value, dict):
            self._wrong(at.line, "expected `key: value` lines")
            return {}
        for key, value in at.value.items():
            if key not in known:
                self._wrong(value.line, f"unknown key `{key}`{hint(key, known)}")
        return at.value

    def _text(self, branch: Branch, key: str) -> str | None:
        at = branch.get(key)
        if at is None:
            return None
        if not isinstance(at.value, str) or not at.value.strip():
            self._wrong(at.line, f"`{key}` must be a text")
            return None
        return at.value.strip()

    def _list(self, branch: Branch, key: str) -> tuple[Located, ...]:
        at = branch.get(key)
        if at is None:
            return ()
        if not isinstance(at.value, tuple):
            self._wrong(at.line, f"`{key}` must be a list")
            return ()
        return at.value

    def _texts(self, branch: Branch) -> tuple[str, ...]:
        texts = []
        for at in self._list(branch, "heads"):
            if isinstance(at.value, str) and at.value.strip():
                texts.append(at.value)
            else:
                self._wrong(at.line, "`heads` lists roles, each a text")
        return tuple(texts)

    def _kinds(self, branch: Branch, key: str) -> tuple[ContactKind, ...]:
        kinds = (self._kind(at) for at in self._list(branch, key))
        return tuple(kind for kind in kinds if kind is not None)

    def _kind(self, at: Located) -> ContactKind | None:
        known = [kind.value for kind in ContactKind]
        if isinstance(at.value, str) and at.value in known:
            return ContactKind(at.value)
        shown = at.value if isinstance(at.value, str) else ""
        self._wrong(at.line, f"unknown kind of contact `{shown}`{hint(shown, known)}")
        return None

    def _services(self, branch: Branch) -> Iterable[Service]:
        for at in self._list(branch, "contacts"):
            entry = self._branch(at, ("kind", "name", "phone", "link"))
            kind = self._kind(entry["kind"]) if "kind" in entry else None
            name = self._text(entry, "name")
            if entry and "kind" not in entry:
                self._wrong(at.line, "a contact needs a `kind`")
            if entry and "name" not in entry:
                self._wrong(at.line, "a contact needs a `name`")
            phone, link = self._text(entry, "phone"), self._text(entry, "link")
            if kind is not None and name is not None:
                yield Service(kind=kind, name=name, phone=phone, link=link)

    def _date(self, branch: Branch) -> date | None:
        text = self._text(branch, "checked")
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._wrong(branch["checked"].line, "`checked` must be a date such as 2026-03-09")
            return None


def hint(word: str, known: Iterable[str]) -> str:
    """A guess at what was meant, in brackets, when something known is near; else nothing."""
    near = get_close_matches(word, list(known), n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""
