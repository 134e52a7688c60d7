"""The moderator, courier and desk see no difference between the real store and the one their tests use."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from builders import group, member, minutes
from fakes import FakeStore, Seen
from recorded import KEY, file_in
from world import World

from adapters.store.opening import open_store
from bot.incident import Incident
from bot.message import Message
from bot.ports import Store

PEOPLE = ("Sam", "Jo", "Ash", "Priya")
LEVELS = ("reminder", "reminder", "reminder", "pointer", "look", "serious", "danger", "support", "support:thin")


async def played(store: Store, seed: int) -> tuple[list[Seen], list[tuple[Incident, ...]]]:
    """Some days of a group's life, the same for the same seed: what everybody saw, and what was kept."""
    chance, world = Random(seed), World(store=store)
    said: list[Message] = []
    for _ in range(40):
        match chance.choice(("says", "says", "says", "edits", "deletes", "presses", "presses", "opens", "waits")):
            case "says":
                about = chance.choice(("Dunn", "Kemp", "Priya"))
                said.append(await world.says(f"[{chance.choice(LEVELS)}] {about}", by=chance.choice(PEOPLE)))
            case "edits" if said:
                await world.edits(chance.choice(said), chance.choice(("sorry all", "[reminder] Dunn, and again")))
            case "deletes" if said:
                await world.deletes(chance.choice(said))
            case "presses":
                offered = [(seen.by, seen.letter) for seen in world.platform.seen if seen.letter.choices]
                if offered:
                    by, letter = chance.choice(offered)
                    await world.press(by, chance.choice(letter.choices), letter=letter)
            case "opens":
                who = chance.choice(PEOPLE)
                await world.opens_mailbox(who)
                world.platform.unreachable ^= {member(who).id}
            case "waits":
                await world.later(chance.choice((minutes(3), minutes(20), timedelta(hours=9), timedelta(days=1))))
            case _:
                pass  # nothing has been said yet that could be changed
    return world.platform.seen, [await world.history(name) for name in PEOPLE]


@pytest.mark.parametrize("seed", range(4))
async def test_a_groups_life_goes_the_same_way_on_either_store(tmp_path: Path, seed: int) -> None:
    expected = await played(FakeStore(group()), seed)

    async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
        await store.save_group(group())
        found = await played(store, seed)
        ailments = await store.ailments()

    assert found == expected
    assert len(expected[0]) > 10
    assert ailments == ()
