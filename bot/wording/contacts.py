"""Whom a worry can go to: the group's own contact, else the place's, else words that fit any school."""

from collections.abc import Iterable, Iterator

from bot.finding import Target
from bot.group import Group
from bot.place import ContactKind, Place
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

LENGTH = 200  # letters of a contact anywhere


def named(book: Phrasebook, group: Group, place: Place, kind: str) -> str | None:
    """How to name and reach them; None when neither the group nor the place nor the language knows."""
    return _of_group(book, group, kind) or _of_place(book, place, kind) or _generic(book, place, kind)


def briefly(book: Phrasebook, group: Group, place: Place, kind: str) -> str | None:
    """The same without what the group wrote, which may be long."""
    return _of_place(book, place, kind) or _generic(book, place, kind) or _of_group(book, group, kind)


def offered(group: Group, place: Place, kinds: Iterable[str], about: Target) -> tuple[str, ...]:
    """The kinds in the order to offer them. What is about the head goes to the chair first."""
    wanted = tuple(dict.fromkeys(kinds))
    if not is_about_head(group, place, about) or ContactKind.HEAD not in wanted:
        return wanted
    chair = (ContactKind.CHAIR,) if _has_chair(place) else ()
    return (*chair, *(kind for kind in wanted if kind not in {ContactKind.HEAD, ContactKind.CHAIR}))


def route(book: Phrasebook, group: Group, place: Place, about: Target) -> Iterator[str]:
    """Whom to tell that an adult may have hurt a child, first to last; for admins."""
    for kind in offered(group, place, place.adults, about):
        contact = named(book, group, place, kind)
        if contact is not None:
            yield contact


def is_about_head(group: Group, place: Place, about: Target) -> bool:
    person = group.register.member(about.key) if about.key else None
    return person is not None and place.is_head(person.role)


def _of_group(book: Phrasebook, group: Group, kind: str) -> str | None:
    for contact in group.contacts:
        text = plain(contact.text, LENGTH)
        if contact.kind == kind and text:
            if contact.is_broken:
                office = kind == ContactKind.SCHOOL_OFFICE
                return text if office else _of_group(book, group, ContactKind.SCHOOL_OFFICE) or _office(book)
            link = plain(contact.link or "", LENGTH)
            return book.say("contacts.linked", name=text, link=link) if link and link not in text else text
    return None


def _office(book: Phrasebook) -> str:
    return book.say(f"contacts.{ContactKind.SCHOOL_OFFICE.value}")


def _of_place(book: Phrasebook, place: Place, kind: str) -> str | None:
    if kind == ContactKind.EMERGENCY:
        return place.emergency or book.gaps["emergency"]
    if kind == ContactKind.POLICE:
        return place.police
    service = place.service(kind)
    if service is None:
        return None
    if service.phone:
        return book.say("contacts.phoned", name=service.name, phone=service.phone)
    return book.say("contacts.linked", name=service.name, link=service.link) if service.link else service.name


def _generic(book: Phrasebook, place: Place, kind: str) -> str | None:
    if kind == ContactKind.CHAIR and not _has_chair(place):
        return None
    return book.say(f"contacts.{kind}") if book.offers(f"contacts.{kind}") else None


def _has_chair(place: Place) -> bool:
    return ContactKind.CHAIR in (*place.adults, *place.complaints)
