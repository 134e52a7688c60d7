"""What a platform's adapter asks of the core besides judging: commands, mailboxes, and the chats the bot is in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.courier import Courier
from bot.desk.dataprotection import DataProtection
from bot.desk.desk import Desk
from bot.desk.files import send
from bot.desk.inquiries import COMMANDS as INQUIRIES
from bot.desk.inquiries import FOR_MEMBERS as MEMBERS_INQUIRIES
from bot.desk.inquiries import Inquiries
from bot.desk.steering import STEERING, Steering
from bot.group import Group
from bot.held import StillOpen
from bot.ladder.terms import WINDOW
from bot.ledger import Ledgers
from bot.message import ChatId, GroupId, Member, Message, MessageId
from bot.notice import Choice, Document, Letter, NoticeId
from bot.place import Place
from bot.ports import Platform, PostponedError, Store
from bot.rulebook.book import Rulebook
from bot.wording import dates, letters
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

ENGLISH = "en"
"""For whoever asks where no group is known."""
FOR_MEMBERS = ("start", "help", "raise", *MEMBERS_INQUIRIES, "rules", "privacy", "mydata", "forgetme")
COMMANDS = tuple(dict.fromkeys((*FOR_MEMBERS, *INQUIRIES, *STEERING)))
"""Without their slash, in the order in which a menu shows them."""
MENUS = ("report", "why")
"""Commands about a message, for a platform where a message has a menu of its own."""
RULES_SHOWN = 3_000
"""Letters of the list of rules; an adapter cuts it at a line where its messages hold fewer."""
YES = "yes"
"""What /forgetme wants to hear: it cannot be undone."""
SHORT = 1_500
"""Letters of what is kept about somebody that are shown in a message; more comes as a file."""
TITLE = 80
"""Letters of a chat's title that stand for a school nobody has named yet."""
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
        rulebook: Rulebook,
        courier: Courier,
        desk: Desk,
        data: DataProtection,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._places = places
        self._ledgers = ledgers
        self._rulebook = rulebook
        self._courier = courier
        self._desk = desk
        self._data = data
        self._clock = clock
        self._homes: dict[ChatId, GroupId] = {}
        self._steering = Steering(store=store, books=books, ledgers=ledgers, clock=clock)
        self._inquiries = Inquiries(
            store=store,
            platform=platform,
            books=books,
            ledgers=ledgers,
            rulebook=rulebook,
            clock=clock,
            wake=courier.wake,
        )

    async def group_of(self, chat: ChatId) -> Group | None:
        """The group whose chat this is."""
        known = self._homes.get(chat)  # asked of every message: not every profile is opened for that
        if known is not None:
            group = await self._store.group(known)
            if group is not None and chat in group.chats:
                return group
        found = next((group for group in await self._store.groups() if chat in group.chats), None)
        if found is not None:
            self._homes[chat] = found.id
        return found

    async def added(self, chat: ChatId, title: str) -> Group:
        """The group of a chat the bot was let into; made there and then, in shadow mode, when there is none."""
        known = await self.group_of(chat)
        if known is not None:
            return known
        group = Group(id=_named_after(chat), school=plain(title, TITLE) or chat, chats=(chat,))
        async with self._ledgers.hold(group.id):
            await self._store.save_group(group)
        return group

    async def moved(self, old: ChatId, new: ChatId) -> None:
        """The platform calls the chat something else from now on; a profile made of the new one meanwhile gives way."""
        group = await self.group_of(old)
        if group is None:
            return
        other = await self.group_of(new)
        if other is not None and other.id != group.id:
            async with self._ledgers.hold(other.id):
                await self._store.save_group(replace(other, chats=tuple(chat for chat in other.chats if chat != new)))
        async with self._ledgers.hold(group.id):
            chats = tuple(new if chat == old else chat for chat in group.chats)
            await self._store.save_group(replace(group, chats=tuple(dict.fromkeys(chats))))

    def pinned(self, group: Group) -> str:
        """Stands in the group, with the button "Anything for me?"."""
        return letters.pinned(self._books(group.language), group=group, place=self._places(group.place))

    def anything(self, group: Group | None) -> str:
        """What the standing button says."""
        return self._book(group).say("labels.anything")

    def label(self, choice: Choice, group: Group | None) -> str:
        """What a letter's button says."""
        return self._book(group).label(choice)

    def about(self, command: str) -> str:
        """What a command does, for the platform's menu; in English, at most 100 letters."""
        return self._books(ENGLISH).say(f"commands.{command}")

    def menu(self, command: str) -> str:
        """The same on a message's own menu; in English, at most 32 letters."""
        return self._books(ENGLISH).say(f"menus.{command}")

    def nothing(self, group: Group | None) -> str:
        """To somebody whose mailbox is empty; at most 200 letters."""
        return self._book(group).say("answers.nothing-for-you")

    def welcome(self, group: Group) -> str:
        """What whoever added the bot should do next."""
        return self._book(group).say("asked.welcome", group=group.id)

    def hidden(self, channels: str, group: Group) -> str:
        """To whoever can mend it: in these channels nothing can be read that was said while the bot was away."""
        return self._book(group).say("asked.hidden", channels=plain(channels, CHANNELS))

    def young(self, channels: str, group: Group) -> str:
        """A hint to the admins, by what their channels are called."""
        return self._book(group).say("asked.young", channels=plain(channels, CHANNELS))

    def blind(self, group: Group) -> str:
        """To whoever can mend it: the platform does not show the bot what is said in the group."""
        return self._book(group).say("asked.blind", group=plain(group.school, TITLE))

    async def opened(self, member: Member, group: GroupId | None) -> tuple[Letter, ...]:
        """What waits for this member, handed over: in one group, or in all. To be shown to them and to nobody else."""
        groups = [each.id for each in await self._store.groups()] if group is None else [group]
        return tuple([letter for each in groups for letter in await self._courier.open_mailbox(each, member.id)])

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
        if command in INQUIRIES:
            return await self._inquiries.asked(command, words, by, here, about)
        if command in STEERING:
            return await self._steer(command, words, by, here)
        if command in {"mydata", "forgetme"}:
            groups = (here,) if here is not None else await self._store.groups()
            return await self._own_data(command, words, by, groups)
        if command == "raise" and here is None:
            here = await self._only_group()
        return self._answer(command, here)

    async def _own_data(self, command: str, words: str, by: Member, groups: tuple[Group, ...]) -> str:
        """What is kept about whoever asks, shown or erased; in every group when asked in private."""
        book = self._book(groups[0] if len(groups) == 1 else None)
        now = self._clock()
        held = {group.id: shown for group in groups if (shown := await self._data.export(group.id, by.id, now))}
        if not held:
            return book.say("asked.mydata-none")
        if command == "mydata":
            if await self._as_file(held, groups, by):
                return book.say("inquiries.file-sent")
            return "\n\n".join((book.say("asked.mydata"), *held.values()))
        if words.strip().casefold() != YES:
            return book.say("asked.forgetme")
        outcomes = [await self._data.forget(group, by.id, now) for group in held]
        is_open = any(isinstance(outcome, StillOpen) for outcome in outcomes)
        return book.say("asked.forget-open" if is_open else "asked.forgotten")

    async def _as_file(self, held: dict[GroupId, str], groups: tuple[Group, ...], by: Member) -> bool:
        """What would fill screens comes as a file, where one can be handed over."""
        if sum(map(len, held.values())) <= SHORT:
            return False
        group = next(each for each in groups if each.id in held)
        files = tuple(Document(name=f"{name}.json", content=text.encode()) for name, text in held.items())
        text, about = self._books(group.language).say("file.mydata"), f"mydata{self._clock().isoformat()}"
        return await send(self._platform(group), by.id, group.id, text, files, about)

    def _answer(self, command: str, group: Group | None) -> str:
        book = self._book(group)
        match command:
            case "start":
                return book.say("answers.started")
            case "raise" if group is not None:
                return letters.where(book, group=group, place=self._places(group.place))
            case "raise":
                return book.say("asked.raise-in-group")
            case "rules":
                return "\n".join((book.say("asked.rules"), *self._titles()))
            case "privacy":
                return book.say("asked.privacy", window=dates.span(book, WINDOW))
            case _:
                return book.say("asked.help")

    def _titles(self) -> tuple[str, ...]:
        shown, room = [], RULES_SHOWN
        for title in dict.fromkeys(rule.title for rule in self._rulebook.rules):
            room -= len(title) + 3
            if room < 0:
                break
            shown.append(f"- {title}")
        return tuple(shown)

    async def _steer(self, command: str, words: str, by: Member, here: Group | None) -> str:
        groups = [here] if here is not None else list(await self._store.groups())
        own = [group for group in groups if await self._is_admin(by, group)]
        named, _, rest = words.partition(" ")
        if len(own) > 1:
            chosen = [group for group in own if group.id == named]
            if not chosen:
                names = "\n".join(f"/{command} {group.id}" for group in own)
                return f"{self._book(None).say('asked.which-group')}\n{names}"
            own, words = chosen, rest
        elif own and named == own[0].id:
            words = rest
        if not own:
            return self._book(here).say("answers.admins-only")
        return await self._steering.asked(command, words.strip(), own[0].id)

    async def _is_admin(self, member: Member, group: Group) -> bool:
        """Asked at this very moment; while the platform cannot say, nobody is."""
        try:
            return member.id in {admin.id for admin in await self._platform(group).admins(group)}
        except PostponedError:
            return False

    async def _only_group(self) -> Group | None:
        groups = await self._store.groups()
        return groups[0] if len(groups) == 1 else None

    def _book(self, group: Group | None) -> Phrasebook:
        return self._books(ENGLISH if group is None else group.language)

    async def read_up_to(self, chat: ChatId) -> MessageId | None:
        """Every message of the chat up to here has been judged; None where nothing was read yet."""
        return await self._store.read_up_to(chat)

    async def has_read(self, chat: ChatId, message: MessageId) -> None:
        await self._store.has_read(chat, message)


def _named_after(chat: ChatId) -> GroupId:
    """Something to type on a phone and on a command line."""
    kept = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in chat.casefold())
    return GroupId("-".join(kept.split()))
