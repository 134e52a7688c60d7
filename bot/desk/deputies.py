"""Makes somebody outside a group its deputy: they send the code that an admin passed on to them."""

from collections.abc import Callable
from dataclasses import replace
from hmac import compare_digest

from bot.adminship import admins_now
from bot.group import Group
from bot.ledger import Ledgers
from bot.message import Member
from bot.ports import Platform, Store
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook


class Deputies:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        ledgers: Ledgers,
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._ledgers = ledgers

    async def asked(self, words: str, by: Member) -> str:
        """A code works once, and never for an admin: the deputy is there for when no admin answers."""
        code = words.strip().casefold().encode()
        for each in await self._store.groups():
            if each.deputy_code is None or not compare_digest(code, each.deputy_code.encode()):
                continue
            book = self._books(each.language)
            if await self._is_admin(by, each):
                return book.say("deputy.is-admin")
            async with self._ledgers.hold(each.id):
                group = await self._store.group(each.id)
                if group is None or group.deputy_code != each.deputy_code:
                    break
                await self._store.save_group(replace(group, deputy=by.id, deputy_code=None))
            return book.say("deputy.thanks")
        return self._books(ENGLISH).say("deputy.unknown")

    async def _is_admin(self, member: Member, group: Group) -> bool:
        """While the platform cannot say, everybody may be one."""
        admins = await admins_now(self._platform(group), group)
        return admins is None or any(admin.id == member.id for admin in admins)
