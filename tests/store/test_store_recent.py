"""A group's profile, asked of every message, is not opened for each; what is changed is seen all the same."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from builders import group
from recorded import GROUP, NOON, opened

from adapters.store.recent import GOOD_FOR, RecentProfiles
from bot.group import Group
from bot.message import ChatId, GroupId, MessageId
from bot.ports import Record
from bot.unjudged import Unjudged


class Shelf:
    """A store's one profile, and how often it was opened."""

    def __init__(self) -> None:
        self.now, self.opened = 0.0, 0
        self.group = group()
        self.recent = RecentProfiles(lambda: self.now)

    async def read(self, name: GroupId) -> Group | None:
        self.opened += 1
        return replace(self.group) if name == self.group.id else None

    async def asked(self) -> Group | None:
        return await self.recent.of(self.group.id, self.read)


async def test_it_is_opened_once_a_second_at_most() -> None:
    shelf = Shelf()

    for moment in (0.0, GOOD_FOR - 0.001, GOOD_FOR):
        shelf.now = moment
        assert await shelf.asked() == shelf.group

    assert shelf.opened == 2


async def test_opened_again_and_unchanged_it_is_the_same_object() -> None:
    shelf = Shelf()
    first = await shelf.asked()
    shelf.now = GOOD_FOR
    assert await shelf.asked() is first

    shelf.group = group(school="Another")
    shelf.now = 2 * GOOD_FOR

    assert await shelf.asked() == shelf.group


async def test_one_changed_while_it_was_read_is_not_kept() -> None:
    shelf = Shelf()

    async def read(name: GroupId) -> Group | None:
        found = await shelf.read(name)
        shelf.recent.forget(name)
        return found

    await shelf.recent.of(shelf.group.id, read)
    await shelf.asked()

    assert shelf.opened == 2


async def test_what_was_saved_or_wiped_is_seen_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        before = await store.profile(GROUP)
        assert before is not None
        await store.save_group(replace(before, school="Another"))
        after = await store.profile(GROUP)
        await store.wipe(GROUP, NOON)

        assert after == replace(before, school="Another")
        assert await store.profile(GROUP) is None


async def test_a_failed_message_is_known_also_where_there_had_been_none(tmp_path: Path) -> None:
    left = Unjudged(
        group=GROUP, chat=ChatId("chat"), message=MessageId("m"), said_at=NOON, error="E", at=NOON + timedelta(1)
    )

    async with opened(tmp_path) as store:
        assert await store.unjudged(left.chat, left.message) is None
        await store.record(Record(unjudged=(left,)))
        assert await store.unjudged(left.chat, left.message) == left
    async with opened(tmp_path) as store:
        assert await store.unjudged(left.chat, left.message) == left
