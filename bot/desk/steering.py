"""What an admin may set from their phone: the group's profile, its staff, and whether notes go out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.desk.profile import KEYS, change, gaps, value_of
from bot.errors import FileError, ProfileError
from bot.group import Group, Mode
from bot.ledger import Ledgers
from bot.message import GroupId
from bot.people.load import read_staff
from bot.people.revision import advice, revise
from bot.ports import Store
from bot.wording.phrasebook import Phrasebook

STEERING = ("admin", "set", "staff", "live", "shadow", "pause")
"""Commands only a group's admins may give, without their slash."""

MODES = {"live": Mode.LIVE, "shadow": Mode.SHADOW, "pause": Mode.PAUSED}


class Steering:
    def __init__(
        self,
        *,
        store: Store,
        books: Callable[[str], Phrasebook],
        ledgers: Ledgers,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._books = books
        self._ledgers = ledgers
        self._clock = clock

    async def asked(self, command: str, words: str, group: GroupId) -> str:
        """By somebody who is an admin of this group."""
        async with self._ledgers.hold(group):
            profile = await self._store.group(group)
            if profile is None:
                return self._books("en").say("answers.too-old")
            if command in MODES:
                return await self._set(profile, f"mode={MODES[command].value}")
            if command == "set" and words:
                return await self._set(profile, words)
            if command == "staff":
                return await self._staff(profile, words)
            return self._state(profile)

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

    async def _staff(self, group: Group, words: str) -> str:
        """Lines "name, role, alias; alias" are added, or put in the place of the same name; "-name" is taken off."""
        book = self._books(group.language)
        if not words:
            people = [f"{one.name}, {one.role}" if one.role else one.name for one in group.register.staff]
            return "\n".join((book.say("asked.staff"), *people))
        lines = words.splitlines()
        gone = {line[1:].strip().casefold() for line in lines if line.startswith("-")}
        known = {one.name.casefold() for one in group.register.staff}
        unknown = sorted(gone - known)
        if unknown:
            return "\n".join((book.say("asked.not-staff"), *unknown))
        try:
            added = read_staff("\n".join(line for line in lines if not line.startswith("-")))
        except FileError as error:
            return f"{book.say('asked.not-set')}\n{error}"
        new = {one.name.casefold() for one in added.staff}
        stay = tuple(one for one in group.register.staff if one.name.casefold() not in gone | new)
        wanted = replace(added, staff=(*stay, *added.staff))
        revision = revise(group.register, wanted, (tie.to for tie in group.ties))
        await self._store.save_group(replace(group, register=revision.register))
        changes = [f"+ {one.name}" for one in revision.added]
        changes += [f"~ {after.name}" for _, after in revision.changed]
        changes += [f"- {one.name}" for one in revision.removed]
        return "\n".join((book.say("asked.set"), *changes, *(f"! {each}" for each in advice(revision.register))))

    def _state(self, group: Group) -> str:
        book = self._books(group.language)
        values = [f"{key}={value}" for key in KEYS if (value := value_of(group, key))]
        lacks = [f"! {gap.text}" for gap in gaps(group, self._clock().date())]
        return "\n".join((book.say("asked.admin", number=str(len(group.register.staff))), *values, *lacks))
