"""Counts a check while it runs, in memory that does not grow with the chat."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.case import CaseKind
from bot.chatfile import Blank, ChatFile, Spoken, Unread
from bot.finding import Finding, Level, RuleId
from bot.group import Group
from bot.message import ChatId, GroupId, Media, Message
from bot.report.aftermath import Aftermath, Outcome
from bot.report.letter import letter
from bot.report.quotes import clean, quote
from bot.report.summary import Basis, Fired, Item, Read, Skipped, Summary, Week

LISTED = 500  # items told in full; a longer report is read by nobody
PLACES = 3  # of what could not be read, per reason
UNSEEN = frozenset({Media.PHOTO, Media.VIDEO, Media.VOICE, Media.FILE, Media.STICKER})


class Names(Protocol):
    def name(self, message: Message) -> str: ...

    def greeted(self, message: Message) -> str: ...


@dataclass(slots=True)
class _Week:
    messages: int = 0
    sent: Counter[Level] = field(default_factory=Counter)


@dataclass(slots=True)
class _Skipped:
    count: int = 0
    first: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    chat: ChatFile | None
    name: str
    messages: int = 0
    broken: int = 0
    problem: str | None = None


class Tally:
    def __init__(self, titles: Mapping[RuleId, str], names: Names) -> None:
        self._titles = titles
        self._names = names
        self._files: list[_File] = []
        self._weeks: dict[date, _Week] = {}
        self._items: list[Item] = []
        self._flagged = 0
        self._rules: Counter[tuple[RuleId, Level]] = Counter()
        self._skipped: dict[Blank, _Skipped] = {}
        self._unseen: Counter[Media] = Counter()
        self._chat: ChatId | None = None
        self._chats = 0
        self._schools: dict[GroupId, str] = {}
        self._first: datetime | None = None
        self._last: datetime | None = None
        self._aftermath = Aftermath()
        self._notes: Counter[Level] = Counter()
        self._cases: Counter[CaseKind] = Counter()
        self._lapsed = 0

    def begin(self, name: str, chat: ChatFile) -> None:
        self._files.append(_File(chat, name))

    def stop(self, name: str, problem: str) -> None:
        """A file could not be read, or not to its end."""
        if not self._files or self._files[-1].name != name or self._files[-1].problem is not None:
            self._files.append(_File(None, name))
        self._files[-1].problem = problem

    def broken(self) -> None:
        self._files[-1].broken += 1

    def unread(self, unread: Unread) -> None:
        skipped = self._skipped.setdefault(unread.reason, _Skipped())
        skipped.count += 1
        if len(skipped.first) < PLACES:
            skipped.first.append(unread.place)

    def spoken(self, spoken: Spoken, heard: tuple[Finding, ...], group: Group) -> None:
        message = spoken.message
        at = message.sent_at.astimezone(group.timezone)
        member = self._names.name(message)  # asked for everybody, so that a letter does not say who was flagged first
        self._files[-1].messages += 1
        self._schools.setdefault(group.id, _described(group))
        if message.chat != self._chat:
            self._chat = message.chat
            self._chats += 1
        self._first = min(self._first or at, at)
        self._last = max(self._last or at, at)
        self._unseen.update(message.media & UNSEEN)
        week = self._weeks.setdefault(at.date() - timedelta(days=at.weekday()), _Week())
        week.messages += 1
        if not heard:
            return
        outcome = self._aftermath.follow(message, heard, group)
        if outcome.note is not None:
            week.sent[outcome.note] += 1
        elif outcome.case is CaseKind.LOOK:
            week.sent[Level.LOOK] += 1
        self._rules.update({(finding.rule, finding.level) for finding in heard})
        self._flagged += 1
        if len(self._items) < LISTED:
            self._items.append(self._item(spoken, heard, group, member, outcome))

    def forget(self) -> None:
        """A conversation is over, and nothing of it reaches into the next."""
        self._aftermath.finish()
        self._notes += self._aftermath.notes
        self._cases += self._aftermath.cases
        self._lapsed += self._aftermath.lapsed
        self._aftermath = Aftermath()

    def summary(self, *, rules: str, register: str | None, names_shown: bool) -> Summary:
        self.forget()
        return Summary(
            basis=Basis(rules=rules, register=register, schools=tuple(self._schools.values()), names_shown=names_shown),
            files=tuple(_read(file) for file in self._files),
            messages=sum(file.messages for file in self._files),
            chats=self._chats,
            first=self._first,
            last=self._last,
            weeks=tuple(
                Week(begins=begins, messages=week.messages, sent=dict(week.sent))
                for begins, week in sorted(self._weeks.items())
            ),
            items=tuple(self._items),
            more=self._flagged - len(self._items),
            rules=tuple(
                Fired(title=self._titles.get(rule, rule), level=level, count=count)
                for (rule, level), count in sorted(self._rules.items(), key=lambda fired: (-fired[1], fired[0]))
            ),
            notes={level: self._notes[level] for level in Level if self._notes[level]},
            cases={kind: self._cases[kind] for kind in CaseKind if self._cases[kind]},
            lapsed=self._lapsed,
            skipped=tuple(
                Skipped(reason=reason, count=skipped.count, first=tuple(skipped.first))
                for reason, skipped in sorted(self._skipped.items(), key=lambda each: (-each[1].count, each[0]))
            ),
            unseen={media: self._unseen[media] for media in Media if self._unseen[media]},
        )

    def _item(self, spoken: Spoken, heard: tuple[Finding, ...], group: Group, member: str, outcome: Outcome) -> Item:
        message = spoken.message
        reasons = tuple(dict.fromkeys(finding.reason for finding in heard))
        return Item(
            at=message.sent_at.astimezone(group.timezone),
            conversation=clean(spoken.conversation),
            place=spoken.place,
            member=clean(member),
            level=heard[0].level,
            reason=reasons[0],
            also=reasons[1:],
            words=quote(message, heard),
            outcome=outcome,
            letter=letter(outcome.told, group, self._names.greeted(message)) if outcome.told else None,
        )


def _described(group: Group) -> str:
    staff = len(group.register.staff)
    return f"{group.school} ({staff} staff)" if staff else group.school


def _read(file: _File) -> Read:
    return Read(
        name=file.name,
        format="" if file.chat is None else file.chat.format.value,
        remarks=() if file.chat is None else file.chat.remarks,
        messages=file.messages,
        broken=file.broken,
        problem=file.problem,
    )
