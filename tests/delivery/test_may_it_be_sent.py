"""What keeps a notice from being sent or passed on; everything else the store holds is left as it was."""

from dataclasses import replace

import pytest
from builders import CHAT, GROUP, MONDAY, SAM, TOM, case, days, group, incident, message, minutes, notice
from fakes import FakePlatform, FakeStore
from world import World

from bot.case import Appeal, Case, CaseKind, CaseState
from bot.delivery.matters import Matter, Matters, Void
from bot.group import Tie
from bot.incident import Count, Incident
from bot.message import MessageId
from bot.notice import Letter, Notice, NoticeKind, NoticeState, ToAdmins, ToMember
from bot.ports import Delivered, Record


def notices(world: World, kind: NoticeKind) -> list[Notice]:
    assert isinstance(world.store, FakeStore)
    return [each for each in world.store.notices.values() if each.kind is kind]


async def fate(about: Notice, what: Incident, appeal: Appeal | None = None) -> object:
    store = FakeStore(group())
    appeals = () if appeal is None else ((what.id, appeal),)
    await store.record(Record(incidents=(what,), cases=(case(),), appeals=appeals))
    found = await Matters(store, None).fate(replace(about, incident=what.id, case=what.case), group(), MONDAY)
    return Matter if isinstance(found, Matter) else found


class Late(FakePlatform):
    """Takes so long over a member's letter that its message is gone before it is handed over."""

    world: World | None = None

    async def tell(self, letter: Letter) -> Delivered:
        if self.world is not None and letter.to == SAM.id:
            await self.world.moderator.deleted(CHAT, MessageId("1"))
        return await super().tell(letter)


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


@pytest.mark.parametrize(
    ("kind", "known", "expected"),
    [
        pytest.param(NoticeKind.CASE, case(), None, id="a case that is open"),
        pytest.param(NoticeKind.CASE, case(state=CaseState.CLOSED), Void("its case is over"), id="one that is closed"),
        pytest.param(NoticeKind.ALERT, case(CaseKind.DANGER), None, id="an alarm nobody has taken on"),
        pytest.param(
            NoticeKind.ALERT,
            case(CaseKind.DANGER, state=CaseState.ACKNOWLEDGED, acknowledged_at=MONDAY),
            Void("somebody has acknowledged", NoticeState.ACKNOWLEDGED),
            id="one that somebody has",
        ),
    ],
)
async def test_what_is_for_the_admins_is_passed_on_for_as_long_as_its_case_needs_them(
    kind: NoticeKind, known: Case, expected: Void | None
) -> None:
    store, about = FakeStore(group()), incident(case=known.id)
    await store.record(Record(incidents=(about,), cases=(known,)))
    asks = notice(kind, to=ToAdmins(), incident=about.id, case=known.id)

    assert await Matters(store, None).still_wanted(asks, MONDAY) == expected


async def test_whoever_has_a_tie_to_one_message_of_a_case_is_not_told_of_the_case() -> None:
    world = World(store=FakeStore(group(ties=(Tie(admin=TOM.id, to="staff:1"),))))
    for text in ("[reminder] Kemp", "[reminder] Dunn", "[reminder] Dunn"):
        await world.says(text)
        await world.later(days(3), step=days(1))

    assert await world.cases() == ("repeated",)
    assert (len(world.letters("Tom")), world.letters("Priya") != ()) == (0, True)


async def test_what_is_called_back_while_it_is_handed_over_has_arrived_and_stays_called_back() -> None:
    world = World(store=FakeStore(group()), platform=(platform := Late()))
    platform.world = world

    await world.says("[reminder] Dunn")

    (note,) = notices(world, NoticeKind.NOTE)
    assert (note.state, note.delivered_at) == (NoticeState.VOID, MONDAY)
    assert await world.counts() == ("cleared",)


async def test_what_is_called_back_while_nobody_can_be_reached_stays_called_back() -> None:
    world = World(store=FakeStore(group()), platform=(platform := Late(unreachable={SAM.id})))
    platform.world = world

    await world.says("[reminder] Dunn")

    (note,) = notices(world, NoticeKind.NOTE)
    assert (note.state, note.delivered_at) == (NoticeState.VOID, None)


async def test_what_is_shown_in_passing_long_after_its_message_has_not_arrived() -> None:
    world = World(platform=FakePlatform(ephemeral_only={SAM.id}))
    await world.moderator.handle(message("[reminder] Dunn"))
    world.now += minutes(10)

    await world.courier.step(world.now)

    (note,) = notices(world, NoticeKind.NOTE)
    assert (len(world.letters("Sam")), note.state, note.delivered_at) == (1, NoticeState.WAITING, None)


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
