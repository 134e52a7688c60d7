"""Which incident a message belongs to, and what follows when it makes that incident graver."""

from dataclasses import replace
from datetime import datetime

from bot.case import Case, CaseKind, CaseState
from bot.finding import Finding, Level
from bot.incident import Count, Incident, Said
from bot.ladder.excerpts import Keeps, bare, before, keeps, said
from bot.ladder.notices import card, note, replaced, voided
from bot.ladder.opening import introduced, needs_number
from bot.ladder.page import PENDING, STANDING_KINDS, Page
from bot.ladder.terms import CONSECUTIVE, REPOST, SPACING
from bot.ladder.weighing import said_at
from bot.message import Message
from bot.notice import Notice, NoticeKind
from bot.ports import Record
from bot.verdict import Verdict

TAKES_MORE = {Count.NOTHING, Count.PROVISIONAL, Count.COUNTED, Count.VOID}
"""What has not been put before a person, also where shadow mode keeps its note back."""
SPACED = {Level.POINTER, Level.REMINDER, Level.SERIOUS, Level.DANGER}
"""What would bring its poster another note so soon after one."""
GRAVITY = {
    CaseKind.LOOK: 0,
    CaseKind.CROWD: 1,
    CaseKind.WORRY: 2,
    CaseKind.REPEATED: 3,
    CaseKind.SERIOUS: 4,
    CaseKind.RISK: 5,
    CaseKind.DANGER: 6,
}


def home(message: Message, heard: tuple[Finding, ...], history: tuple[Incident, ...]) -> Incident | None:
    """The author's earlier incident that this message is part of; the last, should there be several."""
    text = said(message, heard, heard[0]).excerpt
    open_to_more = [incident for incident in history if incident.count in TAKES_MORE]
    return next((i for i in reversed(open_to_more) if _belongs(message, text, heard[0].level, i)), None)


def _belongs(message: Message, text: str | None, level: Level, incident: Incident) -> bool:
    at, last = said_at(message), incident.said[-1].sent_at
    if message.chat == incident.chat and abs(at - last) <= CONSECUTIVE:
        return True
    if text is not None and abs(at - incident.posted_at) <= REPOST:
        said_before = {_same(each.excerpt) for each in incident.said if each.excerpt is not None}
        if _same(text) in said_before:
            return True
    return level.rank <= incident.level.rank and _is_too_soon(at, level, incident)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_too_soon(at: datetime, level: Level, incident: Incident) -> bool:
    """Would it bring a second note, card or alarm within ten minutes?"""
    last = incident.said[-1].sent_at
    match incident.level:
        case Level.REMINDER | Level.SERIOUS:
            # Before the note has arrived it is an incident of its own, that does not count and shares its letter.
            told = incident.delivered_at
            return level in SPACED and told is not None and last <= at <= told + SPACING
        case Level.DANGER:
            return level in SPACED and last <= at <= last + SPACING
        case _:
            return level is incident.level and last <= at <= last + SPACING


def enlarged(
    incident: Incident, message: Message, heard: tuple[Finding, ...], earlier: Message | None = None
) -> Incident:
    """With one more message, or with the present words of one that was edited.

    `earlier` is what that one said before, as far as that is known and in no incident.
    """
    merged = _merged(incident.findings, heard)
    lines = _with(incident, said(message, heard, merged[0]), before(earlier, message, merged[0]))
    if keeps(merged[0]) is Keeps.NOTHING:
        lines = tuple(map(bare, lines))
    return replace(incident, said=lines, findings=merged)


