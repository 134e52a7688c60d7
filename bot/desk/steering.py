"""What an admin may set from their phone: the group's profile, its staff, and whether notes go out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.delivery.reachability import Reachability
from bot.desk.health import Health
from bot.desk.menu import HANDOVER, MENU, STATUS, Menu
from bot.desk.profile import KEYS, change, gaps, value_of
from bot.desk.staff import StaffDesk
from bot.errors import ProfileError
from bot.group import Group, Mode, rests_in_public
from bot.ledger import Ledgers
from bot.lines import Lines
from bot.message import GroupId, Member
from bot.ownrules import OwnRules
from bot.ports import Platform, Store
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook

STEERING = ("admin", "setup", "set", "staff", "contacts", "live", "shadow", "pause", "handover", "remove")
"""Commands only a group's admins may give, without their slash."""

MODES = {"live": Mode.LIVE, "shadow": Mode.SHADOW, "pause": Mode.PAUSED}


class Steering:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        rules: OwnRules,
        books: Callable[[str], Phrasebook],
        ledgers: Ledgers,
        reachability: Reachability,
        health: Health,
        lines: Lines,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._books = books
        self._ledgers = ledgers
        self._clock = clock
        self._people = StaffDesk(store=store, books=books, clock=clock)
        self._menu = Menu(
            store=store,
            platform=platform,
            books=books,
            ledgers=ledgers,
            rules=rules,
            reachability=reachability,
            health=health,
            lines=lines,
            clock=clock,
        )

    async def asked(self, command: str, words: str, group: GroupId, by: Member) -> str:
        """By somebody who is an admin of this group."""
        profile = await self._store.group(group)
        if command == STATUS and profile is not None:
            return await self._menu.status(profile, by)
        if command == HANDOVER and profile is not None:
            return await self._menu.hand_over(profile, words, by.id)
        async with self._ledgers.hold(group):
            profile = await self._store.group(group)
            if profile is None:
                return self._books(ENGLISH).say("answers.too-old")
            if command in MODES:
                return await self._mode(profile, MODES[command])
            if command == "set" and words:
                return await self._set(profile, words)
            if command == "staff":
                return await self._people.asked(profile, words, by.id)
            if command in MENU:
                return await self._menu.asked(command, words, profile)
            return self._state(profile)

    async def _mode(self, group: Group, mode: Mode) -> str:
        """Where anybody can read the group, /live and /shadow also mean: go on all the same."""
        words = f"mode={mode.value}"
        if mode is Mode.PAUSED or not rests_in_public(group):
            return await self._set(group, words)
        group = replace(group, goes_on_in_public=True)
        await self._store.save_group(group)
        goes_on = self._books(group.language).say("asked.goes-on")
        return goes_on if group.mode is mode else f"{goes_on}\n\n{await self._set(group, words)}"

    async def _set(self, group: Group, words: str) -> str:
        book, today = self._books(group.language), self._clock().date()
        try:
            changed, changes = change(group, words.splitlines(), today)
        except ProfileError as error:
            return f"{book.say('asked.not-set')}\n{error}"
        await self._store.save_group(changed)
        if not changes:
            return book.say("asked.set-already")
        lines = [f"{each.key}: {each.after or '-'}\n/set {each.key}={each.before}" for each in changes]
        return "\n".join((book.say("asked.set"), *lines))

    def _state(self, group: Group) -> str:
        book = self._books(group.language)
        values = [f"{key}={value}" for key in KEYS if (value := value_of(group, key))]
        lacks = [f"! {gap.text}" for gap in gaps(group, self._clock().date())]
        return "\n".join((book.say("asked.admin", number=str(len(group.register.staff))), *values, *lacks))
