"""Nothing is sent in a draft before an admin has had it read and switched it on; English is one tap away."""

from dataclasses import replace

import pytest
from builders import GROUP, MONDAY, PRIYA, SAM, TOM, at, group, minutes
from fake_rules import fake_rulebook
from fakes import FakePlatform, FakeStore, kept
from world import World

from bot.app import core
from bot.desk.languages import Languages
from bot.group import Group, Spoken
from bot.ledger import Ledgers
from bot.notice import Choice
from bot.reception import Reception
from bot.wording.phrasebook import load

POLISH = Spoken(language="pl", edition=load("pl").edition)
PL_READ = f"pl read {POLISH.edition[:4]}"


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(group())


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(group_admins=(PRIYA, TOM))


@pytest.fixture
def reception(store: FakeStore, platform: FakePlatform) -> Reception:
    plugged = core(store=store, rulebook=fake_rulebook(), platform=lambda _: platform, clock=lambda: MONDAY)
    return plugged.reception


async def test_a_draft_is_shown_to_the_admin_who_asks_and_to_nobody_else(
    reception: Reception, store: FakeStore, platform: FakePlatform
) -> None:
    listed = await reception.asked("languages", "", PRIYA, None)
    told = await reception.asked("languages", "pl", PRIYA, None)

    (seen,) = platform.seen
    assert "/languages pl: polski (a draft, off)" in listed.splitlines()
    assert told.startswith("I have sent you the draft as a file, in private.")
    assert (seen.by, [each.name for each in seen.letter.documents]) == (PRIYA.id, ["schoolgate-pl.txt"])
    assert f"send /languages {PL_READ}." in seen.letter.text
    assert await kept(store) == group()


async def test_members_choose_only_what_an_admin_has_switched_on(reception: Reception, store: FakeStore) -> None:
    before = await reception.asked("language", "pl", SAM, GROUP)
    refused = await reception.asked("languages", PL_READ, SAM, GROUP)
    await reception.asked("languages", PL_READ, PRIYA, None)
    offered = await reception.asked("language", "", SAM, GROUP)
    chosen = await reception.asked("language", "Polski", SAM, None)

    assert before.startswith("I can write to you in English.")
    assert refused == "Only the group's admins can do that."
    assert (await kept(store)).languages == (POLISH,)
    assert offered.splitlines()[1:] == ["/language en: English", "/language pl: polski"]
    assert chosen.startswith("Od teraz piszę do ciebie po polsku.\n\n")
    assert store.languages == {(GROUP, SAM.id): "pl"}

    told = await reception.asked("languages", "pl off", PRIYA, None)

    assert told == "polski is off. I write in English again."
    assert (await kept(store)).languages == ()


@pytest.mark.parametrize("words", ["pl read", "pl read 0000", "pl read 0000 now", "pl yes"])
async def test_nobody_switches_on_what_was_never_sent_to_them(
    reception: Reception, store: FakeStore, platform: FakePlatform, words: str
) -> None:
    told = await reception.asked("languages", words, PRIYA, None)

    assert told.startswith("I have sent you the draft as a file, in private.")
    assert [each.letter.documents[0].name for each in platform.seen] == ["schoolgate-pl.txt"]
    assert (await kept(store)).languages == ()


async def test_a_group_that_was_wiped_meanwhile_is_not_brought_back_by_a_switch(platform: FakePlatform) -> None:
    empty = FakeStore()

    async def notice(_: Group) -> str:
        return ""

    desk = Languages(
        store=empty,
        platform=lambda _: platform,
        books=load,
        ledgers=Ledgers(),
        notice=notice,
        clock=lambda: MONDAY,
    )

    told = await desk.steered(PL_READ, group(), PRIYA.id)

    assert told == "That was a while ago, and I no longer keep it."
    assert await empty.groups() == ()


async def noted(spoken: tuple[Spoken, ...]) -> World:
    """Sam, who has chosen Polish, has had a note."""
    world = World(store=FakeStore(group(languages=spoken)))
    await world.store.save_language(GROUP, SAM.id, "pl", MONDAY)
    await world.says("[reminder] Dunn")
    return world


async def test_a_note_is_in_the_language_its_member_chose_and_english_is_one_tap_away() -> None:
    world = await noted((POLISH,))
    (note,) = world.letters("Sam")

    english = await world.press("Sam", Choice.ENGLISH)
    stranger = await world.desk.press(note.notice, Choice.ENGLISH, TOM.id)
    await world.press("Sam", Choice.ASK_A_PERSON)

    assert note.text.startswith("Cześć, Sam. Jestem botem pomocnikiem tej grupy.")
    assert (note.language, note.choices[-1]) == ("pl", Choice.ENGLISH)
    assert english.startswith("Hi Sam. I am this group's helper bot. Only you get this.")
    assert "It counts until 1 April." in english
    assert stranger == "This is for someone else."
    assert world.letters("Sam")[-1].text.startswith("Dziękuję. Przekazałem to: twoja wiadomość z godziny 18:42.")
    assert world.letters("Priya")[-1].text.startswith("A member says that I was wrong.")


async def test_a_card_of_the_admins_says_nothing_in_english_to_whoever_it_is_about() -> None:
    world = World()
    await world.says("[serious] Dunn")

    told = await world.desk.press(world.letters("Priya")[-1].notice, Choice.ENGLISH, SAM.id)

    assert told == "This is for someone else."


async def test_what_the_night_held_back_in_one_letter_is_one_in_english_too() -> None:
    world = World(store=FakeStore(group(languages=(POLISH,))), now=at("23:00"))
    await world.store.save_language(GROUP, SAM.id, "pl", MONDAY)
    await world.says("[reminder] Dunn")
    await world.later(minutes(10))
    await world.says("[reminder] Kemp")
    await world.until(at("07:30", day=3))
    (note,) = world.letters("Sam")

    english = await world.press("Sam", Choice.ENGLISH)

    assert note.text.startswith("Cześć, Sam. Spójrz na nie, proszę, jeszcze raz.")
    assert english.startswith("Hi Sam. Please look at these again.")
    assert english.count("may hurt or worry") == 2


@pytest.mark.parametrize(
    "spoken",
    [
        pytest.param((), id="never switched on, or off again"),
        pytest.param((replace(POLISH, edition="of-old"),), id="changed since it was read"),
        pytest.param((Spoken(language="tlh", edition="x"),), id="another, of which there is no wording any more"),
    ],
)
async def test_otherwise_the_note_is_in_english(spoken: tuple[Spoken, ...]) -> None:
    world = await noted(spoken)

    (note,) = world.letters("Sam")
    assert note.text.startswith("Hi Sam. I am this group's helper bot.")
    assert Choice.ENGLISH not in note.choices
