"""Hands a file to the one person who asked for it, directly; that a case's file was handed over stands in the case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.case import Act, Case, Decision
from bot.group import Group
from bot.ladder.ids import notice_id
from bot.ledger import Ledgers
from bot.message import GroupId, MemberId
from bot.notice import Document, Letter, NoticeId, NoticeKind
from bot.pages import everything_about
from bot.ports import Platform, PostponedError, Record, RefusedError, Store, UnreachableError, WithheldError
from bot.report import casefile
from bot.report.casefile import Dossier
from bot.wording.phrasebook import Phrasebook


class CaseFiles:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        ledgers: Ledgers,
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._ledgers = ledgers

    async def hand_over(self, case: Case, by: MemberId, group: Group, now: datetime) -> str:
        book = self._books(group.language)
        async with self._ledgers.hold(group.id):
            known = await self._store.case(case.id) or case
            exported = replace(known, decisions=(*known.decisions, Decision(act=Act.EXPORTED, by=by, at=now)))
            # Set down first: a file that is out and stands nowhere would be worse than the other way round.
            await self._store.record(Record(cases=(exported,)))
        documents = await made(self._store, book, exported, group, now)
        text = book.say("file.letter", case=str(case.number))
        is_sent = await send(self._platform(group), by, group.id, text, documents, f"{case.id}{now.isoformat()}")
        return book.say("actions.file-sent" if is_sent else "actions.file-unsent")


async def made(store: Store, book: Phrasebook, case: Case, group: Group, now: datetime) -> tuple[Document, ...]:
    """The page, and the same as JSON."""
    incidents, notices = await everything_about(store, case.id)
    asked = [(incident.id, await store.appeal(incident.id)) for incident in incidents]
    dossier = Dossier(
        group=group,
        case=case,
        incidents=incidents,
        notices=notices,
        appeals={incident: appeal for incident, appeal in asked if appeal is not None},
        chain=await store.chain(case.id),
    )
    values = casefile.content(book, dossier, now)
    name = f"case-{case.number}"
    return (
        Document(name=f"{name}.html", content=casefile.as_page(values)),
        Document(name=f"{name}.json", content=casefile.as_json(values, lambda each: store.sign(case.id, each))),
    )


async def send(
    platform: Platform, to: MemberId, group: GroupId, text: str, documents: tuple[Document, ...], about: str
) -> bool:
    """Now or not at all: whoever asks again gets it again."""
    letter = Letter(
        notice=notice_id(NoticeKind.OPTIONS, NoticeId(about), to),
        to=to,
        group=group,
        about=None,
        text=text,
        documents=documents,
    )
    return await told(platform, letter)


async def told(platform: Platform, letter: Letter) -> bool:
    """Has it arrived?"""
    try:
        await platform.tell(letter)
    except (UnreachableError, RefusedError, PostponedError, WithheldError):
        return False
    return True
