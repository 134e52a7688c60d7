"""The staff register from a phone: one person changed by name, or a whole list, shown before it is taken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.conversation import Conversation
from bot.desk.questions import called, listed
from bot.errors import FileError
from bot.group import Group
from bot.message import MemberId
from bot.people.load import read_register
from bot.people.names import is_sign
from bot.people.register import Register, StaffMember
from bot.people.revision import Revision, advice, revise
from bot.ports import Store
from bot.rulebook.ordinary import ordinary_words
from bot.wording.phrasebook import Phrasebook

YES = frozenset({"yes", "y"})
SHOWN = 30
"""Changes of a list that are shown one by one; a phone holds no more."""


class StaffDesk:
    """Everything here is asked under the group's lock."""

    def __init__(self, *, store: Store, books: Callable[[str], Phrasebook], clock: Callable[[], datetime]) -> None:
        self._store = store
        self._books = books
        self._clock = clock

    async def asked(self, group: Group, words: str, by: MemberId) -> str:
        book = self._books(group.language)
        first, _, rest = words.partition(" ") if " " in words.split("\n", 1)[0] else words.partition("\n")
        try:
            match first.casefold():
                case "":
                    return _shown(group, book)
                case "import":
                    return await self._ask(group, rest, by)
                case word if word in YES and not rest:
                    return await self._agreed(group, by)
                case "rename" | "alias" as verb:
                    return await self._changed(group, verb, rest)
                case _:
                    return await self._lines(group, words)
        except FileError as error:
            return f"{book.say('asked.not-set')}\n{error}"

    async def _ask(self, group: Group, text: str, by: MemberId) -> str:
        """Keeps the list, under lock, until they say yes."""
        shown = preview(listed(group, text))
        known = await self._store.conversation(by)
        talk = known if known is not None and known.group == group.id else None
        talk = talk or Conversation(member=by, group=group.id, at=self._clock())
        await self._store.save_conversation(replace(talk, at=self._clock(), pending=text))
        return f"{shown}\n\n{self._books(group.language).say('staff.sure')}"

    async def _agreed(self, group: Group, by: MemberId) -> str:
        book, talk = self._books(group.language), await self._store.conversation(by)
        if talk is None or talk.pending is None or talk.group != group.id:
            return book.say("staff.nothing-waits")
        answer = await self._take(group, listed(group, talk.pending))
        if talk.step is None:
            await self._store.end_conversation(by)
        else:
            await self._store.save_conversation(replace(talk, pending=None))
        return answer

    async def _changed(self, group: Group, verb: str, rest: str) -> str:
        """`rename Mrs Hall = Mrs Hall-Smith`, `alias Mrs Hall = Hally; Mrs H`."""
        book = self._books(group.language)
        name, sign, wanted = (part.strip() for part in rest.partition("="))
        person = called(name, group)
        if person is None:
            return "\n".join((book.say("asked.not-staff"), name))
        if not sign or not wanted:
            raise FileError(f"put it as /staff {verb} {person.name} = …")
        people = tuple(_as_wanted(one, verb, wanted) if one is person else one for one in group.register.staff)
        # Laid over the old list, the key stays, and with it whatever is known of this person.
        register = Register(people)
        await self._store.save_group(replace(group, register=register))
        after = register.member(person.key) or person
        return "\n".join(
            (book.say("asked.set"), f"~ {in_words(after)}", f"    was: {in_words(person)}", *unwise(register))
        )

    async def _lines(self, group: Group, words: str) -> str:
        """Lines "name, role, alias; alias" are added, or put in the place of the same name; "-name" is taken off."""
        lines = words.splitlines()
        gone = {line[1:].strip().casefold() for line in lines if line.startswith("-")}
        unknown = sorted(gone - {one.name.casefold() for one in group.register.staff})
        if unknown:
            return "\n".join((self._books(group.language).say("asked.not-staff"), *unknown))
        added = read_register("\n".join(line for line in lines if not line.startswith("-")) or "\n")
        new = {one.name.casefold() for one in added.staff}
        stay = tuple(one for one in group.register.staff if one.name.casefold() not in gone | new)
        wanted = replace(added, staff=(*stay, *added.staff))
        return await self._take(group, revise(group.register, wanted, (tie.to for tie in group.ties)))

    async def _take(self, group: Group, revision: Revision) -> str:
        await self._store.save_group(replace(group, register=revision.register))
        return "\n".join((self._books(group.language).say("asked.set"), preview(revision)))


def preview(revision: Revision) -> str:
    """What a list changes, and what is unwise about it; empty when it changes nothing."""
    changes = [f"+ {in_words(one)}" for one in revision.added]
    changes += [f"~ {in_words(after)}" for _, after in revision.changed]
    changes += [f"- {one.name}" for one in revision.removed]
    more = [f"… {len(changes) - SHOWN}"] if len(changes) > SHOWN else []
    return "\n".join((*changes[:SHOWN], *more, *unwise(revision.register)))


def unwise(register: Register) -> tuple[str, ...]:
    """Ways of calling somebody that could mean two people, or nobody at all."""
    common = ordinary_words()
    everyday = [
        f"{way} is an everyday word; it will be taken for {one.name} only with a capital or a title"
        for one in register.staff
        for way in (one.name, *one.aliases)
        if way.casefold() in common
    ]
    signs = [
        f"{way} is everybody's to use; a message that is rude beside it may be taken for one about {one.name}"
        for one in register.staff
        for way in filter(is_sign, one.aliases)
    ]
    return tuple(f"! {each}" for each in (*advice(register), *everyday, *signs))


def in_words(one: StaffMember) -> str:
    role = f", {one.role}" if one.role else ""
    return f"{one.name}{role}" + (f" ({'; '.join(one.aliases)})" if one.aliases else "")


def _as_wanted(one: StaffMember, verb: str, wanted: str) -> StaffMember:
    name = wanted if verb == "rename" else one.name
    aliases = "; ".join((*one.aliases, wanted)) if verb == "alias" else "; ".join(one.aliases)
    checked = read_register(f'"{name}","{one.role}","{aliases}"').staff[0]
    return replace(checked, key=one.key, aliases=tuple(dict.fromkeys(checked.aliases)))


def _shown(group: Group, book: Phrasebook) -> str:
    return "\n".join((book.say("asked.staff"), *(in_words(one) for one in group.register.staff)))
