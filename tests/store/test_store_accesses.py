"""Who saw what can be asked for a year: nobody's name, id or words stand in it, and a member is told how many."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from builders import GROUP, LENA, MONDAY, PRIYA, SAM, TOM, group
from recorded import KEY, file_in
from world import World

from adapters.store.accesses import viewer
from adapters.store.opening import open_store
from adapters.store.store import SqlStore
from bot.desk.dataprotection import DataProtection
from bot.ledger import Ledgers
from bot.message import MemberId
from bot.notice import Choice


def accesses(folder: Path) -> list[tuple[str, str, str | None]]:
    """Who, what and about which case, in order."""
    with closing(sqlite3.connect(file_in(folder))) as database:
        return database.execute("SELECT viewer, deed, case_id FROM accesses ORDER BY place").fetchall()


async def after_something_serious(store: SqlStore) -> World:
    """Lena has a tie; Tom has blocked the bot; Priya closes the case."""
    await store.save_group(group())
    world = World(store=store)
    world.platform.unreachable.add(TOM.id)
    await world.says("[serious] Dunn SENTINEL")
    await world.opens_mailbox("Tom")
    await world.press("Priya", Choice.CLOSE)
    await world.press("Priya", Choice.CLOSE)
    return world


async def test_whoever_was_shown_a_case_or_decided_it_is_set_down_and_nobody_else(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
        world = await after_something_serious(store)
        (case,) = {incident.case for incident in await world.history()}
        names = {viewer(GROUP, each.id, store._seal): each.name for each in (PRIYA, TOM, LENA, SAM)}

        found = Counter((names[who], deed, about) for who, deed, about in accesses(tmp_path))

    assert found == {("Priya", "shown", case): 1, ("Tom", "fetched", case): 1, ("Priya", "close", case): 1}


async def test_nobody_can_be_read_from_it_without_the_key(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
        await after_something_serious(store)
        elsewhere = viewer(GROUP, PRIYA.id, store._seal)
    kept = " ".join(str(row) for row in accesses(tmp_path))

    assert [word for word in (PRIYA.id, TOM.id, "Priya", "SENTINEL", SAM.id) if f"'{word}'" in kept] == []
    assert elsewhere in kept


async def test_a_member_is_told_how_many_people_saw_their_case_and_not_who(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
        world = await after_something_serious(store)
        data = DataProtection(store=store, ledgers=Ledgers())

        text = await data.export(GROUP, SAM.id, world.now) or ""

    assert [case["people_who_saw_it"] for case in json.loads(text)["cases"]] == [2]
    assert [name for name in ("Priya", "Tom", PRIYA.id, TOM.id) if f'"{name}"' in text] == []


async def test_it_outlives_its_case_and_goes_after_a_year_to_the_moment(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
        await after_something_serious(store)
        last = MONDAY + timedelta(days=365)
        await store.expire(last - timedelta(microseconds=1))
        assert (await store.tally()).incidents == {}
        assert len(accesses(tmp_path)) == 3

        await store.expire(last)
        assert accesses(tmp_path) == []


async def test_it_goes_with_its_group(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
        world = await after_something_serious(store)
        await DataProtection(store=store, ledgers=Ledgers()).shown(GROUP, MemberId("sam"), world.now)
        assert [deed for _, deed, _ in accesses(tmp_path)][-1] == "own data"

        await store.wipe(GROUP, world.now)

        assert accesses(tmp_path) == []
