"""The open cases, for an admin without a tie: a list, and each of them again with its buttons."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime

from bot.adminship import is_admin_now
from bot.case import Case
from bot.group import Group
from bot.incident import Incident
from bot.ladder.ids import notice_id
from bot.ladder.ties import is_tied
from bot.message import Member
from bot.notice import Audience, Notice, NoticeKind, ToDeputy, ToMember
from bot.ports import Platform, Record, Store
from bot.wording import letters
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook

Seen = tuple[Case, tuple[Incident, ...]]


async def seen(store: Store, group: Group, by: Member) -> AsyncIterator[Seen]:
    """Those that are open; never one they wrote in, are spoken of in, or have a tie to."""
    for case in await store.open_cases(group.id):
        incidents = await store.incidents_in(case.id)
        if incidents and not is_tied(by.id, group, incidents, by.name):
            yield case, incidents


class OpenCases:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        """`wake` is called when there may be something to deliver."""
        self._store = store
        self._platform = platform
        self._books = books
        self._clock = clock
        self._wake = wake

    async def asked(self, words: str, by: Member, here: Group | None) -> str:
        """`words`: nothing, or the number of one; in private before it, should there be several, the group."""
        groups = (here,) if here is not None else await self._store.groups()
        own = [(group, to) for group in groups if (to := await self._as(by, group)) is not None]
        if not own:
            return self._books(groups[0].language if here is not None else ENGLISH).say("answers.admins-only")
        named, _, rest = words.partition(" ")
        chosen = [(group, to) for group, to in own if group.id == named]
        if chosen:
            own, words = chosen, rest
        words = words.strip().removeprefix("#")
        if not words:
            return "\n\n".join([await self._listed(group, by, titled=len(own) > 1) for group, _ in own])
        if len(own) > 1:
            names = "\n".join(f"/cases {group.id} {words}" for group, _ in own)
            return f"{self._books(ENGLISH).say('asked.which-group')}\n{names}"
        return await self._shown(*own[0], words, by)

    async def _as(self, by: Member, group: Group) -> Audience | None:
        """In which part they may ask, looked at now; None when in none."""
        if group.deputy == by.id:
            return ToDeputy()
        return ToMember(by.id) if await is_admin_now(by.id, self._platform(group), group) else None

    async def _listed(self, group: Group, by: Member, *, titled: bool) -> str:
        theirs = tuple([one async for one in seen(self._store, group, by)])
        told = letters.open_cases(self._books(group.language), group=group, cases=theirs, now=self._clock())
        return f"{group.id}\n{told}" if titled else told

    async def _shown(self, group: Group, to: Audience, words: str, by: Member) -> str:
        """Its card comes as a letter: privately, with its buttons, and looked at once more when it goes out."""
        book = self._books(group.language)
        found = [one async for one in seen(self._store, group, by) if str(one[0].number) == words]
        if not found:
            # The same for one that is closed, one there never was and one they have a tie to.
            return book.say("cases.gone", case=words) if words.isdecimal() else book.say("cases.shown")
        (case, incidents), now = found[0], self._clock()
        again = Notice(
            id=notice_id(NoticeKind.CASE, case.id, f"{by.id}{now.isoformat()}"),
            group=group.id,
            to=to,
            kind=NoticeKind.CASE,
            due_at=now,
            created_at=now,
            incident=incidents[-1].id,
            case=case.id,
        )
        await self._store.record(Record(notices=(again,)))
        self._wake()
        return book.say("cases.open", case=str(case.number))
