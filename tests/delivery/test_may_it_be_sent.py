"""What keeps a notice from being sent or passed on; everything else the store holds is left as it was."""

from dataclasses import replace

import pytest
from builders import GROUP, MONDAY, SAM, TOM, case, days, group, incident, minutes, notice
from fakes import FakeStore
from world import World

from bot.case import Appeal, CaseKind
from bot.delivery.matters import Matter, Matters, Void
from bot.incident import Count, Incident
from bot.notice import Notice, NoticeKind, NoticeState, ToAdmins, ToMember
from bot.ports import Record


def notices(world: World, kind: NoticeKind) -> list[Notice]:
    assert isinstance(world.store, FakeStore)
    return [each for each in world.store.notices.values() if each.kind is kind]


async def fate(about: Notice, what: Incident, appeal: Appeal | None = None) -> object:
    store = FakeStore(group())
    appeals = () if appeal is None else ((what.id, appeal),)
    await store.record(Record(incidents=(what,), cases=(case(),), appeals=appeals))
    found = await Matters(store, None).fate(replace(about, incident=what.id, case=what.case), group(), MONDAY)
    return Matter if isinstance(found, Matter) else found


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        *((count, Void("its incident no longer stands")) for count in (Count.CLEARED, Count.OVERTURNED)),
        *((count, Void("its incident no longer stands")) for count in (Count.VOID, Count.LAPSED)),
        (Count.CLOSED, Void("an admin closed its case first")),
        *((count, Matter) for count in (Count.PROVISIONAL, Count.COUNTED, Count.FROZEN, Count.NOTHING)),
    ],
)
async def test_a_note_is_sent_for_as_long_as_its_incident_stands(count: Count, expected: object) -> None:
    assert await fate(notice(), incident(count=count)) == expected


@pytest.mark.parametrize(
    ("appeal", "expected"),
    [
        pytest.param(Appeal(words=None, asked_at=MONDAY), Matter, id="nobody has"),
        pytest.param(
            Appeal(words=None, asked_at=MONDAY, decided_at=MONDAY), Void("it has been decided"), id="somebody has"
        ),
        pytest.param(None, Void("it has been decided"), id="it is forgotten"),
    ],
)
async def test_whoever_asks_a_person_is_told_of_until_somebody_has_decided(
    appeal: Appeal | None, expected: object
) -> None:
    asks = notice(NoticeKind.APPEAL, to=ToMember(TOM.id))

    assert await fate(asks, incident(count=Count.FROZEN), appeal) == expected


async def test_what_has_expired_is_passed_on_to_nobody() -> None:
    world = World()
    world.platform.admins_unknown = 60
    await world.says("[serious] Dunn")
    world.platform.admins_unknown = None
    assert isinstance(world.store, FakeStore)
    world.store.incidents.clear()

    await world.later(minutes(2))

    (card,) = notices(world, NoticeKind.CASE)
    assert (card.to, card.state, card.void_because) == (
        ToAdmins(),
        NoticeState.VOID,
        "what it was about has expired",
    )


async def test_a_note_that_nobody_opened_ends_after_a_week_also_when_what_it_was_about_has_expired() -> None:
    world = World()
    world.platform.unreachable = {SAM.id}
    await world.says("[reminder] Dunn")
    assert isinstance(world.store, FakeStore)
    world.store.incidents.clear()

    await world.later(days(7.1), step=days(1))

    (note,) = notices(world, NoticeKind.NOTE)
    assert (note.state, note.void_because) == (NoticeState.VOID, "it reached nobody for seven days")


async def test_a_case_is_looked_up_by_whoever_opens_it_also_when_what_it_was_told_with_has_left_it() -> None:
    store = FakeStore(group())
    left, stays = incident(at=MONDAY - minutes(60)), incident(case=case().id)
    card = notice(NoticeKind.CASE, to=ToMember(TOM.id), incident=left.id, case=case().id, state=NoticeState.WAITING)
    await store.record(Record(incidents=(left, stays), cases=(case(CaseKind.REPEATED),), notices=(card,)))
    world = World(store=store)

    assert len(await world.opens_mailbox("Tom")) == 1

    assert [(access.group, access.by, access.case) for access in store.accesses] == [(GROUP, TOM.id, case().id)]
