"""What a group's admins ask for, type and send: who they are is looked at now, and which group they mean."""

from collections.abc import Callable
from datetime import datetime

from bot.adminship import is_admin_now
from bot.conversation import Step
from bot.delivery.reachability import Reachability
from bot.desk.filing import STAFF, holds_staff, holds_wording
from bot.desk.health import Health
from bot.desk.languages import FOR_ADMINS as LANGUAGES
from bot.desk.languages import Languages
from bot.desk.onboarding import Onboarding
from bot.desk.privacycheck import CHECK, PrivacyCheck
from bot.desk.rulelist import RuleList
from bot.desk.staff import YES as AGREED
from bot.desk.steering import STEERING, Steering
from bot.desk.tuning import RULES_FILE, TUNING, UNREADABLE, Tuning
from bot.desk.wordings import WORDING, Wordings
from bot.group import Group
from bot.ledger import Ledgers
from bot.lines import Lines
from bot.message import Member, MemberId
from bot.ownrules import OwnRules
from bot.place import Place
from bot.ports import Platform, Store
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook

FOR_ADMINS = (*STEERING, CHECK, *LANGUAGES, WORDING, *TUNING)


class AdminSide:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        places: Callable[[str], Place],
        ledgers: Ledgers,
        rules: OwnRules,
        tuning: Tuning,
        rule_list: RuleList,
        languages: Languages,
        reachability: Reachability,
        health: Health,
        lines: Lines,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._steering = Steering(
            store=store,
            platform=platform,
            rules=rules,
            books=books,
            ledgers=ledgers,
            reachability=reachability,
            health=health,
            lines=lines,
            clock=clock,
        )
        self._onboarding = Onboarding(
            store=store,
            platform=platform,
            books=books,
            places=places,
            ledgers=ledgers,
            reachability=reachability,
            clock=clock,
        )
        self._tuning = tuning
        self._rule_list = rule_list
        self._languages = languages
        self._wordings = Wordings(
            store=store,
            platform=platform,
            books=books,
            places=places,
            ledgers=ledgers,
            drafts=tuning.drafts,
            clock=clock,
        )
        self._privacy = PrivacyCheck(platform=platform, books=books)

    async def welcome(self, group: Group, by: MemberId) -> str:
        """To whoever added the bot: thanks, and the first question of setting it up; or how that begins."""
        book = self._books(group.language)
        may_begin = await self._may_begin(by, group)
        then = await self._onboarding.beginning(by, group) if may_begin else book.say("setup.not-admin")
        return f"{book.say('setup.thanks')}\n\n{then}"

    async def welcomed(self, group: Group, by: MemberId) -> None:
        """They have been shown it."""
        if await self._may_begin(by, group):
            await self._onboarding.begun(by, group)

    async def _may_begin(self, by: MemberId, group: Group) -> bool:
        """Unasked: only with an admin, and not in the midst of something else."""
        return await self.is_admin(by, group) and not await self._onboarding.is_busy(by, group)

    async def said(self, words: str, by: Member) -> str | None:
        """What was written in private and is no command: an answer to the question that is open.

        None when none is.
        """
        talk = await self._store.conversation(by.id)
        group = None if talk is None else await self._store.group(talk.group)
        if talk is None or group is None:
            return None
        if not await self.is_admin(by.id, group):
            return self._books(group.language).say("answers.admins-only")
        if talk.step is None:
            is_yes = words.strip().casefold() in AGREED
            return await self._steering.asked("staff", words.strip(), group.id, by) if is_yes else None
        return await self._onboarding.said(talk, words)

    async def filed(self, caption: str, text: str | None, by: Member, name: str) -> str:
        """The answer to a file sent in private: rules, sentences or staff; `text` is None where it cannot be read.

        Whoever looks after several groups writes beside it which one it is for, as in "/rulesfile year-4".
        """
        command, _, words = caption.strip().partition(" ") if caption.startswith("/") else ("", "", caption.strip())
        if text is None:
            return await self.asked(UNREADABLE, words, by, None)
        if command == f"/{WORDING}" or (not command and holds_wording(name, text)):
            return await self.asked(WORDING, f"{words} {text}" if words else text, by, None)
        if command == f"/{STAFF}" or (not command and holds_staff(name, text)):
            talk = None if words else await self._store.conversation(by.id)
            if talk is not None and talk.step is Step.STAFF:
                return await self.said(text, by) or ""
            return await self.asked(STAFF, f"{words} import\n{text}".strip(), by, None)
        return await self.asked(RULES_FILE, f"{words} {text}" if words else text, by, None)

    async def asked(  # noqa: C901  # one line a command
        self, command: str, words: str, by: Member, here: Group | None
    ) -> str:
        own = await self.administered(by, here)
        named, _, rest = words.partition(" ")
        if len(own) > 1:
            chosen = [group for group in own if group.id == named]
            if not chosen:
                names = "\n".join(f"/{command} {group.id}" for group in own)
                return f"{self._books(ENGLISH).say('asked.which-group')}\n{names}"
            own, words = chosen, rest
        elif own and named == own[0].id:
            words = rest
        if not own:
            return self._books(ENGLISH if here is None else here.language).say("answers.admins-only")
        if command == "rules":
            return await self._rule_list.to_admin(own[0])
        if command == CHECK:
            return await self._privacy.asked(own[0])
        if command in LANGUAGES:
            return await self._languages.steered(words.strip(), own[0], by.id)
        if command == WORDING:
            return await self._wordings.asked(words, own[0], by.id)
        if command == "setup":
            return await self._onboarding.begin(by.id, own[0])
        if command in {*TUNING, UNREADABLE}:
            return await self._tuning.asked(command, words.strip(), own[0], by)
        return await self._steering.asked(command, words.strip(), own[0].id, by)

    async def administered(self, by: Member, here: Group | None) -> list[Group]:
        groups = [here] if here is not None else list(await self._store.groups())
        return [group for group in groups if await self.is_admin(by.id, group)]

    async def is_admin(self, member: MemberId, group: Group) -> bool:
        """Asked at this very moment; while the platform cannot say, nobody is."""
        return await is_admin_now(member, self._platform(group), group)
