"""Puts a notice into words at the moment it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias, TypeVar, assert_never

from bot.case import CaseKind
from bot.delivery.before import noted_before
from bot.delivery.calendar import TRIAL, count, week_before
from bot.delivery.matters import HELD, Matter
from bot.finding import RuleId
from bot.group import Contact, Group
from bot.incident import Count, Incident
from bot.ladder.arrival import total
from bot.ladder.page import URGENT_KINDS, Page, within_window
from bot.ladder.terms import CASE_AT
from bot.message import ChatId, MemberId, MessageId
from bot.notice import Choice, Letter, Notice, NoticeId, NoticeKind, ToAdmins
from bot.pages import everything_about
from bot.place import Place
from bot.ports import Store
from bot.tongues import as_read_by, voice
from bot.wording import letters
from bot.wording.letters import Standing
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

T = TypeVar("T")
Titles: TypeAlias = Callable[[Group, RuleId], Awaitable[str | None]]
"""What a group's rule is called for people; None when there is none of that name any more."""

CONTACT = 200  # letters of one contact
NAMELESS = {
    *(NoticeKind.WAITING, NoticeKind.UNREAD, NoticeKind.SHADOWED, NoticeKind.RESTED, NoticeKind.OWN_RULES),
    *(NoticeKind.TRIAL, NoticeKind.WEEKLY, NoticeKind.CHECK, NoticeKind.TUNE, NoticeKind.TRIED, NoticeKind.NEW_YEAR),
}
"""What tells the admins something about nobody they could name."""
LINKED = {NoticeKind.NOTE, NoticeKind.CASE, NoticeKind.ALERT, NoticeKind.APPEAL}
"""What is read beside the message itself: what was said before it is in the chat, and in nobody's case."""
RECEIPTS = {NoticeKind.CLEARED, NoticeKind.ASKED, NoticeKind.STAYS, NoticeKind.OVERTURNED}
"""What a member hears of their own matter."""
SUMMARIES = {NoticeKind.SHADOWED, NoticeKind.TRIAL, NoticeKind.WEEKLY}
"""What the admins are told of a day or a week."""
NEWS = {NoticeKind.TAKEN, NoticeKind.WITHDRAWN, NoticeKind.OVERTURNED}
"""What became of a case: to those who were told of it, its number and nothing else."""


