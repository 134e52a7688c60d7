"""A contact whose link leads nowhere gives way to the office until it leads somewhere again, and the admins hear it."""

from dataclasses import replace

from builders import MONDAY, group
from fakes import FakeStore, kept

from bot.desk.links import Links
from bot.group import Contact
from bot.ledger import Ledgers
from bot.notice import NoticeKind
from bot.place import load as load_place
from bot.wording import contacts
from bot.wording.phrasebook import load as load_book

OFFICE = Contact(kind="school-office", text="The office, 01632 960001", link="https://larkrise.example/office")
COMPLAINTS = Contact(kind="complaints", text="How to complain", link="https://larkrise.example/complain")


async def tried(store: FakeStore, answers: dict[str, bool | None]) -> None:
    async def works(link: str) -> bool | None:
        return answers[link.rpartition("/")[2]]

    await Links(store=store, ledgers=Ledgers(), works=works, clock=lambda: MONDAY, wake=lambda: None).step()


async def where(store: FakeStore) -> tuple[str | None, str | None]:
    profile = await kept(store)
    book, england = load_book("en"), load_place("england")
    says = (contacts.named(book, profile, england, kind) for kind in ("complaints", "school-office"))
    return next(says), next(says)


async def test_people_are_sent_to_the_office_while_a_link_is_broken() -> None:
    store = FakeStore(group(contacts=(OFFICE, COMPLAINTS)))
    office = "The office, 01632 960001 (https://larkrise.example/office)"

    await tried(store, {"office": True, "complain": False})
    broken = await where(store)
    await tried(store, {"office": None, "complain": None})
    unknown = await where(store)
    await tried(store, {"office": False, "complain": True})
    mended = await where(store)

    assert broken == unknown == (office, office)
    assert mended == ("How to complain (https://larkrise.example/complain)", "The office, 01632 960001")


async def test_the_admins_hear_of_it_once_however_often_it_is_tried() -> None:
    store = FakeStore(group(contacts=(OFFICE, COMPLAINTS)))

    for _ in range(3):
        await tried(store, {"office": True, "complain": False})

    assert [notice.kind for notice in store.notices.values()] == [NoticeKind.CHECK]
    assert await kept(store) == replace(group(), contacts=(OFFICE, replace(COMPLAINTS, is_broken=True)))
