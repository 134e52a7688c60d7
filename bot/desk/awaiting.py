"""Whose own words are waited for, after "Ask a person": kept with the appeal, so that no restart forgets it."""

from datetime import datetime, timedelta

from bot.ladder.terms import WINDOW
from bot.message import MemberId
from bot.notice import NoticeId, NoticeKind, ToMember
from bot.ports import Store

WORDS_WITHIN = timedelta(days=1)
"""What a member writes in private later than that is about something else."""


async def awaited(store: Store, member: MemberId, now: datetime) -> NoticeId | None:
    """The note they asked about last, when they have said nothing about it yet."""
    found: list[tuple[datetime, NoticeId]] = []
    for group in await store.groups():
        for incident in await store.history(group.id, member, now - WINDOW):
            appeal = await store.appeal(incident.id)
            if appeal is None or appeal.words or appeal.decided_at is not None or now - appeal.asked_at > WORDS_WITHIN:
                continue
            notes = [each for each in await store.notices_of(incident.id) if each.to == ToMember(member)]
            found += [(appeal.asked_at, each.id) for each in notes if each.kind is NoticeKind.NOTE]
    return max(found, default=(now, None))[1]
