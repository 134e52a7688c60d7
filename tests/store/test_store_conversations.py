"""A talk that is not finished comes back whole, is readable nowhere, and goes when its time is up."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from recorded import GROUP, NOON, file_in, opened

from bot.conversation import Answered, Conversation, Step
from bot.group import Group
from bot.message import MemberId
from bot.people.register import Register, StaffMember

ANN = MemberId("ann")
BEFORE = Group(id=GROUP, school="Larkrise", register=Register((StaffMember(key="staff:1", name="Mrs Quillfeather"),)))
TALK = Conversation(
    member=ANN,
    group=GROUP,
    at=NOON,
    step=Step.TIES,
    answered=(Answered(step=Step.STAFF, before=BEFORE),),
    pending="Mr Quillfeather, Office",
)


async def test_it_comes_back_as_it_was_and_the_newest_stands(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.save_conversation(replace(TALK, step=Step.STAFF))
        await store.save_conversation(TALK)

    async with opened(tmp_path) as store:
        assert await store.conversation(ANN) == TALK
        assert await store.conversation(MemberId("bea")) is None
        await store.end_conversation(ANN)
        assert await store.conversation(ANN) is None


async def test_nothing_of_it_can_be_read_in_the_file(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.save_conversation(TALK)

    files = list(file_in(tmp_path).parent.iterdir())

    assert [path.name for path in files if b"Quillfeather" in path.read_bytes()] == []


async def test_it_goes_after_two_weeks_with_its_member_and_with_its_group(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.save_conversation(TALK)
        await store.expire(NOON + timedelta(days=14) - timedelta(seconds=1))
        kept = await store.conversation(ANN)
        await store.expire(NOON + timedelta(days=14))
        expired = await store.conversation(ANN)

        await store.save_conversation(TALK)
        await store.forget(GROUP, ANN, NOON)
        forgotten = await store.conversation(ANN)

        await store.save_conversation(TALK)
        await store.wipe(GROUP, NOON)

        assert (kept, expired, forgotten, await store.conversation(ANN)) == (TALK, None, None, None)
