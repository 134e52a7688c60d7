"""A member is shown all that is held about them, is erased at their wish, and a group goes as a whole."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from builders import group, member
from recorded import GROUP, KEY, NOON, case, file_in, incident, mark, notice, opened
from world import World

from adapters.store.opening import open_store
from adapters.store.seal import keyed_name
from adapters.store.store import SqlStore
from bot.case import Appeal, CaseKind, CaseState
from bot.desk.dataprotection import DataProtection
from bot.group import Group
from bot.held import Forgotten, Held, StillOpen
from bot.incident import Count, Incident, Said
from bot.ledger import Ledgers
from bot.message import GroupId, Media, Member, MemberId
from bot.ports import Record

SAM_NAMED = member("Sam")
SAM = MemberId("p1")
BEFORE = NOON - timedelta(days=1)


def _desk(store: SqlStore) -> DataProtection:
    return DataProtection(store=store, ledgers=Ledgers())


def with_photo(incident: Incident) -> Incident:
    return replace(incident, said=(replace(incident.said[0], media=frozenset({Media.PHOTO})),))


async def test_forgetting_leaves_bare_counts_that_only_the_key_ties_to_the_member(tmp_path: Path) -> None:
    counted = replace(with_photo(incident("1")), count=Count.COUNTED, delivered_at=NOON, case=case().id)
    pointer = replace(incident("2", text="careful now"), count=Count.NOTHING)
    async with opened(tmp_path) as store:
        await store.record(
            Record(
                cases=(case(),),
                incidents=(counted, pointer),
                notices=(notice(incident="incident-1"),),
                marks=(mark(),),
                appeals=((counted.id, Appeal(words="not me", asked_at=NOON)),),
            )
        )

        erased = await _desk(store).forget(GROUP, SAM, NOON)

        held = await store.about(GROUP, SAM)
        (left,) = held.incidents
        assert erased == Forgotten(1)
        assert held == Held(incidents=(left,))
        day = NOON.replace(hour=0)
        assert left == replace(
            counted,
            id=left.id,
            poster=Member(id=left.poster.id, name=""),
            said=(Said(message=left.said[0].message, sent_at=day, excerpt=None, spans=()),),
            judged_at=day,
            delivered_at=day,
            findings=(replace(counted.chief, reason="", spans=(), target=replace(counted.chief.target, key=None)),),
            case=None,
        )
        named = [raw for raw in _files(tmp_path) for word in (counted.id, SAM, "message-1") if word.encode() in raw]
        assert named == []
        assert await store.incident_of(counted.chat, counted.said[0].message) == left  # the same once more is known
        assert await store.ailments() == ()
        assert await store.history(GROUP, SAM, BEFORE) == (left,)
        assert await store.case(case().id) is None
        await store.expire(NOON + timedelta(days=31))
        assert await store.about(GROUP, SAM) == Held()


async def test_a_question_that_was_asked_goes_with_its_words_and_forgetting_is_no_way_round_the_count(
    tmp_path: Path,
) -> None:
    frozen = replace(incident(), count=Count.FROZEN, delivered_at=NOON)
    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(frozen,), appeals=((frozen.id, Appeal(words="not me", asked_at=NOON)),)))

        assert await _desk(store).forget(GROUP, SAM, NOON) == Forgotten(1)

        held = await store.about(GROUP, SAM)
        assert [each.count for each in held.incidents] == [Count.COUNTED]
        assert held.appeals == ()


async def test_who_was_forgotten_and_goes_on_is_forgotten_again(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{file_in(tmp_path)}", KEY) as store:
        await store.save_group(group())
        world = World(store=store)
        said = await world.says("[reminder] Dunn, as ever")
        assert isinstance(await store.forget(group().id, member("Sam").id, world.now), Forgotten)
        await world.hears(said)
        assert await world.counts() == ("counted",)

        await world.edits(said, "[reminder] Dunn SENTINEL")

        (again,) = await world.history()
        assert (again.poster, [each.excerpt for each in again.said]) == (SAM_NAMED, [None, "[reminder] Dunn SENTINEL"])
        assert isinstance(await store.forget(group().id, member("Sam").id, world.now), Forgotten)
        (bare,) = await world.history()
        assert [each.excerpt for each in bare.said] == [None]
        assert await world.counts() == ("counted",)


async def test_nothing_is_forgotten_while_a_grave_case_is_open(tmp_path: Path) -> None:
    grave = case(kind=CaseKind.SERIOUS)
    said = replace(incident(), case=grave.id)
    async with opened(tmp_path) as store:
        await store.record(Record(cases=(grave,), incidents=(said,)))

        assert await _desk(store).forget(GROUP, SAM, NOON) == StillOpen((grave.id,))
        assert await store.incident(said.id) == said

        await store.record(Record(cases=(replace(grave, state=CaseState.CLOSED, decided_at=NOON),)))
        assert await _desk(store).forget(GROUP, SAM, NOON) == Forgotten(0)
        assert await store.incident(said.id) is None


async def test_forgetting_one_leaves_what_others_did_in_the_same_case(tmp_path: Path) -> None:
    crowd = case(kind=CaseKind.CROWD)
    theirs = replace(incident("2", poster="p2"), case=crowd.id)
    async with opened(tmp_path) as store:
        await store.record(Record(cases=(crowd,), incidents=(replace(incident("1"), case=crowd.id), theirs)))

        await _desk(store).forget(GROUP, SAM, NOON)

        assert await store.incidents_in(crowd.id) == (theirs,)
        left = await store.case(crowd.id)
        assert left is not None
        assert left.poster != SAM


async def test_who_has_left_only_a_trace_in_a_copy_is_forgotten_again_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.record(Record(marks=(mark(),), notices=(notice(),)))

        await store.erase_again(frozenset({keyed_name(GROUP, SAM, store._seal)}))

        assert await store.about(GROUP, SAM) == Held()


async def test_no_ciphertext_of_a_forgotten_message_is_left_in_the_files(tmp_path: Path) -> None:
    said = replace(incident(text="SENTINEL"), count=Count.COUNTED)
    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(said,)))
        async with store._engine.connect() as connection:
            sealed = (await connection.exec_driver_sql("SELECT excerpt FROM said")).scalars().all()
            names = (await connection.exec_driver_sql("SELECT poster_name FROM incidents")).scalars().all()
        captured = [*sealed, *names]
        assert all(any(each in raw for raw in _files(tmp_path)) for each in captured)

        await _desk(store).forget(GROUP, SAM, NOON)

        assert [each for each in captured for raw in _files(tmp_path) if each in raw] == []


async def test_a_member_is_shown_what_is_theirs_and_nobody_elses(tmp_path: Path) -> None:
    closed = replace(case(), state=CaseState.CLOSED, decided_at=NOON, decided_by=MemberId("the-admin"))
    own = with_photo(incident("1", case=closed.id))
    async with opened(tmp_path) as store:
        await store.record(
            Record(
                cases=(closed,),
                incidents=(own, incident("2", poster="p2", text="of another")),
                appeals=((own.id, Appeal(words="it was a joke", asked_at=NOON)),),
                notices=(notice(incident="incident-1"),),
                marks=(mark(),),
            )
        )

        text = await _desk(store).export(GROUP, SAM, NOON)

    assert text is not None
    shown = json.loads(text)
    assert {name: len(each) for name, each in shown.items() if isinstance(each, list)} == {
        "incidents": 1,
        "cases": 1,
        "notices": 1,
        "marks": 1,
    }
    assert shown["incidents"][0]["messages"] == [
        {
            "message": "message-1",
            "sent_at": NOON.isoformat(),
            "excerpt": "you lot are useless",
            "is_edited": False,
            "is_forwarded": False,
            "is_deleted": False,
            "carries": ["photo"],
        }
    ]
    assert shown["incidents"][0]["asked_a_person"]["words"] == "it was a joke"
    assert [word for word in ("of another", "the-admin", "p2", "staff:1") if word in text] == []


async def test_wiping_a_group_takes_all_of_it_and_nothing_of_another(tmp_path: Path) -> None:
    other = GroupId("queensway")
    elsewhere = replace(incident("2"), group=other)
    async with opened(tmp_path) as store:
        await store.save_group(Group(id=other, school="Queensway School"))
        await store.record(
            Record(
                cases=(case(),),
                incidents=(replace(incident("1"), case=case().id), elsewhere),
                notices=(notice(incident="incident-1"),),
                marks=(mark(), mark(group=other)),
            )
        )

        assert await _desk(store).wipe(GROUP, NOON)
        assert not await _desk(store).wipe(GROUP, NOON)

        assert [group.id for group in await store.groups()] == [other]
        assert await store.about(GROUP, SAM) == Held()
        assert (await store.about(other, SAM)).incidents == (elsewhere,)


def _files(folder: Path) -> list[bytes]:
    return [each.read_bytes() for each in file_in(folder).parent.iterdir()]
