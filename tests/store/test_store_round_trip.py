"""What goes into the store comes out as it went in."""

import asyncio
import tempfile
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from anything import GROUPS, LONG_AGO, records
from hypothesis import given, settings
from hypothesis import strategies as st
from recorded import GROUP, NOON, case, incident, mark, notice, opened, opened_from

from adapters.store.store import SqlStore
from bot.finding import Span
from bot.group import Group
from bot.incident import CaseId, Said
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import NoticeKind, NoticeState, ToAdmins, ToDeputy, ToMember
from bot.ports import ClosedWay, Record, Store, Why


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its tables made."""

    async def make(folder: Path) -> Path:
        async with opened(folder):
            return folder

    return asyncio.run(make(tmp_path_factory.mktemp("template")))


async def kept(store: SqlStore, record: Record) -> Record:
    """The same things, asked for one by one."""
    incidents = [await store.incident(each.id) for each in record.incidents]
    cases = [await store.case(each.id) for each in record.cases]
    notices = [await store.notice(each.id) for each in record.notices]
    appeals = [(of, await store.appeal(of)) for of, _ in record.appeals]
    about = {each.target: await store.marks(GROUP, each.target, LONG_AGO) for each in record.marks}
    ways = [await store.closed_way(each.group, each.member) for each in record.ways]
    rules = await store.rule_records(GROUP)
    return Record(
        incidents=tuple(each for each in incidents if each),
        cases=tuple(each for each in cases if each),
        notices=tuple(each for each in notices if each),
        marks=tuple(each for each in record.marks if each in about[each.target]),
        rules=tuple(each for each in record.rules if each in rules),
        ways=tuple(each for each in ways if each),
        appeals=tuple((of, each) for of, each in appeals if each),
    )


@settings(max_examples=40, deadline=None)
@given(first=records(), data=st.data())
def test_every_value_written_comes_back_equal_and_so_does_what_is_written_over_it(
    template: Path, first: Record, data: st.DataObject
) -> None:
    then = replace(data.draw(records()), cases=tuple(replace(each, target="member:9") for each in first.cases))
    then = replace(
        then,
        incidents=tuple(
            replace(new, id=old.id, case=old.case) for new, old in zip(then.incidents, first.incidents, strict=False)
        ),
        notices=tuple(
            replace(new, id=old.id, incident=old.incident, case=old.case)
            for new, old in zip(then.notices, first.notices, strict=False)
        ),
        appeals=(),
    )

    async def play(folder: Path) -> None:
        async with opened_from(template, folder) as store:
            await store.record(first)
            assert await kept(store, first) == first

            await store.record(then)
            assert await kept(store, then) == then

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder)))


@settings(max_examples=40, deadline=None)
@given(group=GROUPS)
def test_a_group_comes_back_equal(template: Path, group: Group) -> None:
    async def play(folder: Path) -> None:
        async with opened_from(template, folder) as store:
            await store.save_group(group)
            assert await store.group(GROUP) == group
            assert await store.groups() == (group,)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder)))


async def test_a_time_of_another_zone_is_the_same_moment_in_utc(tmp_path: Path) -> None:
    local = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))

    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(incident(posted_at=local),)))
        found = await store.incident(incident().id)

    assert found is not None
    assert found.posted_at.isoformat() == NOON.isoformat()


async def test_nothing_unknown_is_found(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        port: Store = store
        assert await port.group(GroupId("nobody")) is None
        assert await port.incident(incident().id) is None
        assert await port.incident_of(ChatId("chat"), MessageId("message-1")) is None
        assert await port.appeal(incident().id) is None
        assert await port.case(CaseId("case-1")) is None
        assert await port.notice(notice().id) is None
        assert await port.open_cases(GROUP) == ()
        assert await port.due(NOON) == ()


async def test_an_incident_is_found_by_any_of_its_messages_in_its_own_chat(tmp_path: Path) -> None:
    first = incident("1")
    two = replace(
        first,
        said=(*first.said, Said(message=MessageId("second"), sent_at=NOON, excerpt=None, spans=(Span(1, 2),))),
    )
    elsewhere = incident("2", chat="another chat")

    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(two, elsewhere)))

        assert await store.incident_of(ChatId("chat"), MessageId("second")) == two
        assert await store.incident_of(ChatId("another chat"), MessageId("second")) is None


async def test_the_incident_judged_last_answers_for_a_message_that_had_two(tmp_path: Path) -> None:
    first = incident("1")
    later = replace(incident("2", judged_after=timedelta(seconds=9)), said=first.said)

    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(later, first)))

        assert await store.incident_of(ChatId("chat"), MessageId("message-1")) == later


async def test_history_is_the_members_own_in_the_group_posted_after_and_oldest_first(tmp_path: Path) -> None:
    old, edge, early, late = (incident(str(days), posted_at=NOON - timedelta(days=days)) for days in (31, 30, 20, 10))
    another = incident("theirs", poster="p2")

    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(late, old, early, another, edge)))

        assert await store.history(GROUP, MemberId("p1"), NOON - timedelta(days=30)) == (early, late)


async def test_a_case_lists_its_incidents_oldest_first(tmp_path: Path) -> None:
    early, late = (incident(str(days), posted_at=NOON - timedelta(days=days), case=case().id) for days in (2, 1))

    async with opened(tmp_path) as store:
        await store.record(Record(cases=(case(),), incidents=(late, early, incident("apart"))))

        assert await store.incidents_in(case().id) == (early, late)


async def test_open_cases_are_those_nobody_has_decided(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.record(Record(cases=(case(2), case(1), case(3, decided_at=NOON))))

        assert await store.open_cases(GROUP) == (case(1), case(2))


async def test_due_gives_alerts_first_and_then_the_oldest(tmp_path: Path) -> None:
    late = notice("late", due_at=NOON - timedelta(minutes=1))
    early = notice("early", due_at=NOON - timedelta(minutes=9))
    alert = notice("alert", kind=NoticeKind.ALERT)
    not_yet = notice("not yet", due_at=NOON + timedelta(microseconds=1))
    gone = notice("gone", state=NoticeState.DELIVERED)

    async with opened(tmp_path) as store:
        await store.record(Record(notices=(late, early, alert, not_yet, gone)))

        assert await store.due(NOON) == (alert, early, late)


async def test_notices_of_one_moment_come_in_the_order_in_which_they_were_decided(tmp_path: Path) -> None:
    decided = tuple(notice(name, state=NoticeState.WAITING) for name in ("c", "a", "b"))

    async with opened(tmp_path) as store:
        await store.record(Record(notices=decided))
        await store.record(Record(notices=(replace(decided[0], attempts=1),)))

        waiting = await store.mailbox(GROUP, frozenset({ToMember(MemberId("p1"))}))

        assert [each.id for each in waiting] == [each.id for each in decided]


async def test_what_is_being_handed_over_is_due_at_once_and_says_how_often_it_was_cut_off(tmp_path: Path) -> None:
    first, other = notice("first", due_at=NOON + timedelta(hours=1)), notice("other")

    async with opened(tmp_path) as store:
        await store.record(Record(notices=(first, other)))
        await store.sending((first.id,))
        once = replace(first, state=NoticeState.SENDING)
        assert await store.due(NOON) == (other, once)

    async with opened(tmp_path) as store:
        assert await store.notice(first.id) == once
        await store.sending((first.id, other.id))

        assert await store.notice(first.id) == replace(once, interrupted=1)
        assert await store.notice(other.id) == replace(other, state=NoticeState.SENDING)


async def test_a_closed_way_is_forgotten_with_its_member_and_when_its_time_is_up(tmp_path: Path) -> None:
    sam, jo = (ClosedWay(group=GROUP, member=MemberId(name), until=NOON, why=Why.BLOCKED) for name in ("p1", "p2"))

    async with opened(tmp_path) as store:
        await store.record(Record(ways=(sam, jo)))
        await store.forget(GROUP, sam.member, NOON)
        assert [await store.closed_way(GROUP, each.member) for each in (sam, jo)] == [None, jo]

        await store.expire(NOON - timedelta(microseconds=1))
        assert await store.closed_way(GROUP, jo.member) == jo
        await store.expire(NOON)
        assert await store.closed_way(GROUP, jo.member) is None


async def test_the_mailbox_holds_what_waits_for_this_member(tmp_path: Path) -> None:
    waiting = notice("waiting", state=NoticeState.WAITING)

    async with opened(tmp_path) as store:
        beyond = replace(notice("beyond", state=NoticeState.WAITING), to=ToDeputy())
        await store.record(Record(notices=(waiting, notice("queued"), beyond)))
        sam, jo, deputy = ToMember(MemberId("p1")), ToMember(MemberId("p2")), ToDeputy()

        assert await store.mailbox(GROUP, frozenset({sam})) == (waiting,)
        assert await store.mailbox(GROUP, frozenset({jo})) == ()
        assert await store.mailbox(GROUP, frozenset({jo, deputy})) == (beyond,)
        assert await store.mailbox(GROUP, frozenset({sam, deputy})) == (waiting, beyond)
        assert await store.mailbox(GROUP, frozenset()) == ()
        assert await store.mailbox(GroupId("queensway"), frozenset({sam})) == ()
        assert await store.waiting_since(NOON + timedelta(hours=1)) == (waiting, beyond)
        assert await store.waiting_since(NOON) == ()


async def test_notices_are_found_by_incident_and_by_case(tmp_path: Path) -> None:
    note = notice("note", incident="incident-1")
    card = notice("card", kind=NoticeKind.CASE, case="case-1")

    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(incident(),), cases=(case(),), notices=(note, card)))

        assert await store.notices_of(incident().id) == (note,)
        assert await store.notices_about(case().id) == (card,)


async def test_a_case_is_unheard_of_until_one_of_its_alerts_reaches_a_person(tmp_path: Path) -> None:
    passed_on = replace(
        notice("to all", kind=NoticeKind.ALERT, case="case-1", state=NoticeState.DELIVERED), to=ToAdmins()
    )
    blocked = notice("blocked", kind=NoticeKind.ALERT, case="case-1", state=NoticeState.WAITING)
    arrived = notice("arrived", kind=NoticeKind.ALERT, case="case-1", state=NoticeState.DELIVERED)
    card = notice("card", kind=NoticeKind.CASE, case="case-2")

    async with opened(tmp_path) as store:
        await store.record(Record(cases=(case(1), case(2)), notices=(passed_on, blocked, card)))
        assert await store.unheard() == (case(1),)

        await store.record(Record(notices=(arrived,)))
        assert await store.unheard() == ()


async def test_marks_are_found_by_target_within_their_group(tmp_path: Path) -> None:
    early, late = mark("name:kayden", at=NOON - timedelta(hours=2)), mark("name:kayden", at=NOON)
    queensway = GroupId("queensway")

    async with opened(tmp_path) as store:
        await store.save_group(Group(id=queensway, school="Queensway Academy"))
        await store.record(Record(marks=(late, early, mark("name:kay"), mark("name:kayden", group=queensway))))
        await store.record(Record(marks=(late,)))

        assert await store.marks(GROUP, "name:kayden", NOON - timedelta(days=1)) == (early, late)
        assert await store.marks(GROUP, "name:kayden", NOON - timedelta(hours=2)) == (late,)


async def test_case_numbers_count_within_the_group_and_are_never_given_twice(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        first, second = await asyncio.gather(store.next_case_number(GROUP), store.next_case_number(GROUP))
        assert sorted((first, second)) == [1, 2]
        assert await store.next_case_number(GroupId("queensway")) == 1
        await store.record(Record(cases=(case(1, decided_at=NOON), case(2, decided_at=NOON))))
        await store.expire(NOON + timedelta(days=400))

    async with opened(tmp_path) as store:
        assert await store.next_case_number(GROUP) == 3
