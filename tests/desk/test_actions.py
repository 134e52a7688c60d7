"""What admins may do about a case: what one may, what needs two, what stands in the case afterwards."""

import json
import re

import pytest
from builders import CHAT, LENA, MONDAY, PRIYA, SAM, TOM, days, group, minutes
from fakes import FakePlatform, FakeStore
from world import World, book

from bot.case import Act
from bot.message import Media, Member, MemberId, MessageId
from bot.notice import Choice, Letter
from bot.report.casefile import canonical

DEE = MemberId("dee")


async def with_a_serious_case(*admins: Member, deputy: MemberId | None = None) -> World:
    admins = admins or (PRIYA, TOM, LENA)
    world = World(platform=FakePlatform(group_admins=admins), store=FakeStore(group(deputy=deputy)))
    await world.says("[serious] Dunn")
    return world


async def acts(world: World) -> list[tuple[Act, MemberId]]:
    assert isinstance(world.store, FakeStore)
    (case,) = world.store.cases.values()
    return [(each.act, each.by) for each in case.decisions]


async def more(world: World, by: str = "Priya") -> Letter:
    assert await world.press(by, Choice.MORE) == "I have sent you what else can be done."
    return world.letters(by)[-1]


async def test_a_friendly_word_is_for_reading_and_nothing_is_sent() -> None:
    world = await with_a_serious_case()
    before = len(world.platform.seen)

    said = await world.press("Priya", Choice.FRIENDLY)

    assert "Can I help you get it to the right person?" in said
    assert len(world.platform.seen) == before


async def test_one_admin_takes_a_message_down_and_what_was_kept_stays() -> None:
    world = await with_a_serious_case()
    await more(world)

    said = await world.press("Priya", Choice.REMOVE)

    assert said.startswith("It is gone from the chat, for everybody.")
    assert world.platform.deleted == [(CHAT, MessageId("1"))]
    assert [line.excerpt for incident in await world.history() for line in incident.said] == ["[serious] Dunn"]
    assert await acts(world) == [(Act.REMOVED, PRIYA.id)]


async def test_without_the_right_nothing_is_written_down_and_what_is_missing_is_said() -> None:
    world = await with_a_serious_case()
    world.platform.keeps_messages = world.platform.mutes_nobody = True
    await more(world)

    assert "I need the right to delete messages" in await world.press("Priya", Choice.REMOVE)
    await world.press("Priya", Choice.PAUSE)
    assert "I need the right to restrict members" in await world.press("Tom", Choice.PAUSE)
    assert [act for act, _ in await acts(world)] == [Act.PAUSE_ASKED, Act.PAUSED, Act.RESUMED]
    assert "Sam can post. The pause is over, or could not be set." in world.letters("Priya")[-1].text


async def test_a_pause_happens_when_a_second_admin_agrees_and_one_ends_it() -> None:
    world = await with_a_serious_case()
    await more(world)

    asked = [await world.press("Priya", Choice.PAUSE) for _ in range(2)]
    assert [said[:26] for said in asked] == ["This needs two of you. I h", "You have asked for it alre"]
    assert world.platform.paused == []
    assert world.letters("Tom")[-1].text.startswith("Case 1: another admin would like to keep Sam from posting")
    assert "another admin" not in "".join(letter.text for letter in world.letters("Lena"))

    agreed = await world.press("Tom", Choice.PAUSE)

    assert agreed == "Done. They cannot post until Tuesday 3 March, 18:42. “Let them post again” ends it sooner."
    assert world.platform.paused == [(CHAT, SAM.id, MONDAY + days(1))]
    assert world.letters("Priya")[-1].text.startswith("Case 1: two of you agreed. Sam cannot post until")
    assert await world.press("Priya", Choice.RESUME) == "Done. They can post again."
    assert world.platform.paused[-1] == (CHAT, SAM.id, None)
    assert await acts(world) == [
        (Act.PAUSE_ASKED, PRIYA.id),
        (Act.PAUSED, TOM.id),
        (Act.RESUMED, PRIYA.id),
    ]


@pytest.mark.parametrize("choice", [Choice.PAUSE, Choice.PASS_ON])
async def test_a_lone_admin_is_told_that_it_takes_two(choice: Choice) -> None:
    world = await with_a_serious_case(PRIYA, LENA)
    await more(world)

    said = await world.press("Priya", choice)

    assert said.startswith("This needs two of you, and nobody else is free of a tie. So I do nothing.")
    assert await acts(world) == []
    assert world.platform.paused == []


async def test_the_outside_deputy_is_a_second() -> None:
    world = await with_a_serious_case(PRIYA, LENA, deputy=DEE)
    await more(world)

    await world.press("Priya", Choice.PAUSE)
    await world.press("Dee", Choice.PAUSE)

    assert await acts(world) == [(Act.PAUSE_ASKED, PRIYA.id), (Act.PAUSED, DEE)]


async def test_passing_on_is_a_list_for_two_admins_and_reaches_nobody_else() -> None:
    world = await with_a_serious_case()
    await more(world)
    await world.press("Priya", Choice.PASS_ON)
    others = {seen.by for seen in world.platform.seen} - {PRIYA.id, TOM.id}

    listed = await world.press("Tom", Choice.PASS_ON)

    assert "- Someone in danger now: 999." in listed
    assert "- An adult at school: Mrs Ahmed, the head teacher." in listed
    assert listed in world.letters("Priya")[-1].text
    assert {seen.by for seen in world.platform.seen} - {PRIYA.id, TOM.id} == others


