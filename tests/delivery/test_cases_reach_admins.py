"""Which admins get a case."""

import pytest
from builders import LENA, PRIYA, SAM, TOM, at, days, group, minutes
from fakes import FakePlatform, FakeStore
from world import World, book

from bot.desk.answers import Answer, in_words
from bot.group import Tie
from bot.incident import Count
from bot.message import MemberId
from bot.notice import Choice

DEPUTY = MemberId("deputy")


async def test_the_third_note_makes_a_case_for_the_admins_without_a_tie() -> None:
    world = World()
    for _ in range(3):
        await world.says("[reminder] Dunn")
        await world.later(days(3), step=days(1))

    assert await world.cases() == ("repeated",)
    assert {seen.by for seen in world.platform.seen} == {"sam", "priya", "tom"}


async def test_admins_get_the_same_notes_and_never_a_case_about_themselves() -> None:
    world = World()
    for _ in range(3):
        await world.later(days(3), step=days(1))
        await world.says("[reminder] Dunn", by="Priya")
    await world.later(minutes(60))

    assert [Choice.CLOSE in letter.choices for letter in world.letters("Priya")] == [False, False, False]
    assert [Choice.CLOSE in letter.choices for letter in world.letters("Tom")] == [True]


async def test_whom_a_case_is_about_does_not_get_it() -> None:
    world = World()

    await world.says("[serious] Priya")

    assert world.letters("Priya") == ()
    assert len(world.letters("Tom")) == 1


@pytest.mark.parametrize("deputy", [pytest.param(DEPUTY, id="the deputy"), pytest.param(None, id="nobody yet")])
async def test_when_every_admin_has_a_tie_a_case_goes_to_the_deputy_or_waits(deputy: MemberId | None) -> None:
    world = World(store=FakeStore(group(deputy=deputy)), platform=FakePlatform(group_admins=(LENA,)))
    await world.says("[serious] Dunn")
    assert [seen.by for seen in world.platform.seen] == ["sam", *([deputy] if deputy else [])]

    world.platform.group_admins = (LENA, TOM)
    await world.later(days(1), step=minutes(60))

    reminders = 1  # of what nobody has decided yet
    assert len(world.letters("Tom")) == (reminders if deputy else reminders + 1)


async def test_a_worry_about_an_adult_shows_the_admins_no_word_and_no_name() -> None:
    world = World()

    await world.says("[support:thin] he hurt my Kayden")

    (letter,) = world.letters("Priya")
    assert letter.about is None
    assert letter.names_nobody
    assert not {"Sam", "Kayden"} & set(letter.text.replace(",", " ").split())


async def test_a_case_nobody_decides_lapses_after_fourteen_days() -> None:
    world = World()
    await world.says("[serious] Dunn")

    await world.later(days(14), step=days(1))

    assert await world.cases() == ()
    assert await world.counts() == ("lapsed",)


async def test_what_an_edit_adds_to_an_open_case_is_told_once_under_a_key_of_its_own() -> None:
    world = World(now=at("12:00"))
    for by in ("Jo", "Al"):
        await world.says("[reminder] Kemp", by=by)
        await world.later(minutes(11))
    for number in range(3):
        said = await world.says(f"[reminder] Dunn {number}", by="Sam")
        await world.later(minutes(11))
    before = [letter.notice for letter in world.letters("Tom")]

    await world.edits(said, "[reminder] Kemp")
    await world.edits(said, "[reminder] Kemp, really")

    after = [letter.notice for letter in world.letters("Tom")]
    assert (await world.cases(), len(before)) == (("repeated",), 1)
    assert (after[:1], len(after), len(set(after))) == (before, 2, 2)


async def test_a_card_tells_of_earlier_notes_only_what_its_reader_may_know() -> None:
    world = World(store=FakeStore(group(ties=(Tie(admin=TOM.id, to="staff:1"),))))
    await world.says("[reminder] Kemp")
    await world.later(days(1))
    taken_back = await world.says("[reminder] Dunn")
    await world.press("Sam", Choice.TAKEN_DOWN)
    await world.later(days(1))
    await world.says("[serious] Dunn")

    told = {
        name: [line for line in world.letters(name)[-1].text.splitlines() if "Earlier" in line]
        for name in ("Priya", "Tom")
    }

    assert (await world.incident(taken_back)).count is Count.CLEARED
    assert told == {
        "Priya": ["Earlier notes to them: 2 March (the rule called a-reminder)."],
        "Tom": [],
    }


async def test_a_case_on_its_way_to_somebody_who_stops_being_an_admin_goes_to_whoever_is_one() -> None:
    world = World(platform=FakePlatform(group_admins=(PRIYA,)))
    world.platform.postpones = {PRIYA.id: 20}
    await world.says("[serious] Dunn")
    world.platform.postpones = {}
    world.platform.group_admins = (TOM,)

    await world.later(minutes(1))

    assert [seen.by for seen in world.platform.seen] == [SAM.id, TOM.id]


async def test_the_deputy_may_answer_whoever_asks_a_person_when_every_admin_has_a_tie() -> None:
    world = World(store=FakeStore(group(deputy=DEPUTY)), platform=FakePlatform(group_admins=(LENA,)))
    await world.says("[reminder] Dunn")

    await world.press("Sam", Choice.ASK_A_PERSON)
    answer = await world.press("deputy", Choice.OVERTURN)

    assert answer == in_words(Answer.OVERTURNED, book("en"))
    assert await world.counts() == ("overturned",)
