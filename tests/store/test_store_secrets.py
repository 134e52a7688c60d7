"""No text and no name can be read off the disk."""

import stat
from dataclasses import replace
from pathlib import Path

from recorded import GROUP, NOON, case, file_in, incident, mark, notice, opened

from bot.case import Appeal
from bot.finding import Target, TargetKind
from bot.group import Contact, Group, OwnWording, Sentence, Tie
from bot.message import Member, MemberId
from bot.people.register import Register, StaffMember
from bot.ports import Record

SENTINEL = "SENTINEL"


async def test_the_files_hold_no_text_and_no_name(tmp_path: Path) -> None:
    said = incident(text=f"{SENTINEL} says")
    secret = replace(
        said,
        poster=Member(id=MemberId("p1"), name=SENTINEL),
        findings=(
            replace(said.chief, reason=f"{SENTINEL} because", target=Target(TargetKind.PUPIL, f"name:{SENTINEL}")),
        ),
        case=case().id,
    )
    group = Group(
        id=GROUP,
        school=f"{SENTINEL} School",
        contacts=(Contact(kind="head", text=SENTINEL, link=f"https://{SENTINEL}.example"),),
        register=Register((StaffMember(key="staff:1", name=SENTINEL, role=SENTINEL, aliases=(SENTINEL,)),)),
        ties=(Tie(admin=MemberId("p9"), to=f"name:{SENTINEL}"),),
        wordings=(OwnWording(version=1, at=NOON, sentences=(Sentence(language="en", key="note.bot", text=SENTINEL),)),),
    )

    async with opened(tmp_path) as store:
        await store.save_group(group)
        await store.record(
            Record(
                cases=(replace(case(), target=f"name:{SENTINEL}"),),
                incidents=(secret,),
                notices=(replace(notice(), void_because=f"{SENTINEL} left"),),
                marks=(mark(f"name:{SENTINEL}"),),
                appeals=((said.id, Appeal(words=f"{SENTINEL} asks", asked_at=NOON)),),
            )
        )
        files = {file: file.read_bytes() for file in file_in(tmp_path).parent.iterdir()}

    assert {file.name for file in files} == {"schoolgate.db", "schoolgate.db-wal", "schoolgate.db-shm"}
    assert b"incident-1" in b"".join(files.values())
    assert [file.name for file, raw in files.items() if SENTINEL.encode() in raw] == []


async def test_the_same_target_leaves_another_trace_in_another_group(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        here = store._seal.trace("target", "larkrise", "name:kayden")
        there = store._seal.trace("target", "queensway", "name:kayden")

    assert here != there


async def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    async with opened(tmp_path):
        folder = file_in(tmp_path).parent
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())}

    assert set(modes.values()) == {0o700, 0o600}
