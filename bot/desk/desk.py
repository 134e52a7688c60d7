"""Answers whoever presses a button, after looking again at who they are and what has become of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias, assert_never

from bot.desk.actions import ActionChoice, Actions
from bot.desk.admins import AdminsDesk
from bot.desk.answers import Answer, in_words
from bot.desk.feel import Apply, ByFeel, FeelChoice, Tune
from bot.desk.members import MembersDesk
from bot.group import Group, Mode
from bot.ledger import Ledgers
from bot.memory import Memory
from bot.message import MemberId
from bot.notice import Choice, Notice, NoticeId, NoticeKind, ToMember
from bot.place import Place
from bot.ports import Platform, Store
from bot.tongues import as_read_by, voice
from bot.wording import letters
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook

MembersChoice: TypeAlias = Literal[Choice.ASK_A_PERSON, Choice.DELETE_IT, Choice.TAKEN_DOWN, Choice.TELL_AN_ADMIN]
AdminsChoice: TypeAlias = Literal[
    Choice.ACKNOWLEDGE, Choice.OVERTURN, Choice.STAYS, Choice.CLOSE, Choice.CALM, Choice.BRING_BACK
]


class Desk:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        places: Callable[[str], Place],
        ledgers: Ledgers,
        memory: Memory,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        tune: Tune,
        apply: Apply,
        english: Callable[[Notice, Group], Awaitable[str | None]],
        operator: MemberId | None = None,
    ) -> None:
        """`wake` is called when there may be something to deliver; `tune` shows what a change of a rule would do.

        `apply` makes the change that was shown with a notice; `english` says a note once more.
        """
        self._store = store
        self._books = books
        self._places = places
        self._clock = clock
        self._ledgers = ledgers
        self._wake = wake
        self._apply = apply
        self._english = english
        self._members = MembersDesk(store=store, platform=platform, ledgers=ledgers, memory=memory)
        self._admins = AdminsDesk(store=store, platform=platform, ledgers=ledgers, operator=operator)
        self._feel = ByFeel(store=store, tune=tune, books=books)
        self._actions = Actions(
            store=store, platform=platform, books=books, places=places, ledgers=ledgers, memory=memory
        )

    async def press(  # noqa: C901  # one line a kind of button
        self, notice: NoticeId, choice: Choice, by: MemberId, words: str | None = None
    ) -> str:
        """The answer for whoever pressed it, and for nobody else. Pressing twice is the same as pressing once."""
        found = await self._store.notice(notice)
        group = None if found is None else await self._store.group(found.group)
        if found is None or group is None:
            return in_words(Answer.TOO_OLD, self._books(ENGLISH))  # nothing is left of it, not even its group
        read = await as_read_by(by, group, self._store, self._books)
        book = self._books(read.language)
        match choice:
            case Choice.WHERE_TO_RAISE:
                steps = voice(read, self._books, "steps", "contacts")
                return letters.where(steps, group=group, place=self._places(group.place))
            case Choice.ASK_A_PERSON | Choice.DELETE_IT | Choice.TAKEN_DOWN | Choice.TELL_AN_ADMIN:
                answer = await self._member_pressed(found, choice, by, group, words)
            case Choice.ACKNOWLEDGE | Choice.OVERTURN | Choice.STAYS | Choice.CLOSE | Choice.CALM | Choice.BRING_BACK:
                answer = await self._admin_pressed(found, choice, by, group)
                await self._admins.set_down(found, choice, answer, by, self._clock())
                if answer is Answer.OVERTURNED and await self._admins.is_admin(by, group):
                    await self._feel.offer(found, by, self._clock())
            case (
                Choice.FRIENDLY
                | Choice.MORE
                | Choice.REMOVE
                | Choice.PAUSE
                | Choice.RESUME
                | Choice.PASS_ON
                | Choice.ORDERLY
                | Choice.AT_RISK
                | Choice.CASE_FILE
            ):
                return await self._case_pressed(found, choice, by, group)
            case Choice.NEVER | Choice.SOFTER | Choice.STRICTER:
                return await self._rule_pressed(found, choice, by, group)
            case Choice.ENGLISH:
                return await self._in_english(found, by, group)
            case Choice.APPLY:
                return await self._apply_pressed(found, by, group)
            case Choice.GO_LIVE:
                answer = await self._go_live(found, by, group)
            case _:
                assert_never(choice)
        self._wake()
        return in_words(answer, book)

    async def _case_pressed(self, notice: Notice, choice: ActionChoice, by: MemberId, group: Group) -> str:
        refused = await self._admins.refused(notice, by, group)
        if refused is not None:
            return in_words(refused, self._books(group.language))
        said = await self._actions.pressed(notice, choice, by, group, self._clock())
        self._wake()
        return said

    async def _rule_pressed(self, notice: Notice, choice: FeelChoice, by: MemberId, group: Group) -> str:
        """A deputy decides cases; the group's rules are its admins'."""
        refused = await self._admins.refused(notice, by, group)
        if refused is None and not await self._admins.is_admin(by, group):
            refused = Answer.ADMINS_ONLY
        if refused is not None:
            return in_words(refused, self._books(group.language))
        return await self._feel.pressed(notice, choice, by, group)

    async def _in_english(self, notice: Notice, by: MemberId, group: Group) -> str:
        book = self._books(ENGLISH)
        if notice.kind is not NoticeKind.NOTE or not await self._members.mine(notice, by):
            return in_words(Answer.NOT_FOR_YOU, book)
        return await self._english(notice, group) or in_words(Answer.TOO_OLD, book)

    async def _apply_pressed(self, notice: Notice, by: MemberId, group: Group) -> str:
        """The change that was shown with this very button, and no later one."""
        if notice.to != ToMember(by):
            return in_words(Answer.NOT_FOR_YOU, self._books(group.language))
        if not await self._admins.is_admin(by, group):
            return in_words(Answer.ADMINS_ONLY, self._books(group.language))
        return await self._apply(notice.id, group, by)

    async def _member_pressed(
        self, notice: Notice, choice: MembersChoice, by: MemberId, group: Group, words: str | None
    ) -> Answer:
        incidents = await self._members.mine(notice, by)
        if not incidents:
            return Answer.NOT_FOR_YOU
        now = self._clock()
        match choice:
            case Choice.ASK_A_PERSON:
                return await self._members.ask_a_person(incidents, words, now)
            case Choice.DELETE_IT:
                return await self._members.delete_it(incidents, group, now)
            case Choice.TAKEN_DOWN:
                return await self._members.taken_down(incidents, now)
            case Choice.TELL_AN_ADMIN:
                return await self._members.tell_an_admin(incidents, now)
            case _:
                assert_never(choice)

    async def _go_live(self, notice: Notice, by: MemberId, group: Group) -> Answer:
        if notice.to != ToMember(by):
            return Answer.NOT_FOR_YOU
        if not await self._admins.is_admin(by, group):
            return Answer.ADMINS_ONLY
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is None:
                return Answer.TOO_OLD
            if fresh.mode is Mode.LIVE:
                return Answer.DONE_ALREADY
            if not fresh.contacts:
                return Answer.NO_CONTACT
            await self._store.save_group(replace(fresh, mode=Mode.LIVE, live_from=None))
        return Answer.LIVE

    def _calm_note(self, group: Group) -> str:
        return letters.calm(voice(group, self._books), group=group, place=self._places(group.place))

    async def _admin_pressed(self, notice: Notice, choice: AdminsChoice, by: MemberId, group: Group) -> Answer:
        refused = await self._admins.refused(notice, by, group)
        if refused is not None:
            return refused
        now = self._clock()
        is_appeal = notice.kind is NoticeKind.APPEAL
        match choice:
            case Choice.ACKNOWLEDGE:
                return await self._admins.acknowledge(notice, by, now)
            case Choice.CALM:
                return await self._admins.calm(notice, group, self._calm_note(group), now)
            case Choice.BRING_BACK:
                return await self._admins.bring_back(notice)
            case Choice.CLOSE:
                return await self._admins.close(notice, by, group, now)
            case Choice.OVERTURN if is_appeal:
                return await self._admins.overturn(notice, by, group, now)
            case Choice.OVERTURN:
                return await self._admins.overturn_case(notice, by, group, now)
            case Choice.STAYS:
                return await self._admins.stays(notice, by, group, now)
            case _:
                assert_never(choice)
