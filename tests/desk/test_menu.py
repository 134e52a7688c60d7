"""/admin is short and true; handing over and removing are asked twice, and can be undone until they are done."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import CHAT, GROUP, LENA, PRIYA, SAM, TOM, case, days, group, incident, member, message, minutes, notice
from fake_rules import fake_rulebook
from fakes import FakePlatform, FakeStore, kept

from bot.app import core
from bot.checkup import Checked, Outcome
from bot.finding import Level
from bot.group import Contact, Group, Mode, Tie
from bot.message import ChatId, Member, MemberId
from bot.notice import NoticeState
from bot.ports import ClosedWay, Record, Why
from bot.reach import Reach
from bot.reception import Reception

NOW = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
TODAY = date(2026, 9, 7)
OFFICE = Contact(kind="school-office", text="The office", checked_on=date(2026, 3, 1))


@pytest.fixture
def store() -> FakeStore:
    ties = (Tie(admin=LENA.id, to="staff"), Tie(admin=MemberId("gone"), to="staff:1"))
    return FakeStore(group(contacts=(OFFICE,), ties=ties))


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(group_admins=(PRIYA, TOM, LENA))


@pytest.fixture
def reception(store: FakeStore, platform: FakePlatform) -> Reception:
    plugged = core(store=store, rulebook=fake_rulebook(), platform=lambda _: platform, clock=lambda: NOW)
    return plugged.reception


async def test_admin_says_in_a_few_lines_how_things_are(reception: Reception, store: FakeStore) -> None:
    waiting = replace(notice(), state=NoticeState.WAITING, created_at=NOW - days(1))
    store.notices[waiting.id] = waiting

    told = await reception.asked("admin", "", PRIYA, None)

    assert told.splitlines() == [
        "Larkrise Primary School: members get notes",
        "Staff: 3. Contacts: 1.",
        "Open cases: 0. Notes that wait for their members: 1.",
        (
            "More: /cases /check /set /setup /staff /contacts /rules /wording /languages"
            " /live /shadow /pause /handover /remove"
        ),
    ]


async def test_admin_says_on_which_of_its_platforms_nothing_is_heard(store: FakeStore, platform: FakePlatform) -> None:
    now = [NOW]
    plugged = core(store=store, rulebook=fake_rulebook(), platform=lambda _: platform, clock=lambda: now[0])
    await store.save_group(replace(await kept(store), chats=(ChatId("telegram:-1"), ChatId("discord:server:1"))))
    told = []
    for wait in (minutes(5), minutes(1)):
        plugged.intake.lines.lost("Discord")
        now[0] += wait
        told.append(await plugged.reception.asked("admin", "", PRIYA, None))
    plugged.intake.lines.heard("Discord")
    told.append(await plugged.reception.asked("admin", "", PRIYA, None))

    lost = "! I lost touch with Discord at 13:00. What is said there I read once I am back."
    assert [lost in each.splitlines() for each in told] == [False, True, False]


async def test_admin_counts_no_case_that_is_kept_from_whoever_asks(reception: Reception, store: FakeStore) -> None:
    about_a_teacher = incident(Level.SERIOUS, at=NOW, case=case(at=NOW).id)
    await store.record(Record(cases=(case(at=NOW),), incidents=(about_a_teacher,)))

    told = {admin.name: await reception.asked("admin", "", admin, None) for admin in (PRIYA, LENA)}

    assert "Open cases: 1." in told["Priya"]
    assert "Open cases: 0." in told["Lena"]
    assert await reception.asked("cases", "", LENA, None) == "No case is open. There is nothing to do."


async def test_while_the_platform_is_asked_how_many_it_reaches_messages_are_judged(store: FakeStore) -> None:
    class SlowPlatform(FakePlatform):
        async def reach(self, group: Group, opened: frozenset[MemberId], closed: frozenset[MemberId]) -> Reach:  # noqa: ARG002  # whoever is asked about
            async with asyncio.timeout(2):
                await plugged.moderator.handle(message("Hello", at=NOW))
            return Reach(reached=1, members=1)

    platform = SlowPlatform(group_admins=(PRIYA,))
    plugged = core(store=store, rulebook=fake_rulebook(), platform=lambda _: platform, clock=lambda: NOW)

    told = await plugged.reception.asked("admin", "", PRIYA, None)

    assert "I can reach all 1 members directly, as far as I know." in told.splitlines()


@pytest.mark.parametrize(
    ("members", "told"),
    [
        pytest.param(40, "I can reach 1 of 40 members directly, as far as I know. Please ask", id="some"),
        pytest.param(1, "I can reach all 1 members directly, as far as I know.", id="all"),
        pytest.param(None, "I can reach 1 members directly. How many are in the group, I cannot", id="uncounted"),
    ],
)
async def test_admin_counts_whom_a_direct_message_reaches(
    reception: Reception, store: FakeStore, platform: FakePlatform, members: int | None, told: str
) -> None:
    platform.counts_members, platform.members = True, members
    platform.strangers = {MemberId("a-stranger")}
    for person in (SAM, TOM, member("A-stranger")):
        await reception.reachability.met(person)
    closed = ClosedWay(group=GROUP, member=TOM.id, until=NOW + days(1), why=Why.BLOCKED)
    await store.record(Record(ways=(closed,)))

    lines = (await reception.asked("admin", "", PRIYA, None)).splitlines()

    assert [line for line in lines if line.startswith(told)]
    assert not any(name in "\n".join(lines) for name in ("Sam", "Tom"))


async def test_whoever_leaves_the_group_is_counted_no_more(
    reception: Reception, store: FakeStore, platform: FakePlatform
) -> None:
    platform.counts_members = True
    await reception.reachability.met(SAM)

    await reception.reachability.left(await kept(store), SAM.id)

    assert "I can reach 0 members" in await reception.asked("admin", "", PRIYA, None)


async def test_admin_says_that_the_bot_cannot_read_until_it_can(reception: Reception, store: FakeStore) -> None:
    blind = reception.trouble("blind", await kept(store))
    reception.health.found(CHAT, (blind,))
    told = await reception.asked("admin", "", PRIYA, None)
    reception.health.found(CHAT, ())

    assert f"! {blind}" in told.splitlines()
    assert blind not in await reception.asked("admin", "", PRIYA, None)


async def test_the_privacy_check_says_what_to_mend_first(reception: Reception, platform: FakePlatform) -> None:
    platform.checked = (
        Checked(Outcome.GOOD, "the rest is well"),
        Checked(Outcome.ASK, "New members see the past. Is that wanted?"),
        Checked(Outcome.FIX, "Anybody can join. Tap the group's name, Edit, Group Type, Private."),
    )
    told = await reception.asked("check", "", PRIYA, None)
    platform.checked = ()
    nowhere = await reception.asked("check", "", PRIYA, None)

    assert told.splitlines() == [
        "Fix: Anybody can join. Tap the group's name, Edit, Group Type, Private.",
        "Ask: New members see the past. Is that wanted?",
        "Pass: the rest is well.",
    ]
    assert nowhere == "This group has no chat that I can look at."
    assert await reception.asked("check", "", SAM, None) == "Only the group's admins can do that."


async def test_contacts_are_made_sure_of_at_a_word(reception: Reception, store: FakeStore) -> None:
    shown = await reception.asked("contacts", "", PRIYA, None)
    await reception.asked("contacts", "ok", PRIYA, None)

    assert shown.startswith("school-office: The office (checked 1 March)")
    assert (await kept(store)).contacts == (replace(OFFICE, checked_on=TODAY),)


async def test_handing_over_asks_for_contacts_and_ties_again(reception: Reception, store: FakeStore) -> None:
    before = await kept(store)
    await reception.asked("handover", "", PRIYA, None)
    unasked = await kept(store)
    told = await reception.asked("handover", "yes", PRIYA, None)

    after = await kept(store)
    assert unasked == before
    assert after == replace(
        before, contacts=(replace(OFFICE, checked_on=None),), ties=(Tie(admin=LENA.id, to="staff"),)
    )
    assert "= Lena: staff" in told.splitlines()


class Asking(FakePlatform):
    """What happens while it is asked who the admins are; the first time it is asked whether somebody is one."""

    meanwhile: Callable[[], Awaitable[None]]
    times: int = 0

    async def admins(self, group: Group) -> tuple[Member, ...]:
        self.times += 1
        if self.times == 2:
            async with asyncio.timeout(2):
                await self.meanwhile()
        return await super().admins(group)


async def test_while_the_platform_is_asked_who_the_admins_are_messages_are_judged_and_ties_declared(
    store: FakeStore,
) -> None:
    platform = Asking(group_admins=(PRIYA, LENA))
    plugged = core(store=store, rulebook=fake_rulebook(), platform=lambda _: platform, clock=lambda: NOW)

    async def meanwhile() -> None:
        await plugged.moderator.handle(message("Hello", at=NOW))
        async with plugged.ledgers.hold(GROUP):
            before = await kept(store)
            await store.save_group(replace(before, ties=(*before.ties, Tie(admin=TOM.id, to="staff:2"))))

    platform.meanwhile = meanwhile
    await plugged.reception.asked("handover", "yes", PRIYA, None)

    assert (await kept(store)).ties == (Tie(admin=LENA.id, to="staff"), Tie(admin=TOM.id, to="staff:2"))


async def test_removing_needs_a_yes_stops_every_note_and_can_be_undone(reception: Reception, store: FakeStore) -> None:
    before = await kept(store)
    await reception.asked("remove", "", PRIYA, None)
    unasked = await kept(store)

    told = await reception.asked("remove", "yes", PRIYA, None)
    going = await kept(store)
    await reception.asked("remove", "no", TOM, None)
    stays = await kept(store)

    assert unasked == before
    assert going.mode is stays.mode is Mode.PAUSED
    assert going.goes_at is not None
    assert going.goes_at - NOW <= days(1)
    assert "Everything is wiped on Tuesday 8 September at 12:00." in told
    assert stays.goes_at is None


@pytest.mark.parametrize("command", ["contacts", "handover", "remove", "setup"])
async def test_only_an_admin_may_ask(reception: Reception, store: FakeStore, command: str) -> None:
    before = await kept(store)

    told = await reception.asked(command, "yes", replace(PRIYA, id=MemberId("sam")), None)

    assert told == "Only the group's admins can do that."
    assert await kept(store) == before


@pytest.mark.parametrize("is_elsewhere", [True, False])
async def test_whoever_leaves_one_of_two_chats_is_still_in_the_group_if_they_are_in_the_other(
    reception: Reception, store: FakeStore, platform: FakePlatform, *, is_elsewhere: bool
) -> None:
    await store.save_group(replace(await kept(store), chats=(CHAT, ChatId("another"))))
    await store.save_language(GROUP, SAM.id, "pl", NOW)
    platform.strangers = set() if is_elsewhere else {SAM.id}

    await reception.reachability.left(await kept(store), SAM.id)

    assert await store.language(GROUP, SAM.id) == ("pl" if is_elsewhere else None)