class Composer:
    def __init__(
        self,
        *,
        store: Store,
        books: Callable[[str], Phrasebook],
        places: Callable[[str], Place],
        titles: Titles,
    ) -> None:
        self._titles = titles
        self._store = store
        self._books = books
        self._places = places

    async def letter(
        self, matters: tuple[Matter, ...], group: Group, now: datetime, reach: str | None = None
    ) -> Letter:
        """One letter for all of them: several only when they are notes to one member. `reach` ends a summary."""
        matter = matters[0]
        kind = matter.notice.kind
        if kind in {NoticeKind.NOTE, *RECEIPTS}:  # else it is the admins'
            group = await as_read_by(matter.to, group, self._store, self._books)
        gravest = max((m.page.incident for m in matters if m.page is not None), key=_gravity, default=None)
        choices = letters.choices(kind, gravest, matter.case)
        is_thin = kind is NoticeKind.CASE and matter.case is not None and matter.case.kind is CaseKind.WORRY
        is_news = kind in NEWS and matter.page is not None and matter.to != matter.incident.poster.id
        names_nobody = is_thin or is_news or kind in NAMELESS
        return Letter(
            notice=matter.notice.id,
            to=matter.to,
            group=group.id,
            about=None if names_nobody else _place_of(matter),
            text="\n\n".join((await self._text(matters, group, now), *([reach] if reach is not None else []))),
            see_it=self._books(group.language).say("labels.see") if kind in LINKED and not names_nobody else None,
            choices=(*choices, *((Choice.ENGLISH,) if kind is NoticeKind.NOTE and group.language != ENGLISH else ())),
            language=group.language,
            is_urgent=kind is NoticeKind.ALERT or _is_grave(matter),
            names_nobody=names_nobody,
        )

    def in_english(self, matters: tuple[Matter, ...], group: Group, now: datetime) -> str:
        """Notes of one letter to a member once more, for whoever would rather read that."""
        return self._note(matters, replace(group, language=ENGLISH), now, letters.note)

    async def _text(  # noqa: C901, PLR0912  # one line a kind of notice
        self, matters: tuple[Matter, ...], group: Group, now: datetime
    ) -> str:
        matter = matters[0]
        match matter.notice.kind:
            case NoticeKind.NOTE:
                return self._note(matters, group, now, letters.note)
            case NoticeKind.SHADOWED:
                return await self._day(matters, group, now)
            case NoticeKind.TRIAL | NoticeKind.WEEKLY | NoticeKind.CHECK:
                return await self._season(matter, group)
            case NoticeKind.CLEARED | NoticeKind.ASKED | NoticeKind.STAYS | NoticeKind.OVERTURNED:
                return self._outcome(matter, group, now)
            case NoticeKind.CASE:
                return await self._card(matter, group, now)
            case NoticeKind.ALERT:
                return await self._alert(matter, group, now)
            case NoticeKind.APPEAL:
                return self._appeal(matter, group, now)
            case NoticeKind.TAKEN:
                return letters.taken(self._books(group.language), case=_the(matter.case))
            case NoticeKind.WITHDRAWN:
                return letters.withdrawn(self._books(group.language), case=_the(matter.case))
            case NoticeKind.TALK:
                return letters.talk(self._books(group.language), group=group, incident=matter.incident, now=now)
            case NoticeKind.OPTIONS | NoticeKind.SECOND:
                return self._casework(matter, group, now)
            case NoticeKind.TRIED:
                return await self._tried(matter.notice, group)
            case NoticeKind.TUNE:
                rule = await self._titles(group, _the(matter.notice.rule))
                return letters.tune(self._books(group.language), rule=rule)
            case NoticeKind.RESTED:
                rule = await self._titles(group, _the(matter.notice.rule))
                return letters.rested(self._books(group.language), rule=rule)
            case NoticeKind.WAITING | NoticeKind.UNREAD | NoticeKind.OWN_RULES | NoticeKind.NEW_YEAR:
                return self._about_no_member(matter.notice, group, now)
            case _:
                assert_never(matter.notice.kind)

    def _about_no_member(self, notice: Notice, group: Group, now: datetime) -> str:
        book = self._books(group.language)
        if notice.kind is NoticeKind.WAITING:
            return letters.waiting(book)
        if notice.kind is NoticeKind.OWN_RULES:
            return letters.own_rules(book)
        if notice.kind is NoticeKind.NEW_YEAR:
            return letters.new_year(book)
        return letters.unread(book, group=group, at=notice.created_at, now=now)

    async def _tried(self, notice: Notice, group: Group) -> str:
        rule, known = _the(notice.rule), await self._store.rule_records(group.id)
        times = next((record.tried for record in known if record.rule == rule), 0)
        title = await self._titles(group, rule)
        return letters.tried(self._books(group.language), rule=title, times=times)

    async def _day(self, matters: tuple[Matter, ...], group: Group, now: datetime) -> str:
        """Each with the rule it came from, so that whoever finds the words wrong can do something about it."""
        book = self._books(group.language)
        say = letters.shadowed if len(matters) == 1 else letters.would_be
        notes = []
        for each in matters:
            rule = each.incident.chief.rule
            asks = letters.right_or_wrong(book, rule=rule, title=await self._titles(group, rule))
            notes.append("\n\n".join((self._note((each,), group, now, say), *asks)))
        return notes[0] if len(notes) == 1 else letters.day(book, would=tuple(notes))

    async def _season(self, matter: Matter, group: Group) -> str:
        """Of the days before it was due, not of those it waited for somebody to read it."""
        book, notice = self._books(group.language), matter.notice
        if notice.kind is NoticeKind.CHECK:
            old = [each for each in group.contacts if each.checked_on and each.is_stale(notice.created_at.date())]
            return letters.check(book, old=_named(old), broken=_named([c for c in group.contacts if c.is_broken]))
        since, until = notice.created_at - TRIAL, notice.created_at
        if notice.kind is NoticeKind.WEEKLY:
            since, until = week_before(notice.created_at, group)
        told = count(await self._store.notices_since(group.id, since), until, matter.to)
        if notice.kind is NoticeKind.TRIAL:
            return letters.trial(book, notes=told.shadowed, alarms=told.alarms)
        return letters.weekly(book, notes=told.notes, cases=told.cases, alarms=told.alarms)

    def _note(self, matters: tuple[Matter, ...], group: Group, now: datetime, say: Callable[..., str]) -> str:
        book, place = voice(group, self._books), self._places(group.place)
        incidents = tuple(sorted((m.incident for m in matters), key=lambda incident: incident.posted_at))
        leaf = matters[0].leaf
        together = {incident.id for incident in incidents}
        earlier = tuple(i for i in within_window(leaf.history, now) if i.id not in together)
        standing = _standing(leaf, incidents, earlier, now)
        if len(incidents) > 1:
            return letters.several(
                book, group=group, place=place, incidents=incidents, earlier=earlier, standing=standing, now=now
            )
        return say(book, group=group, place=place, incident=incidents[0], earlier=earlier, standing=standing, now=now)

    def _outcome(self, matter: Matter, group: Group, now: datetime) -> str:
        book, incident = self._books(group.language), matter.incident
        if matter.notice.kind is NoticeKind.OVERTURNED and matter.to != incident.poster.id:
            return letters.overturned_case(book, case=matter.case)
        say = {
            NoticeKind.CLEARED: letters.cleared,
            NoticeKind.ASKED: letters.asked,
            NoticeKind.STAYS: letters.stays,
            NoticeKind.OVERTURNED: letters.overturned,
        }[matter.notice.kind]
        return say(book, group=group, incident=incident, now=now)

    async def _card(self, matter: Matter, group: Group, now: datetime) -> str:
        case = _the(matter.case)
        incidents, notices = await everything_about(self._store, case.id)
        asked = {incident.id: await self._store.appeal(incident.id) for incident in incidents}
        return letters.card(
            self._books(group.language),
            group=group,
            place=self._places(group.place),
            case=case,
            incidents=incidents,
            notices=notices,
            appeals={incident: appeal for incident, appeal in asked.items() if appeal is not None},
            now=now,
            before=await noted_before(matter, group, self._titles, now),
        )

    async def _alert(self, matter: Matter, group: Group, now: datetime) -> str:
        case = _the(matter.case)
        incidents, notices = await everything_about(self._store, case.id)
        rounds = sum(n.kind is NoticeKind.ALERT and n.to == ToAdmins() and n.delivered_at is not None for n in notices)
        return letters.alert(
            self._books(group.language),
            group=group,
            place=self._places(group.place),
            case=case,
            incidents=incidents,
            times_told=max(rounds - 1, 0),
            now=now,
        )

    def _casework(self, matter: Matter, group: Group, now: datetime) -> str:
        book, case = self._books(group.language), _the(matter.case)
        if matter.notice.kind is NoticeKind.OPTIONS:
            return letters.options(book, group=group, case=case, now=now)
        place = self._places(group.place)
        return letters.second(book, group=group, place=place, case=case, incident=matter.incident, now=now)

    def _appeal(self, matter: Matter, group: Group, now: datetime) -> str:
        return letters.appeal(
            self._books(group.language),
            group=group,
            place=self._places(group.place),
            case=matter.case,
            incident=matter.incident,
            appeal=_the(matter.leaf.appeal),
            now=now,
        )