async def test_a_tick_is_for_people_and_is_undone_by_the_next() -> None:
    world = await with_a_serious_case()
    await more(world)

    said = [await world.press("Priya", Choice.ORDERLY) for _ in range(2)]

    assert [each.split(".")[0] for each in said] == ["Ticked", "No longer ticked"]
    assert [act for act, _ in await acts(world)] == [Act.ORDERLY, Act.NOT_ORDERLY]


async def test_a_tied_admin_does_nothing_about_it_with_whatever_button() -> None:
    world = await with_a_serious_case()
    card = world.letters("Priya")[-1]

    answers = {
        await world.press(by, choice, letter=card)
        for by in ("Lena", "Sam")
        for choice in (Choice.MORE, Choice.REMOVE, Choice.PAUSE, Choice.PASS_ON, Choice.CASE_FILE, Choice.ORDERLY)
    }

    assert answers == {"This is for someone else."}
    assert await acts(world) == []


async def test_a_closed_case_is_acted_on_no_more_but_a_pause_can_end() -> None:
    world = await with_a_serious_case()
    letter = await more(world)
    await world.press("Priya", Choice.PAUSE)
    await world.press("Tom", Choice.PAUSE)
    await world.press("Priya", Choice.CLOSE)

    assert await world.press("Priya", Choice.REMOVE, letter=letter) == "A person has made up their mind on this."
    assert await world.press("Priya", Choice.RESUME, letter=letter) == "Done. They can post again."


async def test_the_file_of_a_case_goes_to_who_asked_and_that_stands_in_it() -> None:
    world = await with_a_serious_case()
    await world.press("Sam", Choice.ASK_A_PERSON, "it was a joke")
    await more(world)

    said = await world.press("Priya", Choice.CASE_FILE)

    letter = world.letters("Priya")[-1]
    page, values = (document.content.decode() for document in letter.documents)
    kept = json.loads(values)
    assert said.startswith("I have sent you its file, in private.")
    assert [document.name for document in letter.documents] == ["case-1.html", "case-1.json"]
    assert kept["incidents"][0]["messages"][0] == {
        "at": "2026-03-02T18:42:00+00:00",
        "edited": False,
        "passed_on": False,
        "deleted": False,
        "carries": [],
        "words": "«[serious]» Dunn",
    }
    assert (kept["incidents"][0]["from"], kept["incidents"][0]["account"]) == ("Sam", "sam")
    assert kept["incidents"][0]["asked_a_person"]["words"] == "it was a joke"
    assert {each["to"] for each in kept["told"]} == {"the member", "Admin A", "Admin B"}
    assert kept["decisions"] == [
        {"what": "Its file was handed to an admin", "by": "Admin A", "at": "2026-03-02T18:42:00+00:00"}
    ]
    assert kept["seal"] == f"{next(iter(world.store.cases))}:{len(canonical(kept))}"  # type: ignore[attr-defined]  # a FakeStore
    assert "«[serious]» Dunn" in page
    assert "priya" not in (page + values).casefold()
    assert await acts(world) == [(Act.EXPORTED, PRIYA.id)]


async def test_the_file_of_a_case_says_what_was_with_the_words() -> None:
    world = World()
    await world.says("[serious] Dunn", media=frozenset({Media.VIDEO, Media.PHOTO}))
    await more(world)
    await world.press("Priya", Choice.CASE_FILE)

    page, values = (document.content.decode() for document in world.letters("Priya")[-1].documents)

    assert json.loads(values)["incidents"][0]["messages"][0]["carries"] == ["photo", "video"]
    assert '<p class="soft">2026-03-02T18:42:00+00:00 [photo] [video]</p>' in page
    assert re.findall(r"(?:src|href|action)\s*=|url\(|https?://|<script|<link", page) == []  # it needs nothing else


async def test_a_case_says_that_its_message_is_gone_from_the_chat_whoever_took_it_down() -> None:
    world = World()
    by_hand = await world.says("[serious] Dunn")
    await world.deletes(by_hand)
    await world.deletes(by_hand)  # told once more
    await world.later(minutes(30))
    await world.says("[serious] Kemp")
    await world.press("Sam", Choice.DELETE_IT)
    await world.press("Priya", Choice.CASE_FILE, letter=await more(world))

    page, values = (document.content.decode() for document in world.letters("Priya")[-1].documents)

    assert [(line.excerpt, line.is_deleted) for each in await world.history() for line in each.said] == [
        ("[serious] Dunn", True),
        ("[serious] Kemp", True),
    ]
    assert page.count(", deleted since</p>") == 2
    assert json.loads(values)["incidents"][0]["messages"][0]["deleted"] is True
    await world.later(days(1))
    assert "1. Monday 2 March, 18:42 (deleted since): «[serious]» Dunn" in world.letters("Priya")[-1].text.splitlines()


async def test_a_file_that_cannot_be_handed_over_goes_nowhere_else() -> None:
    world = await with_a_serious_case()
    letter = await more(world)
    world.platform.unreachable.add(PRIYA.id)

    said = await world.press("Priya", Choice.CASE_FILE, letter=letter)

    assert said.startswith("I cannot send you a file yet.")
    assert [seen for seen in world.platform.seen if seen.letter.documents] == []


async def test_a_file_hides_staff_whom_it_is_not_about() -> None:
    world = World()
    await world.says("[serious] Mr Dunn and Mrs Ahmed, ring 01632 960777")
    await more(world)
    await world.press("Priya", Choice.CASE_FILE)

    kept = json.loads(world.letters("Priya")[-1].documents[1].content)

    assert kept["incidents"][0]["messages"][0]["words"] == "«[serious]» Mr Dunn and M•• A••••, ring ••••• ••••77"
    assert book("en").say("kinds.serious") == kept["what"]
