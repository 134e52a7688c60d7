"""What a platform's adapter asks of the core besides judging: commands, mailboxes, and the chats the bot is in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.courier import Courier
from bot.delivery.mailbox import Show
from bot.desk.adminside import FOR_ADMINS as BY_ADMINS
from bot.desk.adminside import AdminSide
from bot.desk.awaiting import awaited
from bot.desk.dataprotection import DataProtection
from bot.desk.deputies import Deputies
from bot.desk.desk import Desk
from bot.desk.health import Health
from bot.desk.inquiries import COMMANDS as INQUIRIES
from bot.desk.inquiries import FOR_MEMBERS as MEMBERS_INQUIRIES
from bot.desk.inquiries import Inquiries
from bot.desk.languages import FOR_MEMBERS as LANGUAGE
from bot.desk.languages import Languages
from bot.desk.noticeboard import NoticeBoard
from bot.desk.offers import Offers
from bot.desk.owndata import OWN_DATA, OwnData
from bot.desk.rulelist import RuleList
from bot.desk.tuning import Tuning
from bot.group import Group, Mode, Rhythm, rests_in_public
from bot.homes import TITLE, Homes
from bot.ladder.terms import WINDOW
from bot.ledger import Ledgers
from bot.lines import Lines
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId
from bot.notice import Choice, NoticeId
from bot.ownrules import OwnRules
from bot.place import Place
from bot.ports import Platform, Store
from bot.shadow import is_shadowed
from bot.tongues import as_read_by_all, voice, whole
from bot.wording import dates, letters
from bot.wording.locale import ENGLISH, own_name
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

FOR_MEMBERS = ("start", "help", "raise", *MEMBERS_INQUIRIES, "rules", "privacy", *OWN_DATA, *LANGUAGE)
COMMANDS = tuple(dict.fromkeys((*FOR_MEMBERS, *INQUIRIES, *BY_ADMINS, "deputy")))
"""Without their slash, in the order in which a menu shows them."""
FOR_ADMINS = tuple(command for command in COMMANDS if command not in {*FOR_MEMBERS, "deputy"})
MENUS = ("report", "why")
"""Commands about a message, for a platform where a message has a menu of its own."""
CHANNELS = 300
"""Letters of a list of channels."""


class Reception:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        places: Callable[[str], Place],
        ledgers: Ledgers,
        rules: OwnRules,
        courier: Courier,
        desk: Desk,
        tuning: Tuning,
        data: DataProtection,
        lines: Lines,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._places = places
        self._courier = courier
        self._desk = desk
        self._clock = clock
        self._homes = Homes(store=store, ledgers=ledgers)
        self._own_data = OwnData(data=data, platform=platform, clock=clock)
        self.health, self.reachability = Health(), courier.reachability
        self._deputies = Deputies(store=store, platform=platform, books=books, ledgers=ledgers)
        self.offers = Offers(store=store, platform=platform, books=books, clock=clock)
        self._rule_list = RuleList(store=store, rules=rules, tuning=tuning, books=books, clock=clock)
        self._board = NoticeBoard(store=store, books=books, places=places, ledgers=ledgers, clock=clock)
        self._languages = Languages(
            store=store,
            platform=platform,
            books=books,
            ledgers=ledgers,
            notice=self._board.read_as,
            clock=clock,
        )
        self._admin_side = AdminSide(
            store=store,
            platform=platform,
            books=books,
            places=places,
            ledgers=ledgers,
            rules=rules,
            tuning=tuning,
            rule_list=self._rule_list,
            languages=self._languages,
            reachability=self.reachability,
            health=self.health,
            lines=lines,
            clock=clock,
        )
        self._inquiries = Inquiries(
            store=store,
            platform=platform,
            books=books,
            ledgers=ledgers,
            rules=rules,
            clock=clock,
            wake=courier.wake,
        )

    async def group_of(self, chat: ChatId) -> Group | None:
        """The group whose chat this is."""
        return await self._homes.of(chat)

    async def added(self, chat: ChatId, title: str) -> Group:
        """The group of a chat the bot was let into; made there and then, in shadow mode, when there is none."""
        return await self._homes.added(chat, title)

    async def moved(self, old: ChatId, new: ChatId) -> None:
        """The platform calls the chat something else from now on; a profile made of the new one meanwhile gives way."""
        await self._homes.moved(old, new)

    async def pinned(self, group: Group) -> str:
        """Stands in the group, with the button "Anything for me?"; another one when the rules or the wording are."""
        return await self._board.text(group)

    async def stands(self, chat: ChatId, message: MessageId, group: Group) -> None:
        """That notice has been put up there."""
        await self._board.stands(chat, message, group)

    async def anything(self, group: Group) -> str:
        """What the standing button says."""
        return await self._board.label(group)

    def label(self, choice: Choice, language: str = ENGLISH) -> str:
        """What a letter's button says, in the letter's language."""
        return self._books(language).label(choice)

    def about(self, command: str, language: str = ENGLISH) -> str:
        """What a command does, for the platform's menu; at most 100 letters."""
        return self._books(language).say(f"commands.{command}")

    def menu(self, command: str) -> str:
        """The same on a message's own menu; in English, at most 32 letters."""
        return self._books(ENGLISH).say(f"menus.{command}")

    async def nothing(self, group: Group | None, by: MemberId) -> str:
        """To somebody whose mailbox is empty; at most 200 letters."""
        if group is None:
            return self._books(ENGLISH).say("answers.nothing-for-you")
        return await self._board.nothing(group, by)

    async def welcome(self, group: Group, by: MemberId) -> str:
        """To whoever added the bot: thanks, and the first question of setting it up; or how that begins."""
        return await self._admin_side.welcome(group, by)

    async def welcomed(self, group: Group, by: MemberId) -> None:
        """They have been shown it: what they write from here on is the answer."""
        await self._admin_side.welcomed(group, by)

    async def said(self, words: str, by: Member) -> str | None:
        """What was written in private and is no command: an answer to the question that is open.

        None when none is.
        """
        return await self._admin_side.said(words, by)

    def trouble(self, what: str, group: Group) -> str:
        """To whoever can mend it. `what` is a text's name: blind, removed, weak, public, link and so on."""
        return self._book(group).say(f"asked.{what}", group=plain(group.school, TITLE))

    async def found(self, chat: ChatId, *, is_public: bool) -> None:
        """Can anybody read this chat? While they can, nothing counts there but danger, unless an admin wants it to."""
        await self._homes.opened(chat, is_public=is_public)

    async def keep(self, rhythm: Rhythm) -> None:
        """What is usual in a chat, for after the next start."""
        await self._homes.keep(rhythm)

    def newcomer(self, group: Group) -> str | None:
        """To somebody who has just joined, for their eyes only; None while the group's members get nothing."""
        if rests_in_public(group) or group.mode is Mode.PAUSED or is_shadowed(group, self._clock()):
            return None
        read = as_read_by_all(group, self._books)
        return letters.joining(voice(read, self._books, "group.join"), group=group)

    async def groups(self) -> tuple[Group, ...]:
        return await self._store.groups()

    async def awaited(self, member: Member) -> NoticeId | None:
        """The note about which this member has asked a person and may still say something in their own words."""
        return await awaited(self._store, member.id, self._clock())

    def hidden(self, channels: str, group: Group) -> str:
        """To whoever can mend it: in these channels nothing can be read that was said while the bot was away."""
        return self._book(group).say("asked.hidden", channels=plain(channels, CHANNELS))

    def young(self, channels: str, group: Group) -> str:
        """A hint to the admins, by what their channels are called."""
        return self._book(group).say("asked.young", channels=plain(channels, CHANNELS))

    async def opened(self, member: Member, group: GroupId | None, show: Show) -> int:
        """Shows this member, and nobody else, what waits for them in one group, or in all; how many letters there were.

        What could not be shown waits on.
        """
        groups = [each.id for each in await self._store.groups()] if group is None else [group]
        return sum([await self._courier.open_mailbox(each, member.id, show) for each in groups])

    async def pressed(self, notice: NoticeId, choice: Choice, by: Member, words: str | None = None) -> str:
        """The answer for whoever pressed it, and for nobody else."""
        return await self._desk.press(notice, choice, by.id, words)

    async def asked(
        self, command: str, words: str, by: Member, group: GroupId | None, about: Message | None = None
    ) -> str:
        """The answer for whoever typed it, and for nobody else. `group` is the one it was typed in, None in private.

        `about` is the message they mean: the one they answered, passed on to the bot, or chose from its menu.
        """
        here = await self._store.group(group) if group is not None else None
        if command == "deputy":
            return await self._deputies.asked(words, by)
        if command in INQUIRIES:
            return await self._inquiries.asked(command, words, by, here, about)
        if command in BY_ADMINS:
            return await self._admin_side.asked(command, words, by, here)
        if command in LANGUAGE:
            return await self._languages.chosen(words, by, here)
        if command in OWN_DATA:
            groups = (here,) if here is not None else await self._store.groups()
            return await self._own_data.asked(command, words, by, groups, await self._spoken(by, here))
        if command == "rules" and here is None and await self._admin_side.administered(by, None):
            return await self._admin_side.asked(command, words, by, None)
        if command in {"raise", "privacy", "rules"} and here is None:
            here = await self._only_group()
        book = await self._spoken(by, here)
        if words.strip().casefold() == ENGLISH:
            book = self._books(ENGLISH)
        says = await self._answer(command, here, book)
        return says if book.language == ENGLISH else f"{says}\n\n{own_name(ENGLISH)}: /{command} {ENGLISH}"

    async def filed(self, caption: str, text: str | None, by: Member, name: str = "") -> str:
        """The answer to a file sent in private; `text` is None when it is too large, or no text."""
        return await self._admin_side.filed(caption, text, by, name)

    async def _spoken(self, by: Member, group: Group | None) -> Phrasebook:
        return self._books(await self._languages.spoken_to(by, group))

    async def _answer(self, command: str, group: Group | None, book: Phrasebook) -> str:
        match command:
            case "rules":
                return await self._rule_list.told(group, whole(book, self._books, "asked.rules", "tuning.since"))
            case "start":
                return book.say("answers.started")
            case "raise" if group is not None:
                read = replace(group, language=book.language)
                steps = voice(read, self._books, "steps", "contacts")
                return letters.where(steps, group=group, place=self._places(group.place))
            case "raise":
                return book.say("asked.raise-in-group")
            case "privacy":
                book = whole(book, self._books, "asked.privacy", "asked.privacy-regulator")
                says = book.say("asked.privacy", window=dates.span(book, WINDOW))
                regulator = None if group is None else self._places(group.place).data_regulator
                return f"{says}\n{book.say('asked.privacy-regulator', contact=regulator)}" if regulator else says
            case _:
                return book.say("asked.help")

    async def _only_group(self) -> Group | None:
        groups = await self._store.groups()
        return groups[0] if len(groups) == 1 else None

    def _book(self, group: Group | None) -> Phrasebook:
        return self._books(ENGLISH if group is None else group.language)

    async def flagged(self, group: GroupId, chat: ChatId) -> tuple[MessageId, ...]:
        """What was flagged there lately, where nobody tells what was taken down meanwhile."""
        found = await self._store.flagged(group, self._clock() - WINDOW)
        return tuple(said.message for each in found if each.chat == chat for said in each.said)

    async def read_up_to(self, chat: ChatId) -> MessageId | None:
        """Every message of the chat up to here has been judged; None where nothing was read yet."""
        return await self._store.read_up_to(chat)

    async def has_read(self, chat: ChatId, message: MessageId) -> None:
        await self._store.has_read(chat, message)
