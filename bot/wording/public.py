"""What everybody in a group may read: the pinned notice, the welcome, and the way to raise a worry."""

from bot.group import Group
from bot.ladder.terms import CASE_AT
from bot.place import ContactKind, Place
from bot.wording import contacts
from bot.wording.counts import window
from bot.wording.locale import own_name
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

SCHOOL = 80  # letters of a school's name


def pinned(
    book: Phrasebook, *, group: Group, place: Place, changed: str | None = None, languages: tuple[str, ...] = ()
) -> str:
    """Stands in the group, with the button "Anything for me?".

    `changed`: the day on which the rules last were; `languages`: in which of them members may read.
    """
    says = book.say("group.pinned", school=_school(group), three=book.number(CASE_AT), window=window(book))
    office = contacts.named(book, group, place, ContactKind.SCHOOL_OFFICE)
    news = () if changed is None else (book.say("group.rules-changed", date=changed),)
    others = " · ".join(f"{own_name(each)}: /language {each}" for each in languages) if len(languages) > 1 else ""
    return _paragraphs(says, *news, book.say("group.pinned-help", contact=office), others)


def calm(book: Phrasebook, *, group: Group, place: Place) -> str:
    """Posted in the group where an admin chose to: it names nobody and takes no side."""
    office = contacts.named(book, group, place, ContactKind.SCHOOL_OFFICE)
    return book.say("group.calm", contact=office)


def joining(book: Phrasebook, *, group: Group) -> str:
    """To somebody who has just joined, where only they see it."""
    return _paragraphs(book.say("group.join", school=_school(group)))


def where(book: Phrasebook, *, group: Group, place: Place) -> str:
    """The answer to "Where do I raise this?": steps, first to last; longer than a pop-up."""
    steps: list[str] = []
    for kind in place.complaints:
        contact = contacts.named(book, group, place, kind)
        if contact is not None and book.offers(f"steps.{kind}"):
            steps.append(f"{len(steps) + 1}. {book.say(f'steps.{kind}', contact=contact)}")
    steps += (
        book.say(f"steps.{kind}", contact=contacts.named(book, group, place, kind))
        for kind in (ContactKind.SAFEGUARDING, ContactKind.POLICIES)
    )
    danger = book.say("steps.danger", emergency=place.emergency)
    return "\n".join((book.say("steps.title"), *steps, danger))


def _school(group: Group) -> str:
    return plain(group.school, SCHOOL)


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(line for text in texts for line in text.splitlines())
