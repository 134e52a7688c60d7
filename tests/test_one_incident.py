"""What belongs together is one incident, one note, one count; what is taken back is none."""

from datetime import timedelta

import pytest
from builders import CHAT, minutes
from fakes import FakeStore
from world import World

from bot.message import ChatId, Media, MessageId
from bot.notice import Choice, NoticeKind


async def notes(world: World) -> list[tuple[str, str]]:
    """Each note there ever was: its incident's level and its own state."""
    store = world.store
    assert isinstance(store, FakeStore)
    return [
        (store.incidents[notice.incident].level.value, notice.state.value)
        for notice in store.notices.values()
        if notice.kind is NoticeKind.NOTE and notice.incident is not None
    ]


async def test_the_same_update_again_changes_nothing() -> None:
    world = World()
    said = await world.says("[reminder] Dunn")
    world.now += minutes(30)

    await world.hears(said)

    assert await world.counts() == ("counted",)
    assert len(world.letters("Sam")) == 1


async def test_consecutive_messages_are_one_incident_with_one_note() -> None:
    world = World()
    for _ in range(3):
        await world.says("[reminder] Dunn")
        await world.later(minutes(1.5))

    (incident,) = await world.history()
    assert len(incident.said) == 3
    assert len(world.letters("Sam")) == 1


async def test_an_album_is_one_incident() -> None:
    world = World()
    for _ in range(2):
        await world.says("[reminder] Dunn", media=frozenset({Media.PHOTO}))

    assert await world.counts() == ("counted",)
    assert len(world.letters("Sam")) == 1


async def test_the_same_words_in_another_chat_are_the_same_incident() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    await world.later(minutes(50))

    await world.says("[reminder] dunn", chat=ChatId("larkrise-trips"))

    (incident,) = await world.history()
    assert len(incident.said) == 2
    assert len(world.letters("Sam")) == 1


async def test_messages_of_two_people_are_never_one_incident() -> None:
    world = World()
    await world.says("[reminder] Dunn", by="Sam")
    await world.says("[reminder] Dunn", by="Jo")

    assert (await world.counts("Sam"), await world.counts("Jo")) == (("counted",), ("counted",))


async def test_when_the_level_rises_the_note_is_replaced() -> None:
    world = World()
    said = await world.says("[reminder] Dunn")
    await world.later(minutes(1))

    await world.edits(said, "[serious] Dunn")

    (incident,) = await world.history()
    assert (incident.level, incident.weight, incident.count) == ("serious", 2, "counted")
    assert await notes(world) == [("serious", "void"), ("serious", "delivered")]
    assert await world.cases() == ("serious",)


async def test_when_it_rises_to_danger_an_alarm_is_added() -> None:
    world = World()
    await world.says("[reminder] Dunn")
    await world.later(minutes(1))

    await world.says("[danger] Dunn")

    assert await world.counts() == ("nothing",)
    assert [letter.is_urgent for letter in world.letters("Priya")] == [True]


async def test_one_alarm_however_many_messages() -> None:
    world = World()
    for _ in range(4):
        await world.says("[danger] Dunn")
        await world.later(minutes(0.5))

    assert len(world.letters("Priya")) == 1
    assert await world.cases() == ("danger",)


async def test_an_edit_into_harmlessness_within_grace_is_cleared_with_thanks() -> None:
    world = World()
    said = await world.says("[reminder] Dunn")
    await world.later(minutes(15))

    await world.edits(said, "not happy with PE")

    (incident,) = await world.history()
    assert (incident.count, incident.weight, incident.said[0].excerpt) == ("cleared", 0, None)
    assert "is cleared" in world.letters("Sam")[-1].text


async def test_an_edit_after_grace_is_too_late() -> None:
    world = World()
    said = await world.says("[reminder] Dunn")
    await world.later(minutes(16))

    await world.edits(said, "not happy with PE")

    assert await world.counts() == ("counted",)


async def test_a_deletion_the_platform_tells_of_is_taking_it_back() -> None:
    world = World()
    said = await world.says("[reminder] Dunn")

    await world.deletes(said)

    assert await world.counts() == ("cleared",)


async def test_a_deletion_of_something_never_judged_is_nothing() -> None:
    world = World()

    await world.moderator.deleted(CHAT, MessageId("404"))

    assert world.platform.seen == []


async def test_what_is_flagged_again_after_it_was_cleared_is_a_new_incident() -> None:
    world = World()
    said = await world.says("[reminder] Dunn")
    harmless = await world.edits(said, "not happy with PE")
    await world.later(minutes(30))

    await world.edits(harmless, "[reminder] Dunn, so there")

    assert await world.counts() == ("cleared", "counted")


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        pytest.param("[reminder] Dunn!", ("overturned",), id="a comma"),
        pytest.param("[serious] Dunn", ("overturned", "counted"), id="something else"),
    ],
)
async def test_what_a_person_overturned_is_not_flagged_again_for_the_same_reason(
    edit: str, after: tuple[str, ...]
) -> None:
    world = World()
    said = await world.says("[reminder] Dunn")
    await world.press("Sam", Choice.ASK_A_PERSON, "a quote")
    await world.press("Tom", Choice.OVERTURN)
    await world.later(minutes(30))

    await world.edits(said, edit)

    assert await world.counts() == after


async def test_an_innocent_message_edited_into_a_threat_is_judged_as_it_stands() -> None:
    world = World()
    said = await world.says("See you all at the gate")
    await world.later(timedelta(hours=5))

    await world.edits(said, "[danger] Dunn")

    assert [letter.is_urgent for letter in world.letters("Priya")] == [True]


async def test_what_was_overturned_or_taken_back_is_no_part_of_a_crowd() -> None:
    world = World()
    overturned = await world.says("[look] Kemp", by="Sam")
    await world.press("Tom", Choice.OVERTURN)
    taken_back = await world.says("[reminder] Kemp", by="Jo")
    await world.deletes(taken_back)

    third = await world.says("[reminder] Kemp", by="Ash")

    assert await world.cases() == ("crowd",)
    assert (await world.incident(third)).case is not None
    assert [(await world.incident(each)).case for each in (overturned, taken_back)] == [None, None]
