"""Notes that wait for their member, and what comes of those nobody opens."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import GROUP, PRIYA, SAM, TOM, days, group, minutes
from fakes import FakeStore
from world import World

from bot.case import Act, Decision
from bot.group import Tie
from bot.notice import Letter, Notice, NoticeKind, NoticeState, ToMember, Way


def notice(world: World) -> Notice:
    """The only note there is."""
    assert isinstance(world.store, FakeStore)
    (found,) = (each for each in world.store.notices.values() if each.kind is NoticeKind.NOTE)
    return found


async def test_what_cannot_be_delivered_waits_in_the_mailbox_and_counts_nothing_until_it_is_opened() -> None:
    world = World()
    world.platform.unreachable.add(SAM.id)
    await world.says("[reminder] Dunn")
    assert (notice(world).state, await world.counts()) == (NoticeState.WAITING, ("provisional",))
    await world.later(days(2))

    opened = await world.opens_mailbox("Sam")

    assert len(opened) == 1
    assert (notice(world).state, notice(world).way) == (NoticeState.DELIVERED, Way.MAILBOX)
    assert await world.counts() == ("counted",)
    assert await world.opens_mailbox("Sam") == ()


async def test_what_was_opened_and_could_not_be_shown_waits_on_and_counts_nothing() -> None:
    world = World(shows=False)
    world.platform.unreachable.add(SAM.id)
    await world.says("[reminder] Dunn")

    await world.opens_mailbox("Sam")
    unseen = (notice(world).state, notice(world).delivered_at, await world.counts())
    world.shows = True
    opened = await world.opens_mailbox("Sam")

    assert unseen == (NoticeState.WAITING, None, ("provisional",))
    assert len(opened) == 1
    assert await world.counts() == ("counted",)


async def test_opened_twice_at_once_a_note_arrives_when_it_is_shown_first() -> None:
    world = World()
    world.platform.unreachable.add(SAM.id)
    await world.says("[reminder] Dunn")
    first = world.now

    async def a_minute_later(_: Letter) -> bool:
        await world.opens_mailbox("Sam")
        world.now += minutes(1)
        return True

    await world.courier.open_mailbox(GROUP, SAM.id, a_minute_later)

    assert (notice(world).delivered_at, await world.counts()) == (first, ("counted",))


async def test_while_a_letter_is_shown_messages_are_judged() -> None:
    world = World()
    world.platform.unreachable.add(SAM.id)
    await world.says("[reminder] Dunn")

    async def slowly(_: Letter) -> bool:
        async with asyncio.timeout(2):
            await world.says("[reminder] Kemp", by="Jo")
        return True

    assert await world.courier.open_mailbox(GROUP, SAM.id, slowly) == 1
    assert await world.counts("Jo") == ("counted",)


async def test_a_mailbox_is_opened_for_its_own_member_alone() -> None:
    world = World()
    world.platform.unreachable.add(SAM.id)
    await world.says("[reminder] Dunn")

    assert await world.opens_mailbox("Jo") == ()
    assert await world.counts() == ("provisional",)


@pytest.mark.parametrize(
    ("late", "counts"),
    [
        pytest.param(minutes(2), "counted", id="two minutes after they wrote"),
        pytest.param(minutes(2.1), "provisional", id="a little later"),
    ],
)
async def test_an_ephemeral_message_is_delivered_only_while_its_member_is_there(late: timedelta, counts: str) -> None:
    world = World()
    world.platform.ephemeral_only.add(SAM.id)
    said = await world.says("Coats are in the hall")
    world.now += late

    await world.hears(replace(said, text="[reminder] Dunn", edited_at=world.now))

    assert await world.counts() == (counts,)
    assert notice(world).state is NoticeState.WAITING
    assert len(await world.opens_mailbox("Sam")) == 1
    assert await world.counts() == ("counted",)


@pytest.mark.parametrize(
    ("after", "count", "state"),
    [
        pytest.param(days(7), "provisional", NoticeState.WAITING, id="seven days"),
        pytest.param(days(7) + minutes(1), "void", NoticeState.VOID, id="a minute more"),
    ],
)
async def test_a_note_undelivered_for_seven_days_is_void(after: timedelta, count: str, state: NoticeState) -> None:
    world = World()
    world.platform.unreachable.add(SAM.id)
    await world.says("[reminder] Dunn")

    await world.later(after, step=days(1))

    assert await world.counts() == (count,)
    assert notice(world).state is state


async def test_an_ephemeral_note_that_was_seen_leaves_the_mailbox_after_seven_days_and_still_counts() -> None:
    world = World()
    world.platform.ephemeral_only.add(SAM.id)
    await world.says("[reminder] Dunn")

    await world.later(days(8), step=days(1))

    assert notice(world).state is NoticeState.DELIVERED
    assert await world.counts() == ("counted",)


async def test_after_a_day_the_admins_hear_that_a_note_waits_not_whose() -> None:
    world = World()
    world.platform.unreachable.add(SAM.id)
    await world.says("[reminder] Dunn")
    await world.later(days(1))
    assert world.letters("Priya") == ()

    await world.later(days(3), step=minutes(60))

    (letter,) = world.letters("Priya")
    assert "Sam" not in letter.text
    assert letter.about is None


async def test_a_tie_declared_meanwhile_keeps_a_waiting_card_closed() -> None:
    world = World()
    world.platform.unreachable.add(TOM.id)
    await world.says("[serious] Dunn")
    await world.store.save_group(group(ties=(Tie(admin=TOM.id, to="staff:2"),)))

    assert await world.opens_mailbox("Tom") == ()


@pytest.mark.parametrize("kind", [NoticeKind.CASE, NoticeKind.OPTIONS, NoticeKind.SECOND])
@pytest.mark.parametrize("is_admin", [True, False])
async def test_who_is_no_admin_any_more_opens_nothing_of_a_case(kind: NoticeKind, *, is_admin: bool) -> None:
    world = World()
    world.platform.unreachable.add(TOM.id)
    await world.says("[serious] Dunn")
    assert isinstance(world.store, FakeStore)
    (card,) = await world.store.mailbox(GROUP, frozenset({ToMember(TOM.id)}))
    world.store.notices[card.id] = replace(card, kind=kind)
    ((name, case),) = world.store.cases.items()
    pause = Decision(act=Act.PAUSE_ASKED, by=PRIYA.id, at=world.now)
    world.store.cases[name] = replace(case, decisions=(pause,))
    world.platform.group_admins = (PRIYA, TOM) if is_admin else (PRIYA,)

    assert len(await world.opens_mailbox("Tom")) == is_admin
