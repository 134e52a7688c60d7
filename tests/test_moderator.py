"""The story of one message."""

import asyncio
from datetime import timedelta

import pytest
from builders import CHAT, MONDAY, days, group, message, minutes
from fakes import FakeRules, FakeStore
from world import World

from bot.errors import UnknownGroupError
from bot.finding import Finding
from bot.group import Mode
from bot.message import ChatId, GroupId, MessageId
from bot.notice import Choice, NoticeKind
from bot.ports import Record
from bot.scene import Scene


async def notes(world: World) -> list[tuple[str, str]]:
    """Each note there ever was: its incident's level and its own state."""
    store = world.store
    assert isinstance(store, FakeStore)
    return [
        (store.incidents[notice.incident].level.value, notice.state.value)
        for notice in store.notices.values()
        if notice.kind is NoticeKind.NOTE and notice.incident is not None
    ]


async def test_an_everyday_message_is_neither_written_nor_looked_up() -> None:
    world = World()

    await world.says("Coats are in the hall")

    assert isinstance(world.store, FakeStore)
    assert world.store.records == []
    assert world.platform.seen == []


async def test_a_flagged_message_brings_its_poster_alone_one_note() -> None:
    world = World()

    await world.says("[reminder] Dunn")

    assert [seen.by for seen in world.platform.seen] == ["sam"]
    assert await world.counts() == ("counted",)


async def test_a_group_without_a_profile_is_refused_with_a_way_out() -> None:
    with pytest.raises(UnknownGroupError, match="schoolgate group add"):
        await World().moderator.handle(message(group=GroupId("elsewhere")))


async def test_the_recent_past_is_remembered_only_after_it_is_recorded() -> None:
    class FullStore(FakeStore):
        async def record(self, record: Record) -> None:  # noqa: ARG002  # there is no room for any
            raise OSError("no room")

    world = World(store=FullStore(group()))
    flagged = message("[reminder] Dunn")

    with pytest.raises(OSError, match="no room"):
        await world.moderator.handle(flagged)

    assert world.memory.earlier_version(flagged) is None


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
        await world.says("[reminder] Dunn", album="a1")

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


async def test_what_arrives_late_can_be_danger_but_not_a_reminder() -> None:
    world = World()
    late = world.now - timedelta(hours=3)

    await world.hears(message("[reminder] Dunn", at=late, id=MessageId("1")))
    await world.hears(message("[danger] Dunn", at=late, id=MessageId("2")))

    assert [incident.level for incident in await world.history()] == ["danger"]


async def test_what_somebody_repeats_about_one_person_adds_up() -> None:
    world = World()
    for _ in range(4):
        await world.says("[pointer] Dunn")
        await world.later(days(3))

    assert await world.cases() == ("serious",)


async def test_a_second_pointer_in_a_week_leaves_a_mark_and_nothing_else() -> None:
    world = World()
    await world.says("[pointer] Dunn")
    await world.later(days(2))

    await world.says("[pointer] Dunn")

    assert isinstance(world.store, FakeStore)
    assert await world.counts() == ("nothing",)
    assert len(world.store.all_marks) == 2
    assert len(world.letters("Sam")) == 1


async def test_nothing_of_a_pointer_s_words_is_kept() -> None:
    world = World()
    said = await world.says("[pointer] Dunn")

    assert [line.excerpt for line in (await world.incident(said)).said] == [None]


async def test_a_paused_group_leaves_no_trace_of_what_is_not_dangerous() -> None:
    world = World(store=FakeStore(group(mode=Mode.PAUSED)))

    await world.says("[serious] Dunn")

    assert isinstance(world.store, FakeStore)
    assert world.store.records == []


async def test_one_group_s_messages_are_handled_one_after_the_other() -> None:
    world = World()
    flagged = [message("[reminder] Dunn", id=MessageId(str(n)), at=MONDAY + minutes(n / 10)) for n in range(5)]

    await asyncio.gather(*(world.moderator.handle(each) for each in flagged))

    (incident,) = await world.history()
    assert len(incident.said) == 5


async def test_a_pile_on_is_told_from_the_marks_of_many() -> None:
    world = World()
    for by in ("Sam", "Jo", "Kim"):
        await world.says("[pointer] Dunn", by=by)

    assert [incident.level for incident in await world.history("Kim")] == ["look"]


async def test_examining_is_given_what_was_said_before() -> None:
    heard: list[tuple[str, ...]] = []

    class Listening(FakeRules):
        def examine(self, scene: Scene) -> tuple[Finding, ...]:
            heard.append(tuple(each.text for each in scene.recent))
            return ()

    world = World(rules=lambda _group: Listening())
    await world.says("one")
    await world.says("two", by="Jo")

    assert heard == [(), ("one",)]