def _merged(earlier: tuple[Finding, ...], later: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """One finding a rule and target: the graver, or the later when they weigh the same."""
    merged = {(finding.rule, finding.target): finding for finding in earlier}
    for finding in later:
        known = merged.get((finding.rule, finding.target))
        if known is None or finding.level.rank >= known.level.rank:
            merged[finding.rule, finding.target] = finding
    return tuple(sorted(merged.values(), key=lambda finding: finding.order))


def _with(incident: Incident, line: Said, earlier: tuple[Said, ...]) -> tuple[Said, ...]:
    known = next((each for each in incident.said if each.message == line.message), None)
    if known is None:
        return (*incident.said, *earlier, line)
    first = next((each for each in incident.said if each.message == line.message and not each.is_edited), known)
    rest = tuple(each for each in incident.said if each.message != line.message or each is first)
    if _same(first.excerpt or "") == _same(line.excerpt or ""):
        return tuple(line if each is first else each for each in rest)
    # Edited away is not unsaid: how it was said first stays, what it has become last stands after it.
    return (*rest, line)


def softened(incident: Incident, message: Message) -> Incident:
    """Edited so that nothing is left to find, too late for that to clear it: that it was, not what it says now."""
    line = Said(
        message=message.id,
        sent_at=message.sent_at,
        excerpt=None,
        spans=(),
        is_edited=True,
        is_forwarded=message.is_forwarded,
        media=message.media,
    )
    return replace(incident, said=_with(incident, line, ()))


def raises(page: Page, verdict: Verdict) -> bool:
    """Does the enlarged incident ask for more than has been done about it?"""
    return verdict.level.rank > page.incident.level.rank or _is_graver(verdict.case, page.open_case)


def _is_graver(kind: CaseKind | None, case: Case | None) -> bool:
    return kind is not None and (case is None or GRAVITY[kind] > GRAVITY[case.kind])


def raise_needs_number(page: Page, verdict: Verdict) -> bool:
    return _is_graver(verdict.case, page.open_case) and not _grows(page) and needs_number(verdict, page.standing)


def _grows(page: Page) -> bool:
    """Can its own case become a graver one, because nothing else is in it?"""
    return page.open_case is not None and not page.mates


def raised(page: Page, incident: Incident, verdict: Verdict, *, number: int | None, now: datetime) -> Record:
    """`incident` is the page's, enlarged, and `verdict` what it is worth now."""
    if verdict.note_at is None:
        # A card for the admins changes nothing about what its poster was told, and why.
        first = tuple(finding for finding in incident.findings if finding in page.incident.findings)
        rest = tuple(finding for finding in incident.findings if finding not in first)
        lifted = replace(incident, findings=(*first, *rest))
        old_notes: tuple[Notice, ...] = ()
        new_notes: tuple[Notice, ...] = ()
    elif verdict.level is page.incident.level:
        lifted, old_notes, new_notes = incident, (), ()
    else:
        lifted = replace(incident, level=verdict.level, weight=verdict.weight, count=verdict.count, delivered_at=None)
        old_notes = replaced(page.notes)
        new_notes = (note(lifted, verdict.note_at, now),)
    changed = Record(notices=(*old_notes, *new_notes))
    if verdict.case is None or verdict.case_at is None:
        return changed + Record(incidents=(lifted,))
    case = page.open_case
    if not _is_graver(verdict.case, case):
        if case is None or case.kind not in STANDING_KINDS:
            return changed + Record(incidents=(lifted,))
        again = card(case, lifted, verdict.case_at, now, level=verdict.level)
        # Another edit asks for the same once more: what the admins have been told is not told again.
        is_told = again.id in {known.id for known in page.notices}
        return changed + Record(incidents=(lifted,), notices=() if is_told else (again,))
    cards = voided((n for n in page.notices if n.kind is NoticeKind.CASE and n.state in PENDING), "a graver card")
    changed += Record(notices=cards)
    if case is not None and _grows(page):
        grown = replace(
            case,
            kind=verdict.case,
            target=verdict.chief.target.key,
            state=CaseState.OPEN,
            acknowledged_at=None,
            acknowledged_by=None,
        )
        return changed + Record(
            incidents=(lifted,), cases=(grown,), notices=(card(grown, lifted, verdict.case_at, now),)
        )
    without_note = replace(verdict, note_at=None)
    return changed + introduced(lifted, without_note, standing=page.standing, number=number, now=now)