def letters_of(matters: tuple[Matter, ...]) -> tuple[tuple[Matter, ...], ...]:
    """What goes into one letter: one member's notes that may wait, and a day of the trial, are told together."""
    together: dict[NoticeId | tuple[MemberId, NoticeKind], list[Matter]] = {}
    for matter in matters:
        kind = matter.notice.kind
        is_note = kind is NoticeKind.NOTE and matter.incident.level in HELD
        may_wait = is_note or kind is NoticeKind.SHADOWED
        together.setdefault((matter.to, kind) if may_wait else matter.notice.id, []).append(matter)
    return tuple(tuple(each) for each in together.values())


def _named(contacts: list[Contact]) -> tuple[str, ...]:
    return tuple(f"{each.kind}: {plain(each.text, CONTACT)}" for each in contacts)


def _the(value: T | None) -> T:
    if value is None:
        raise ValueError("a notice has lost what it is about")
    return value


def _gravity(incident: Incident) -> int:
    return incident.level.rank


def _is_grave(matter: Matter) -> bool:
    """Danger that an admin looks at again: it gets through in shadow mode too."""
    asked_for = {NoticeKind.CASE, NoticeKind.OPTIONS, NoticeKind.SECOND}
    return matter.notice.kind in asked_for and matter.case is not None and matter.case.kind in URGENT_KINDS


def _place_of(matter: Matter) -> tuple[ChatId, MessageId] | None:
    return None if matter.page is None else (matter.page.incident.chat, matter.page.incident.said[0].message)


def _standing(leaf: Page, incidents: tuple[Incident, ...], earlier: tuple[Incident, ...], now: datetime) -> Standing:
    """What the delivery of these notes will make of the count."""
    case = leaf.standing
    before = total(earlier, now)
    if case is not None:
        # A serious incident whose own case is the one that stands opened it.
        is_own = all(incident.case == case.id for incident in incidents) and not _has_elder(leaf, incidents)
        return Standing.OPENS_CASE if is_own else Standing.JOINS_CASE
    weight = sum(i.weight for i in incidents if i.count in {Count.PROVISIONAL, Count.COUNTED})
    if weight and before + weight >= CASE_AT:
        return Standing.OPENS_CASE
    return Standing.LATER if before else Standing.FIRST


def _has_elder(leaf: Page, incidents: tuple[Incident, ...]) -> bool:
    first = min(incident.posted_at for incident in incidents)
    return any(mate.posted_at < first for mate in leaf.mates)
