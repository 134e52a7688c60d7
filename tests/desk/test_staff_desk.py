"""The staff list from a phone: shown before it is taken, clear about what is unwise, and whole or not at all."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from builders import group
from fakes import FakeStore, kept

from bot.desk.staff import StaffDesk
from bot.message import MemberId
from bot.wording.phrasebook import load

NOW = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
ANN, DAN = MemberId("ann"), MemberId("dan")


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(group())


async def asked(store: FakeStore, words: str, by: MemberId = ANN) -> str:
    desk = StaffDesk(store=store, books=load, clock=lambda: NOW)
    return await desk.asked(await kept(store), words, by)


LISTS = {
    "lines": "Mrs Kemp, Year 5 teacher\nMiss Love, Office",
    "csv": "role,name\nYear 5 teacher,Mrs Kemp\nOffice,Miss Love",
    "yaml": "- name: Mrs Kemp\n  role: Year 5 teacher\n- name: Miss Love\n  role: Office",
    "yaml of a school": "staff:\n  - {name: Mrs Kemp, role: Year 5 teacher}\n  - {name: Miss Love, role: Office}",
    "json": json.dumps([{"name": "Mrs Kemp", "role": "Year 5 teacher"}, {"name": "Miss Love", "role": "Office"}]),
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
async def test_a_list_is_shown_first_and_taken_at_a_yes(store: FakeStore, text: str) -> None:
    before = await kept(store)

    shown = await asked(store, f"import\n{text}")
    unchanged = await kept(store)
    await asked(store, "yes", DAN)
    still = await kept(store)
    await asked(store, "yes")

    staff = (await kept(store)).register.staff
    assert shown.splitlines()[:4] == [
        "+ Miss Love, Office",
        "~ Mrs Kemp, Year 5 teacher",
        "- Mr Dunn",
        "- Mrs Ahmed",
    ]
    assert unchanged == still == before
    assert [(one.key, one.name, one.role) for one in staff] == [
        ("staff:1", "Mrs Kemp", "Year 5 teacher"),
        ("staff:4", "Miss Love", "Office"),
    ]
    assert store.talks == {}


async def test_two_of_one_name_and_an_everyday_word_are_told_before_they_are_taken(store: FakeStore) -> None:
    shown = await asked(store, "import\nMrs Kemp, Year 4, the boss\nMrs Kemp, Year 6\nJo Head, Office, head")

    assert [line for line in shown.splitlines() if line.startswith("!")] == [
        "! 2 people are called Mrs Kemp; add what tells them apart, such as a first name",
        "! head is an everyday word; it will be taken for Jo Head only with a capital or a title",
    ]


async def test_a_sign_as_a_code_name_is_taken_and_what_it_may_cost_is_told(store: FakeStore) -> None:
    told = await asked(store, "alias Mrs Kemp = 🥕")

    person = (await kept(store)).register.member("staff:1")
    assert person is not None
    assert person.aliases == ("🥕",)
    assert told.splitlines()[-1] == (
        "! 🥕 is everybody's to use; a message that is rude beside it may be taken for one about Mrs Kemp"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\n".join(f"Parent Number{n}" for n in range(5_000)), "these are 5000 lines"),
        ("Mrs Kemp, Year 4, a, b, c", "line:1: more than 3 columns"),
        ('[{"name": "Mrs Kemp"', "line:1: is not JSON, or cut off"),
        ("- &a {name: Mrs Kemp}\n- *a", "aliases (*name) are not used here"),
        ("\n".join(["- &a [x]", *(f"- &{b} [*{a}, *{a}]" for a, b in pairwise("abcdefghij"))]), "line:2: aliases"),
        ("🦄, Office", "needs at least two letters"),
        ("one:\n  - {name: Mrs Kemp}\ntwo:\n  - {name: Mr Dunn}", "send the staff of one school"),
        ("- name: Mrs Kemp\n  alias: [Kempy]", "line:2: unknown key `alias` (did you mean `aliases`?)"),
    ],
    ids=["pupils", "columns", "cut off", "anchors", "a bomb", "a sign for a name", "two schools", "misspelt"],
)
async def test_a_list_that_cannot_be_is_refused_and_nothing_is_lost(store: FakeStore, text: str, why: str) -> None:
    before = await kept(store)

    told = await asked(store, f"import\n{text}")

    assert told.startswith("Nothing was changed:\n")
    assert why in told
    assert await kept(store) == before
    assert store.talks == {}


async def test_a_person_keeps_their_key_under_a_new_name_and_gains_nicknames(store: FakeStore) -> None:
    await asked(store, "rename Mrs Kemp = Mrs Kemp-Jones")
    told = await asked(store, "alias mrs kemp-jones = Kempy; 🥕 Mrs K")

    person = (await kept(store)).register.member("staff:1")
    assert person is not None
    assert (person.name, person.role, person.aliases) == ("Mrs Kemp-Jones", "Year 4 teacher", ("Kempy", "🥕 Mrs K"))
    assert "~ Mrs Kemp-Jones, Year 4 teacher (Kempy; 🥕 Mrs K)" in told


async def test_nobody_is_renamed_who_is_not_known_or_not_alone(store: FakeStore) -> None:
    before = await kept(store)

    told = [await asked(store, words) for words in ("rename Mr Fell = Mr Bell", "rename Mr Dunn", "yes")]

    assert told == [
        "Nothing was changed. I know nobody called:\nMr Fell",
        "Nothing was changed:\nput it as /staff rename Mr Dunn = …",
        "No list waits for your yes. Send it after /staff import.",
    ]
    assert await kept(store) == replace(before)
