"""What goes into a letter: its count, its place, its buttons, its language; and who has read it is set down."""

from dataclasses import replace
from datetime import date

from builders import CHAT, GROUP, LENA, MONDAY, PRIYA, SAM, TOM, days, group, message, minutes
from fakes import FakePlatform, FakeStore
from world import World, book

from bot.access import Access, Deed
from bot.group import Contact, Mode, Spoken
from bot.notice import Choice, NoticeKind, NoticeState

POLISH = Spoken(language="pl", edition=book("pl").edition)


def stored(world: World) -> FakeStore:
    assert isinstance(world.store, FakeStore)
    return world.store


async def test_whoever_is_handed_a_case_is_set_down_and_whoever_is_handed_their_own_note_is_not() -> None:
    world = World()

    await world.says("[serious] Dunn")

    (case,) = await world.store.open_cases(GROUP)
    assert stored(world).accesses == [
        Access(group=GROUP, by=admin.id, deed=Deed.SHOWN, at=MONDAY, case=case.id) for admin in (PRIYA, TOM)
    ]


async def test_a_case_for_which_every_admin_has_a_tie_looks_for_one_without_once_a_day() -> None:
    world = World(platform=FakePlatform(group_admins=(LENA,)))
    await world.says("[serious] Dunn")
    world.platform.group_admins = (LENA, TOM)

    await world.later(days(1) - minutes(1), step=minutes(60))
    before = [letter.text[:10] for letter in world.letters("Tom")]
    await world.later(minutes(1))

    assert before == ["A reminder"]  # of what nobody has decided yet
    assert len(world.letters("Tom")) == 2


async def test_an_appeal_that_somebody_has_decided_is_not_handed_to_anybody_else() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    world.platform.postpones = {TOM.id: 60}
    await world.press("Sam", Choice.ASK_A_PERSON)

    await world.press("Priya", Choice.STAYS)
    world.platform.postpones = {}
    await world.later(minutes(2))

    assert world.letters("Tom") == ()
    (called_off,) = [each for each in stored(world).notices.values() if each.state is NoticeState.VOID]
    assert (called_off.kind, called_off.void_because) == (NoticeKind.APPEAL, "it has been decided")


async def test_the_note_whose_arrival_makes_the_count_full_says_that_it_brings_in_the_admins() -> None:
    world = World()
    for _ in range(3):
        await world.says("[reminder] Dunn")
        await world.later(days(3), step=days(1))

    told = ["So I have told the admins." in letter.text for letter in world.letters("Sam")]

    assert told == [False, False, True]


async def test_help_is_a_letter_of_its_own_beside_what_is_told_together() -> None:
    world = World()
    for number, text in enumerate(("[reminder] Dunn", "[support] Kemp", "[pointer] Kemp")):
        await world.moderator.handle(message(text, at=MONDAY + minutes(3 * number)))
    world.now += minutes(10)

    await world.courier.step(world.now)

    assert [Choice.TELL_AN_ADMIN in letter.choices for letter in world.letters("Sam")] == [False, True]


async def test_an_alarm_says_how_often_it_has_been_told_before() -> None:
    world = World()
    await world.says("[danger] Dunn")
    await world.later(minutes(11))

    told = [[line for line in letter.text.splitlines() if "I have told you" in line] for letter in world.letters("Tom")]

    assert told == [
        [],
        ["Nobody has answered this yet. I have told you once."],
        ["Nobody has answered this yet. I have told you 2 times."],
    ]


async def test_a_card_that_only_asks_for_a_look_holds_no_earlier_notes_up_to_anybody() -> None:
    world = World()
    await world.says("[reminder] Kemp")
    await world.later(days(1))
    await world.says("[look] Dunn")
    await world.later(days(1))
    await world.says("[serious] Dunn")

    told = ["Earlier notes" in letter.text for letter in world.letters("Tom")]

    assert told == [False, True]


async def test_contacts_to_check_are_told_in_shadow_mode_too() -> None:
    old = Contact(kind="school-office", text="The office", checked_on=date(2025, 2, 25))
    world = World(store=FakeStore(group(contacts=(old,), mode=Mode.SHADOW)))

    await world.later(days(1))

    assert [letter.text.splitlines()[1] for letter in world.letters("Tom")] == ["- school-office: The office"]


async def test_only_the_card_of_a_worry_keeps_its_place_back() -> None:
    world = World()
    said = await world.says("[support:thin] he hurt my Kayden")
    await world.press("Sam", Choice.ASK_A_PERSON)

    place = (CHAT, said.id)
    assert [(each.about, each.names_nobody) for each in world.letters("Sam")] == [(place, False), (place, False)]
    assert [(each.about, each.names_nobody) for each in world.letters("Priya")] == [(None, True), (place, False)]


async def test_what_is_read_beside_its_message_leads_there_and_the_card_of_a_worry_does_not() -> None:
    world = World()
    await world.says("[danger] Dunn")
    await world.says("[support:thin] he hurt my Kayden", by="Jo")

    assert [letter.see_it for letter in world.letters("Tom")] == ["See it in the chat", None]


async def test_what_can_be_done_about_danger_is_told_in_shadow_mode_too() -> None:
    world = World(store=FakeStore(group(mode=Mode.SHADOW)))
    await world.says("[danger] Dunn")

    await world.press("Tom", Choice.MORE)

    assert Choice.PAUSE in world.letters("Tom")[-1].choices


async def test_that_a_case_was_withdrawn_leads_nowhere() -> None:
    world = World()
    for number in range(3):
        await world.later(days(3), step=days(1))
        said = await world.says(f"[reminder] Dunn {number}")

    await world.deletes(said)

    card, news = world.letters("Tom")
    assert (card.about, card.names_nobody) == ((CHAT, said.id), False)
    assert (news.about, news.names_nobody) == (None, True)


async def test_news_of_a_case_leads_its_poster_to_the_message_and_the_admins_nowhere() -> None:
    world = World()
    said = await world.says("[serious] Dunn")

    await world.press("Tom", Choice.OVERTURN)

    sam, priya = world.letters("Sam")[-1], world.letters("Priya")[-1]
    assert [(each.about, each.names_nobody) for each in (sam, priya)] == [((CHAT, said.id), False), (None, True)]


async def test_that_a_note_stays_is_told_in_the_language_of_whoever_asked() -> None:
    world = World(store=FakeStore(replace(group(), languages=(POLISH,))))
    stored(world).languages[GROUP, SAM.id] = "pl"
    await world.says("[reminder] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON)

    await world.press("Tom", Choice.STAYS)

    assert [each.language for each in world.letters("Sam")] == ["pl", "pl", "pl"]
    assert [each.language for each in world.letters("Tom")] == ["en"]


async def test_english_is_offered_with_a_note_in_another_language_and_with_nothing_else() -> None:
    world = World(store=FakeStore(replace(group(), languages=(POLISH,))))
    stored(world).languages[GROUP, SAM.id] = "pl"

    await world.says("[reminder] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON)

    assert [Choice.ENGLISH in each.choices for each in world.letters("Sam")] == [True, False]
