"""What follows when an incident no longer stands: taken back in grace, or a person said the bot was wrong."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.case import Appeal, Case, CaseKind, CaseState
from bot.finding import Level
from bot.incident import Count, Incident
from bot.ladder.excerpts import Keeps, bare, keeps, wiped
from bot.ladder.notices import news, receipt, voided
from bot.ladder.page import STANDING_KINDS, Page
from bot.ladder.terms import CASE_AT, CLEARS, GRACE, WINDOW
from bot.message import MemberId, MessageId
from bot.notice import NoticeKind, ToMember
from bot.ports import Record

STILL_WEIGHS = {Count.PROVISIONAL, Count.COUNTED, Count.FROZEN}
GONE = {Count.CLEARED, Count.OVERTURNED, Count.VOID}
MAY_CLEAR = {Count.NOTHING, Count.PROVISIONAL, Count.COUNTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    record: Record
    is_cleared: bool
    """False while another of the incident's messages still stands."""


def may_clear(incident: Incident, history: tuple[Incident, ...], at: datetime) -> bool:
    """Before its note has arrived, or within fifteen minutes after, twice a window; never serious or danger."""
    if incident.level is not Level.REMINDER or incident.count not in MAY_CLEAR:
        return False
    if incident.delivered_at is None:
        return True
    return at <= incident.delivered_at + GRACE and _clears(history, at) < CLEARS


def _clears(history: tuple[Incident, ...], at: datetime) -> int:
    """What was taken back before anybody was told used up no grace."""
    return sum(i.count is Count.CLEARED and i.delivered_at is not None and i.posted_at > at - WINDOW for i in history)


def take_back(page: Page, messages: tuple[MessageId, ...], at: datetime) -> TakenBack | None:
    """These messages of the incident are gone, or harmless now. None when it is too late for that to matter."""
    incident = page.incident
    if not may_clear(incident, page.history, at):
        return None
    said = tuple(bare(each) if each.message in messages else each for each in incident.said)
    if any(each.excerpt is not None for each in said):
        return TakenBack(record=Record(incidents=(replace(incident, said=said),)), is_cleared=False)
    cleared = replace(wiped(incident), count=Count.CLEARED, weight=0)
    notices = voided(page.notes, "its message was taken back first")
    if incident.delivered_at is not None:
        notices = (*notices, receipt(NoticeKind.CLEARED, incident, at))
    record = _without(page, cleared, CaseState.WITHDRAWN, at) + Record(notices=notices)
    if record.cases:
        record += Record(notices=news(NoticeKind.WITHDRAWN, page, at))
    return TakenBack(record=record, is_cleared=True)


def gone(incident: Incident, messages: tuple[MessageId, ...]) -> Incident:
    """Taken down when that clears nothing: whoever reads what was kept must know that the chat shows it no more."""
    if incident.count in {Count.CLEARED, Count.OVERTURNED} or keeps(incident.chief) is Keeps.NOTHING:
        return incident
    said = tuple(replace(each, is_deleted=each.is_deleted or each.message in messages) for each in incident.said)
    return replace(incident, said=said)


def overturned(page: Page, by: MemberId, at: datetime) -> Record:
    """A person said the bot was wrong about this incident: it never counted, and everybody who was told hears."""
    return (
        _without(page, _unsaid(page.incident), CaseState.OVERTURNED, at, by)
        + _made_good(page, by, at)
        + Record(notices=news(NoticeKind.OVERTURNED, page, at, but_not=ToMember(by)))
    )


def overturned_case(case: Case, pages: tuple[Page, ...], by: MemberId, at: datetime) -> Record:
    """The same about everything in a case, one page for each incident; whoever was told of it hears once."""
    ended = replace(case, state=CaseState.OVERTURNED, decided_at=at, decided_by=by)
    record = Record(incidents=tuple(_unsaid(page.incident) for page in pages), cases=(ended,))
    for page in pages:
        record += _made_good(page, by, at)
    for page in pages[-1:]:
        record += Record(notices=voided(page.to_admins, "its case is gone"))
        record += Record(notices=news(NoticeKind.OVERTURNED, page, at, but_not=ToMember(by)))
    return record


def _unsaid(incident: Incident) -> Incident:
    return replace(wiped(incident), count=Count.OVERTURNED, weight=0, case=None)


def _made_good(page: Page, by: MemberId, at: datetime) -> Record:
    """A note on its way is called back, one that arrived is apologised for, and whoever asked has their answer."""
    notices = voided((*page.notes, *page.appeals), "a person overturned it")
    if page.incident.delivered_at is not None:
        notices = (*notices, receipt(NoticeKind.OVERTURNED, page.incident, at))
    appeals = () if page.appeal is None else ((page.incident.id, _decided(page.appeal, by, at)),)
    return Record(notices=notices, appeals=appeals)


def _decided(appeal: Appeal, by: MemberId, at: datetime) -> Appeal:
    return replace(appeal, words=None, decided_at=at, decided_by=by, upheld=True)


def _without(page: Page, incident: Incident, state: CaseState, at: datetime, by: MemberId | None = None) -> Record:
    """The incident leaves its case, which ends when what remains would not have made one."""
    gone = replace(incident, case=None)
    case = page.open_case
    if case is None or still_a_case(case.kind, page.mates):
        return Record(incidents=(gone,))
    freed = tuple(replace(mate, case=None) for mate in page.mates)
    ended = replace(case, state=state, decided_at=at, decided_by=by)
    return Record(incidents=(gone, *freed), cases=(ended,), notices=voided(page.to_admins, "its case is gone"))


def still_a_case(kind: CaseKind, remaining: tuple[Incident, ...]) -> bool:
    if kind not in STANDING_KINDS:
        return bool(remaining)
    standing = [incident for incident in remaining if incident.count in STILL_WEIGHS]
    is_serious = any(incident.level is Level.SERIOUS for incident in remaining if incident.count not in GONE)
    return is_serious or sum(incident.weight for incident in standing) >= CASE_AT
