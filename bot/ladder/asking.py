"""A member asks a person: the count is frozen at once, and stays or is overturned when somebody has decided."""

from dataclasses import replace
from datetime import datetime

from bot.case import Appeal, CaseState
from bot.incident import Count
from bot.ladder.ids import notice_id
from bot.ladder.notices import appeal, receipt, voided
from bot.ladder.page import ARRIVED, Page
from bot.message import MemberId
from bot.notice import NoticeKind
from bot.ports import Record

FREEZES = {Count.PROVISIONAL, Count.COUNTED}


def asked(page: Page, words: str | None, at: datetime) -> Record:
    """The first time, or with further words; asked again with nothing new, nothing changes."""
    known = page.appeal
    if known is not None:
        if known.decided_at is not None or not words or words == known.words:
            return Record()
        is_out = any(notice.state in ARRIVED for notice in page.appeals)
        again = replace(appeal(page, at), id=notice_id(NoticeKind.APPEAL, page.incident.id, "words"))
        return Record(
            appeals=((page.incident.id, replace(known, words=words)),),
            notices=(again,) if is_out else (),  # the admins were told before there were any words
        )
    incident = page.incident
    if incident.count in FREEZES:
        incident = replace(incident, count=Count.FROZEN)
    return Record(
        incidents=(incident,),
        appeals=((incident.id, Appeal(words=words or None, asked_at=at)),),
        notices=(appeal(page, at), receipt(NoticeKind.ASKED, incident, at)),
    )


def stays(page: Page, by: MemberId, at: datetime) -> Record:
    """A person has looked and the note stays; what its count then amounts to is for `arrival.recount` to say."""
    if page.appeal is None or page.appeal.decided_at is not None:
        return Record()
    incident = page.incident
    if incident.count is Count.FROZEN:
        incident = replace(incident, count=_thawed(page))
    decided = replace(page.appeal, decided_at=at, decided_by=by, upheld=False)
    return Record(
        incidents=(incident,),
        appeals=((incident.id, decided),),
        notices=(*voided(page.appeals, "it has been decided"), receipt(NoticeKind.STAYS, incident, at)),
    )


def _thawed(page: Page) -> Count:
    if page.case is not None and page.case.state is CaseState.CLOSED:
        return Count.CLOSED
    return Count.COUNTED if page.incident.delivered_at is not None else Count.PROVISIONAL
