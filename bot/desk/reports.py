"""What a member brings to the admins: somebody else's message, a worry in words, or a question of their own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.case import CaseKind
from bot.finding import Concern, Finding, Level, RuleId, Target, TargetKind
from bot.group import Group
from bot.incident import Count, Incident, Said
from bot.ladder.excerpts import excerpt
from bot.ladder.ids import incident_id
from bot.ladder.opening import introduced, opened
from bot.ladder.quiet import out_of_quiet
from bot.ladder.terms import ASKED_RULE, REPORTED_RULE
from bot.ledger import Ledgers
from bot.mark import Mark
from bot.message import ChatId, Member, MemberId, Message, MessageId
from bot.ownrules import OwnRules
from bot.people.mentions import How, mentions
from bot.ports import Record, Store
from bot.verdict import Verdict

DAY = timedelta(days=1)
MOST = 5
"""What one member may bring in a day; more would make the admins their instrument."""
WORDS = 280
UNKNOWN = Member(id=MemberId("nobody"), name="")
"""Who wrote it, when the platform does not tell, or when nobody's message is meant."""


class Brought(Enum):
    PASSED_ON = auto()
    """Said whatever became of it: whoever brings something learns nothing about anybody's case."""
    OWN = auto()
    TOO_MANY = auto()


class Reports:
    """Who brought it stands in no incident, no case and no evidence: only in a mark of their own, for a day."""

    def __init__(self, *, store: Store, ledgers: Ledgers, rules: OwnRules, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._ledgers = ledgers
        self._rules = rules
        self._clock = clock

    async def report(self, group: Group, about: Message | None, words: str, by: Member) -> Brought:
        """`about` is the message, as far as it is known; without one, the words are all there is."""
        if about is not None and about.author.id == by.id:
            return Brought.OWN
        now = self._clock()
        said = about or self._in_words(group, "report", words, UNKNOWN, now)
        if said.group != group.id:  # passed on in private, where no group is known
            said = replace(said, group=group.id, chat=_first_chat(group))
        async with self._ledgers.hold(group.id):
            before = await self._brought(group, by, now)
            if any(mark.message == said.id for mark in before):
                return Brought.PASSED_ON
            if len(before) >= MOST:
                return Brought.TOO_MANY
            beside = words if about is not None else ""
            findings = await self._findings(group, REPORTED_RULE, _reason(beside), f"{said.text}\n{beside}")
            known = await self._known(said)
            record = await (
                self._new(group, said, findings, now) if known is None else self._joined(group, known, findings, now)
            )
            await self._store.record(record + Record(marks=(self._mark(group, by, said.id, now),)))
        return Brought.PASSED_ON

    async def ask(self, group: Group, words: str, by: Member) -> Brought:
        """Something for an admin to answer, in the asker's own name."""
        now = self._clock()
        said = self._in_words(group, "ask", words, by, now)
        async with self._ledgers.hold(group.id):
            if len(await self._brought(group, by, now)) >= MOST:
                return Brought.TOO_MANY
            findings = await self._findings(group, ASKED_RULE, "a member asks the admins something", words)
            record = await self._new(group, said, findings, now)
            await self._store.record(record + Record(marks=(self._mark(group, by, said.id, now),)))
        return Brought.PASSED_ON

    async def _known(self, said: Message) -> Incident | None:
        """What the bot, or somebody before, has made of this message."""
        known = await self._store.incident_of(said.chat, said.id)
        if known is not None:
            return known
        # One that was passed on to the bot has lost its number: its author and its moment are what is left.
        history = await self._store.history(said.group, said.author.id, said.sent_at - timedelta(seconds=1))
        return next((one for one in history if any(each.sent_at == said.sent_at for each in one.said)), None)

    async def _findings(self, group: Group, rule: RuleId, reason: str, words: str) -> tuple[Finding, ...]:
        """One for each person whom the words name: an admin with a tie to any of them is not asked to look."""
        book = await self._rules.of(group)
        spoken_of = mentions(book.read(words), group.register, book.ordinary, frozenset())
        named = [one.target for one in spoken_of if one.how >= How.ROLE and one.target is not None and one.target.key]
        # A member of staff comes first: the first is whom the card is about.
        named.sort(key=lambda target: target.kind is not TargetKind.STAFF)
        return tuple(_finding(rule, reason, target) for target in dict.fromkeys(named) or (Target(TargetKind.OTHER),))

    async def _new(self, group: Group, said: Message, findings: tuple[Finding, ...], now: datetime) -> Record:
        verdict = Verdict(
            findings=findings,
            note_at=None,
            weight=0,
            count=Count.NOTHING,
            case=CaseKind.LOOK,
            case_at=out_of_quiet(now, group),
        )
        text, _ = excerpt(said.text, ())
        line = Said(
            message=said.id,
            sent_at=said.sent_at,
            excerpt=text or None,
            spans=(),
            is_edited=said.edited_at is not None,
            is_forwarded=said.is_forwarded,
            media=said.media,
        )
        number = await self._store.next_case_number(group.id)
        return opened(incident_id(said.chat, said.id), said, (line,), verdict, standing=None, number=number, now=now)

    async def _joined(self, group: Group, known: Incident, findings: tuple[Finding, ...], now: datetime) -> Record:
        """One message, one incident: the admins are asked once, however many ask them to look."""
        case = None if known.case is None else await self._store.case(known.case)
        if case is not None or known.count in {Count.OVERTURNED, Count.CLOSED}:
            if case is None or not case.is_open or known.chief.rule != REPORTED_RULE:
                return Record()
            chief = replace(known.chief, reason=SEVERAL)
            return Record(incidents=(replace(known, findings=(chief, *known.findings[1:])),))
        verdict = Verdict(
            findings=(*known.findings, *(replace(each, reason=_reason("")) for each in findings)),
            note_at=None,
            weight=known.weight,
            count=known.count,
            case=CaseKind.LOOK,
            case_at=out_of_quiet(now, group),
        )
        number = await self._store.next_case_number(group.id)
        return introduced(replace(known, findings=verdict.findings), verdict, standing=None, number=number, now=now)

    def _in_words(self, group: Group, kind: str, words: str, author: Member, now: datetime) -> Message:
        return Message(
            group=group.id,
            chat=_first_chat(group),
            id=MessageId(f"{kind}-{now.timestamp():.3f}"),
            author=author,
            text=words,
            sent_at=now,
        )

    async def _brought(self, group: Group, by: Member, now: datetime) -> tuple[Mark, ...]:
        return await self._store.marks(group.id, _trace(by), now - DAY)

    def _mark(self, group: Group, by: Member, message: MessageId, now: datetime) -> Mark:
        return Mark(
            group=group.id,
            poster=by.id,
            target=_trace(by),
            concern=Concern.RISK,
            message=message,
            at=now,
            expires_at=now + DAY,
        )


SEVERAL = "several members ask you to look at it"


def _first_chat(group: Group) -> ChatId:
    return group.chats[0] if group.chats else ChatId(group.id)


def _trace(by: Member) -> str:
    return f"brought-by:{by.id}"


def _reason(words: str) -> str:
    said = " ".join(words.split())[:WORDS]
    return f"a member asks you to look at it: {said}" if said else "a member asks you to look at it"


def _finding(rule: RuleId, reason: str, target: Target) -> Finding:
    return Finding(
        rule=rule,
        concern=Concern.RISK,
        level=Level.LOOK,
        target=target,
        spans=(),
        reason=reason,
        wording="general",
    )
