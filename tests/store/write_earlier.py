"""Writes tests/store/earlier/NNNN.sql: a database of the newest tables with something of everything in it.

Run it with every new migration, from the root: PYTHONPATH=.:tests:tests/store python tests/store/write_earlier.py
"""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from recorded import GROUP, NOON, case, file_in, incident, mark, notice, opened

from bot.access import Access, Deed
from bot.case import Appeal
from bot.conversation import Conversation, Step
from bot.finding import RuleId
from bot.incident import Count
from bot.message import ChatId, MemberId, MessageId
from bot.overlay import Overlay
from bot.ports import ClosedWay, Record, Why
from bot.reach import OpenWay
from bot.rulerecord import RuleRecord
from bot.unjudged import Unjudged

EARLIER = Path(__file__).parent / "earlier"
SAID = (incident("1", case=case().id), incident("2", text="café \ud83c"))
APPEAL = Appeal(words="it was a joke", asked_at=NOON)
NOTICE = replace(notice(incident="incident-1"), void_because="they left")
LEFT = Unjudged(
    group=GROUP,
    chat=ChatId("chat"),
    message=MessageId("m9"),
    said_at=NOON,
    error="ValueError in bot/x.py:3",
    at=NOON,
)
FORGOTTEN = MemberId("p3")
SAM, JO = MemberId("p1"), MemberId("p2")
ACCESS = Access(group=GROUP, by=JO, deed=Deed.SHOWN, at=NOON, case=case().id)
CLOSED = ClosedWay(group=GROUP, member=SAM, until=NOON + timedelta(days=1), why=Why.BLOCKED)
OPENED = OpenWay(group=GROUP, member=JO, at=NOON)
RULE = RuleRecord(group=GROUP, rule=RuleId("insult"), right=2, wrong=1, tried=3)
OVERLAY = Overlay(group=GROUP, version=1, text="version: 1", by=JO, at=NOON, began=((RuleId("insult"), NOON),))
TALK = Conversation(member=JO, group=GROUP, at=NOON, step=Step.STAFF, pending="Mr Dunn, PE")
LANGUAGE = "pl"


async def fill(folder: Path) -> None:
    async with opened(folder) as store:
        await store.record(
            Record(
                cases=(case(),),
                incidents=SAID,
                notices=(NOTICE,),
                marks=(mark(),),
                appeals=((SAID[0].id, APPEAL),),
                unjudged=(LEFT,),
                accesses=(ACCESS,),
                rules=(RULE,),
                ways=(CLOSED,),
                opened=(OPENED,),
            )
        )
        await store.has_read(LEFT.chat, LEFT.message)
        await store.save_overlay(OVERLAY)
        await store.save_conversation(TALK)
        await store.save_language(GROUP, JO, LANGUAGE, NOON)
        gone = replace(incident("3", poster=FORGOTTEN), count=Count.COUNTED, delivered_at=NOON)
        await store.record(Record(incidents=(gone,)))
        await store.forget(GROUP, FORGOTTEN, NOON)


def main() -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(fill(Path(folder)))
        with closing(sqlite3.connect(file_in(Path(folder)))) as database:
            (version,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
            (EARLIER / f"{version}.sql").write_text("\n".join(database.iterdump()) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
