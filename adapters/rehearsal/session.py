"""One rehearsal: does what was typed through the real moderator, courier and desk, and shows who sees what."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import assert_never

from adapters.rehearsal.buttons import Buttons
from adapters.rehearsal.chat import Cast, Chat, Line
from adapters.rehearsal.clock import Clock, later
from adapters.rehearsal.platform import Handed, RehearsalPlatform
from adapters.rehearsal.telling import FOR_ADMINS, SPEAKING
from adapters.rehearsal.typed import (
    COMMANDS,
    At,
    Block,
    Cases,
    Delete,
    Edit,
    Help,
    Inquire,
    Later,
    Mailbox,
    Press,
    Quit,
    Say,
    SpeakAs,
    Typed,
    Unblock,
    UnclearError,
    Who,
)
from adapters.rehearsal.view import View
from bot.courier import Courier
from bot.desk.desk import Desk
from bot.group import Group
from bot.message import Member
from bot.moderator import Moderator
from bot.notice import Choice, Letter, Notice, NoticeKind, NoticeState
from bot.ports import Store
from bot.reception import Reception
from bot.wording.phrasebook import Phrasebook

STRIDE = timedelta(hours=1)
"""Time moves at most this far at once: as often as the courier looks after mailboxes and old cases."""
LONG_STRIDE = timedelta(hours=6)
"""On the way to something days ahead, so that a month takes a second."""


class Session:
    def __init__(
        self,
        *,
        group: Group,
        cast: Cast,
        chat: Chat,
        clock: Clock,
        platform: RehearsalPlatform,
        store: Store,
        moderator: Moderator,
        courier: Courier,
        desk: Desk,
        reception: Reception,
        view: View,
        book: Phrasebook,
        ask: Callable[[str], str] | None,
    ) -> None:
        """`ask` puts a question to whoever sits at the terminal; None when nobody does."""
        self._group = group
        self._cast = cast
        self._chat = chat
        self._clock = clock
        self._platform = platform
        self._store = store
        self._moderator = moderator
        self._courier = courier
        self._desk = desk
        self._reception = reception
        self._view = view
        self._book = book
        self._buttons = Buttons(book.label)
        self._ask = ask
        self._speaker = cast.members[0]
        self._seen: dict[str, Counter[str]] = {}

    def open(self, pinned: str) -> None:
        """What everybody in the group finds there."""
        admins = ", ".join(member.name for member in self._cast.admins)
        self._view.heading(f"{self._group.school}: the parents' group")
        self._view.plain(f"{len(self._cast.members)} members; admins: {admins}")
        self._view.pinned(pinned, self._book.say("labels.anything"), self._clock())

    def sum_up(self) -> None:
        """Who has seen how much."""
        self._view.heading("What each has seen")
        self._view.plain(f"The group: {counted(self._chat.said, 'message')}, and from the bot its pinned notice only")
        for who, letters in self._seen.items():
            told = ", ".join(counted(number, words) for words, number in letters.items())
            self._view.plain(f"{who}: {told}")

    @property
    def speaker(self) -> Member:
        """Who says what is typed without a name."""
        return self._speaker

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(member.name for member in self._cast.members)

    async def do(self, typed: Typed) -> None:  # noqa: C901, PLR0912  # one line a thing that can be typed
        """Raises UnclearError when it makes no sense now."""
        match typed:
            case Say():
                await self._say(typed)
            case SpeakAs(name):
                self._speak_as(name)
            case Edit(number, text):
                await self._edit(number, text)
            case Delete(number):
                await self._delete(number)
            case Press():
                await self._press(typed)
            case Later(span):
                await self.pass_time(later(self._clock(), span))
                self._view.passed(self._clock())
            case At(wanted):
                await self.pass_time(self._clock.next(wanted))
                self._view.passed(self._clock())
            case Mailbox(name):
                await self._open_mailbox(self._member(name))
            case Block(name):
                self._block(self._member(name))
            case Unblock(name):
                self._unblock(self._member(name))
            case Inquire():
                await self._inquire(typed)
            case Cases():
                await self._cases()
            case Who():
                self._who()
            case Help():
                self._help()
            case Quit():
                pass
            case _:
                assert_never(typed)

    async def pass_time(self, moment: datetime) -> None:
        """Everything that falls due on the way is done when it falls due."""
        while self._clock() < moment:
            now = self._clock()
            stride = STRIDE if moment - now <= timedelta(days=2) else LONG_STRIDE
            furthest = min(moment, later(now, stride))
            due = [notice.due_at for notice in await self._store.due(furthest) if notice.due_at > now]
            self._clock.move_to(min(due, default=furthest))
            await self._settle()

    async def _say(self, say: Say) -> None:
        if say.name is not None:
            self._speak_as(say.name)
        line = self._chat.say(self._speaker, say.text, self._clock(), say.reply_to)
        self._view.said(line)
        await self._moderator.handle(line.message)
        await self._settle()
        await self._explain(line)

    async def _edit(self, number: int, text: str) -> None:
        line = self._chat.edit(number, text, self._clock())
        self._view.said(line)
        await self._moderator.handle(line.message)
        await self._settle()

    async def _explain(self, line: Line) -> None:
        """What nobody sees of it yet."""
        incident = await self._store.incident_of(line.message.chat, line.message.id)
        if incident is None:
            return
        if earlier := [f"#{said.message}" for said in incident.said if said.message != line.message.id]:
            self._view.aside(f"one incident with {', '.join(earlier)}: one note, one count")
            return
        for note in await self._store.notices_of(incident.id):
            if note.kind is NoticeKind.NOTE and note.state is NoticeState.QUEUED:
                at = note.due_at.astimezone(self._group.timezone)
                self._view.aside(f"{self._speaker.name}'s note waits until {at:%H:%M}")
            elif note.kind is NoticeKind.NOTE and note.state is NoticeState.WAITING:
                self._view.aside(f"the note waits in {self._speaker.name}'s mailbox")

    async def _delete(self, number: int) -> None:
        line = self._chat.take_down(number)
        self._view.taken_down(line, self._clock(), line.message.author.name)
        await self._moderator.deleted(line.message.chat, line.message.id)
        await self._settle()

    async def _press(self, press: Press) -> None:
        pressed = self._buttons.pressed(press)
        words = press.words
        if pressed.choice is Choice.ASK_A_PERSON and words is None and self._ask is not None:
            words = self._ask(f"{pressed.by.name}, in your own words (or just Enter): ") or None
        self._view.aside(f"{pressed.by.name} presses {self._book.label(pressed.choice)}")
        answer = await self._desk.press(pressed.letter.notice, pressed.choice, pressed.by.id, words)
        for number in self._platform.collect_taken_down():
            self._view.taken_down(self._chat.line(number), self._clock(), "the bot, as asked")
        for text in self._platform.collect_posted():
            self._view.everybody(text, self._clock())
        self._view.private(pressed.by, answer, (), self._clock())
        await self._settle()

    async def _inquire(self, inquiry: Inquire) -> None:
        by = self._member(inquiry.name)
        about = None if inquiry.about is None else self._chat.line(inquiry.about).message
        self._view.aside(f"{by.name} sends /{inquiry.command}")
        answer = await self._reception.asked(inquiry.command, inquiry.words, by, self._group.id, about)
        self._view.private(by, answer, (), self._clock())
        await self._settle()

    async def _open_mailbox(self, member: Member) -> None:
        letters: list[Handed] = []

        async def to_them(letter: Letter) -> bool:
            letters.append(Handed(member, letter))
            return True

        await self._courier.open_mailbox(self._group.id, member.id, to_them)
        await self._show(tuple(letters))
        if not letters:
            self._view.private(member, self._book.say("answers.nothing-for-you"), (), self._clock())
        await self._settle()

    async def _settle(self) -> None:
        """Let the courier do what is due, then show what has come of it."""
        await self._courier.step(self._clock())
        await self._show(self._platform.collect())

    async def _show(self, handed: tuple[Handed, ...]) -> None:
        for panel in self._buttons.put_on(handed):
            for document in panel.letters[0].documents:
                self._view.aside(f"a file for {panel.to[0].name}: {document.name} ({len(document.content)} bytes)")
            notice = await self._store.notice(panel.letters[0].notice)
            kind = NoticeKind.WAITING if notice is None else notice.kind
            if kind in FOR_ADMINS or not await self._is_theirs(notice, panel.to[0]):
                self._view.admins(panel.to, panel.text, panel.buttons, self._clock())
                self._seen.setdefault("The admins", Counter())[FOR_ADMINS.get(kind, "more letter")] += 1
            else:
                self._view.private(panel.to[0], panel.text, panel.buttons, self._clock())
                word = "note" if kind is NoticeKind.NOTE else "more letter"
                self._seen.setdefault(f"{panel.to[0].name} alone", Counter())[word] += 1

    async def _is_theirs(self, notice: Notice | None, member: Member) -> bool:
        """Is it about what this member wrote?"""
        if notice is None or notice.incident is None:
            return False
        incident = await self._store.incident(notice.incident)
        return incident is not None and incident.poster.id == member.id

    def _speak_as(self, name: str) -> None:
        member = self._cast.named(name)
        if member is None:
            member = self._cast.join(name)
            self._view.aside(f"{member.name} joins the group")
        self._speaker = member

    def _member(self, name: str) -> Member:
        member = self._cast.named(name)
        if member is None:
            raise UnclearError(f"Nobody here is called {name}. /who lists everybody.")
        return member

    def _block(self, member: Member) -> None:
        self._platform.block(member.id)
        self._view.aside(f"{member.name} has blocked the bot; notes to {member.name} wait in the mailbox")

    def _unblock(self, member: Member) -> None:
        self._platform.unblock(member.id)
        self._view.aside(f"{member.name} can be written to again")

    async def _cases(self) -> None:
        cases = await self._store.open_cases(self._group.id)
        for case in cases:
            since = f"since {case.opened_at.astimezone(self._group.timezone):%A %H:%M}"
            self._view.aside(f"case {case.number}: {case.kind.value}, {case.state.value} {since}")
        if not cases:
            self._view.aside("no case is open")

    def _who(self) -> None:
        works_there = {tie.admin for tie in self._group.ties if tie.to == "staff"}
        blocked = [member.name for member in self._cast.members if self._platform.is_blocked(member.id)]
        admins = [a.name + (" (works at the school)" if a.id in works_there else "") for a in self._cast.admins]
        staff = [f"{person.name} ({person.role})" for person in self._group.register.staff]
        rows = {"Members": list(self.names), "Admins": admins, "School staff": staff, "Blocked the bot": blocked}
        self._view.listed(tuple((term, ", ".join(names)) for term, names in rows.items() if names))
        self._view.listed((("Speaks next", self._speaker.name),))

    def _help(self) -> None:
        self._view.listed((*SPEAKING, *((command.form, command.does) for command in COMMANDS.values())))


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
