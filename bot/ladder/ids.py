"""Ids that follow from what a thing is, so that the same thing recorded twice is one thing."""

from hashlib import blake2b

from bot.finding import Level
from bot.incident import CaseId, IncidentId
from bot.message import ChatId, GroupId, MemberId, MessageId
from bot.notice import NoticeId, NoticeKind


def incident_id(chat: ChatId, message: MessageId, after: IncidentId | None = None) -> IncidentId:
    """`after` is an incident the same message belonged to and that no longer stands."""
    return IncidentId(_short("incident", chat, message, after or ""))


def case_id(group: GroupId, number: int) -> CaseId:
    return CaseId(_short("case", group, str(number)))


def note_id(incident: IncidentId, level: Level) -> NoticeId:
    """One note for each level an incident rises to."""
    return NoticeId(_short("note", incident, level))


def card_id(case: CaseId, incident: IncidentId, level: Level) -> NoticeId:
    return NoticeId(_short("card", case, incident, level))


def alert_id(case: CaseId, level: Level, times: int) -> NoticeId:
    return NoticeId(_short("alert", case, level, str(times)))


def notice_id(kind: NoticeKind, about: IncidentId | CaseId | NoticeId, to: MemberId | str = "") -> NoticeId:
    return NoticeId(_short(kind, about, to))


def reminder_id(case: CaseId, times: int) -> NoticeId:
    """The card again, before its time is up."""
    return NoticeId(_short("reminder", case, str(times)))


def copy_id(notice: NoticeId, to: MemberId) -> NoticeId:
    """The copy of a notice to the admins that one of them gets."""
    return NoticeId(_short("copy", notice, to))


def _short(*parts: str) -> str:
    # 20 characters: a platform allows 64 bytes for a button, and two of these never meet by chance.
    return blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()
