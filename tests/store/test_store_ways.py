"""Whom a direct message reaches is remembered no longer than it is of use."""

from datetime import timedelta
from pathlib import Path

from recorded import GROUP, NOON, opened

from bot.message import MemberId
from bot.ports import ClosedWay, Record, Why
from bot.reach import OpenWay


async def test_an_open_way_stands_until_it_closes_its_member_leaves_is_forgotten_or_is_silent_for_a_year(
    tmp_path: Path,
) -> None:
    ids = sam, jo, kim, lee = tuple(MemberId(f"p{number}") for number in range(1, 5))
    opened_by = tuple(OpenWay(group=GROUP, member=each, at=NOON) for each in ids)
    closed = ClosedWay(group=GROUP, member=sam, until=NOON + timedelta(days=1), why=Why.BLOCKED)

    async with opened(tmp_path) as store:
        await store.record(Record(opened=opened_by))
        for member in (jo, kim, lee):
            await store.save_language(GROUP, member, "pl")
        held = await store.about(GROUP, jo)
        before = await store.ways(GROUP, NOON)
        await store.record(Record(ways=(closed,)))
        await store.forget(GROUP, jo, NOON)
        await store.has_left(GROUP, kim)
        after = await store.ways(GROUP, NOON)
        later = await store.ways(GROUP, closed.until)
        await store.expire(NOON + timedelta(days=365))

        assert (held.wrote_at, held.language) == (NOON, "pl")
        assert [await store.language(GROUP, each) for each in ids] == [None, None, None, "pl"]
        assert before == (frozenset(ids), frozenset())
        assert after == (frozenset({lee}), frozenset({sam}))
        assert later == (frozenset({lee}), frozenset())
        assert await store.ways(GROUP, NOON) == (frozenset(), frozenset())
