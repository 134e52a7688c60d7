"""A group's own rules are kept sealed, ten versions of them, and go with their group."""

from datetime import timedelta
from pathlib import Path

from recorded import GROUP, NOON, file_in, opened

from bot.finding import RuleId
from bot.group import Group
from bot.message import MemberId
from bot.overlay import Overlay


def version(number: int) -> Overlay:
    return Overlay(
        group=GROUP,
        version=number,
        text=f"version: 1\nextends: shipped\n# SENTINEL {number} ☕\n",
        by=MemberId("telegram:1"),
        at=NOON + timedelta(hours=number),
        began=((RuleId("lump"), NOON), (RuleId("oaf"), NOON + timedelta(days=1))),
    )


async def test_the_last_ten_come_back_as_they_went_in_and_cannot_be_read_off_the_disk(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.save_group(Group(id=GROUP, school="Millbrook"))
        for number in range(1, 13):
            await store.save_overlay(version(number))
        kept = await store.overlays(GROUP)
        files = [file.read_bytes() for file in file_in(tmp_path).parent.iterdir()]

    assert kept == tuple(version(number) for number in range(12, 2, -1))
    assert not any(b"SENTINEL" in raw for raw in files)


async def test_they_go_with_their_group(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.save_group(Group(id=GROUP, school="Millbrook"))
        await store.save_overlay(version(1))
        await store.wipe(GROUP, NOON)

        assert await store.overlays(GROUP) == ()
