"""Tuning by feel: under a case, and after an overturn, an admin changes the rule that decided with one tap."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal, TypeAlias

from bot.desk.rulechange import MAY_BE_SILENCED
from bot.finding import Finding, RuleId
from bot.group import Group
from bot.ladder.ids import notice_id
from bot.ladder.weighing import is_urgent
from bot.message import MemberId
from bot.notice import Choice, Notice, NoticeId, NoticeKind, ToMember
from bot.ports import Record, Store
from bot.wording.phrasebook import Phrasebook

FeelChoice: TypeAlias = Literal[Choice.NEVER, Choice.SOFTER, Choice.STRICTER]
Tune: TypeAlias = Callable[[str, RuleId, Group, MemberId], Awaitable[str]]
"""Shows an admin what one word would do to a rule; they then say whether it is used."""
Apply: TypeAlias = Callable[[NoticeId, Group, MemberId], Awaitable[str]]
"""Makes the change an admin was shown with that notice, if it still can be made."""


class ByFeel:
    """For somebody of whom it has just been made sure that they administer the group and have no tie."""

    def __init__(self, *, store: Store, tune: Tune, books: Callable[[str], Phrasebook]) -> None:
        self._store = store
        self._tune = tune
        self._books = books

    async def pressed(self, notice: Notice, choice: FeelChoice, by: MemberId, group: Group) -> str:
        chief = None if notice.rule is not None else await self._chief(notice)
        rule = notice.rule or (None if chief is None else chief.rule)
        if rule is None:
            return self._books(group.language).say("answers.too-old")
        return await self._tune(choice.value, rule, group, by)

    async def offer(self, notice: Notice, by: MemberId, now: datetime) -> None:
        """To whoever has just said that the bot was wrong, unless the rule is one that nobody quiets with a tap."""
        chief = await self._chief(notice)
        if chief is None or is_urgent(chief) or chief.level not in MAY_BE_SILENCED:
            return
        asked = Notice(
            id=notice_id(NoticeKind.TUNE, notice.id, by),
            group=notice.group,
            to=ToMember(by),
            kind=NoticeKind.TUNE,
            due_at=now,
            created_at=now,
            rule=chief.rule,
        )
        await self._store.record(Record(notices=(asked,)))

    async def _chief(self, notice: Notice) -> Finding | None:
        """What decided the one incident a letter is about, else its case's newest."""
        own = None if notice.incident is None else await self._store.incident(notice.incident)
        if own is not None:
            return own.chief
        incidents = () if notice.case is None else await self._store.incidents_in(notice.case)
        return incidents[-1].chief if incidents else None
