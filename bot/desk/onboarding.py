"""Sets a group up in a private talk with an admin: one question at a time, each answer repeated, nothing lost."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.adminship import admins_now
from bot.conversation import Answered, Conversation, Step
from bot.delivery.reachability import Reachability
from bot.desk.profile import gaps, value_of
from bot.desk.questions import NOBODY, STEPS, after, answered, labels, listed, places_named, stands, undone, whole
from bot.desk.staff import YES, preview
from bot.errors import FileError, ProfileError
from bot.group import Group
from bot.ledger import Ledgers
from bot.message import GroupId, Member, MemberId
from bot.place import ContactKind, Place
from bot.ports import Platform, Store
from bot.wording import contacts
from bot.wording.locale import ENGLISH
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import plain

SKIP, BACK, STOP = "skip", "back", "stop"
SCHOOL = 80
"""Letters of a school's name in a question."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """The group and the talk as an answer leaves them, and what to say about it before the next question."""

    group: Group
    talk: Conversation
    says: str


class Onboarding:
    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        places: Callable[[str], Place],
        ledgers: Ledgers,
        reachability: Reachability,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._places = places
        self._ledgers = ledgers
        self._reachability = reachability
        self._clock = clock

    async def begin(self, by: MemberId, group: Group) -> str:
        """The first question; or, to whoever broke off, the one they had come to."""
        await self.begun(by, group)
        return await self.beginning(by, group)

    async def beginning(self, by: MemberId, group: Group) -> str:
        """What that says. Nothing is kept: to whoever has not been shown it, no question is open."""
        talk = self._goes_on(await self._store.conversation(by), by, group)
        says = self._books(group.language).say("setup.begin", school=plain(group.school, SCHOOL))
        return f"{says}\n\n{await self._question(talk, group)}"

    async def begun(self, by: MemberId, group: Group) -> None:
        """They have been shown it: what they write is the answer."""
        await self._store.save_conversation(self._goes_on(await self._store.conversation(by), by, group))

    async def is_busy(self, by: MemberId, group: Group) -> bool:
        """Have they begun something with another group, which is lost when they begin with this one?"""
        talk = await self._store.conversation(by)
        return talk is not None and talk.group != group.id and await self._store.group(talk.group) is not None

    def _goes_on(self, talk: Conversation | None, by: MemberId, group: Group) -> Conversation:
        if talk is not None and talk.group == group.id and talk.step is not None:
            return replace(talk, at=self._clock())
        pending = talk.pending if talk is not None and talk.group == group.id else None
        return Conversation(member=by, group=group.id, at=self._clock(), step=STEPS[0], pending=pending)

    async def said(self, talk: Conversation, words: str) -> str:
        """The answer to the question that is open."""
        admins = await self._admins(talk.group)
        async with self._ledgers.hold(talk.group):
            group = await self._store.group(talk.group)
            if group is None or talk.step is None:
                await self._store.end_conversation(talk.member)
                return self._books(ENGLISH).say("answers.too-old")
            turn = self._turn(group, talk, words, admins)
            if turn.group != group:
                await self._store.save_group(turn.group)
            if turn.talk.step is None:
                await self._store.end_conversation(talk.member)
            else:
                await self._store.save_conversation(replace(turn.talk, at=self._clock()))
        if turn.talk.step is None and after(talk.step) is None:
            reach = await self._reachability.told(turn.group)
            return turn.says if reach is None else f"{turn.says}\n{reach}"
        if turn.talk.step is None or turn.talk.pending is not None:
            return turn.says
        return f"{turn.says}\n\n{await self._question(turn.talk, turn.group)}"

    def _turn(self, group: Group, talk: Conversation, words: str, admins: tuple[Member, ...]) -> _Turn:
        book, said, step = self._books(group.language), words.strip().casefold(), talk.step
        if step is None:
            raise ValueError("no question is open")
        if said == STOP:
            return _Turn(group, replace(talk, step=None), book.say("setup.stopped"))
        if said == SKIP or (step is Step.STAFF and said in NOBODY):
            return self._on(group, replace(talk, pending=None), step, group, book.say("setup.skipped"))
        if said == BACK:
            return self._back(group, talk, book)
        if step is Step.STAFF and talk.pending is not None and said in YES:
            words = talk.pending
        elif step is Step.STAFF and said in YES:
            return _Turn(group, talk, book.say("staff.nothing-waits"))
        elif step is Step.STAFF:
            return self._previewed(group, talk, words, book)
        try:
            changed = answered(step, group, words, self._clock().date(), admins, book)
        except (ProfileError, FileError) as error:
            return _Turn(group, talk, f"{book.say('asked.not-set')}\n{error}")
        return self._on(changed, replace(talk, pending=None), step, group, self._echo(step, changed, admins, book))

    def _on(self, group: Group, talk: Conversation, step: Step, before: Group, says: str) -> _Turn:
        following = after(step)
        behind = (*talk.answered, Answered(step=step, before=whole(step, before)))
        on = replace(talk, step=following, answered=behind)
        return _Turn(group, on, says if following is not None else f"{says}\n\n{self._done(group)}")

    def _back(self, group: Group, talk: Conversation, book: Phrasebook) -> _Turn:
        if talk.pending is not None:
            return _Turn(group, replace(talk, pending=None), book.say("setup.undone"))
        if not talk.answered:
            return _Turn(group, talk, book.say("setup.first"))
        last = talk.answered[-1]
        back = replace(talk, step=last.step, answered=talk.answered[:-1])
        return _Turn(undone(last.step, group, last.before), back, book.say("setup.undone"))

    def _previewed(self, group: Group, talk: Conversation, words: str, book: Phrasebook) -> _Turn:
        try:
            shown = preview(listed(group, words))
        except FileError as error:
            return _Turn(group, talk, f"{book.say('asked.not-set')}\n{error}")
        return _Turn(group, replace(talk, pending=words), f"{shown}\n\n{book.say('staff.sure')}")

    def _echo(self, step: Step, group: Group, admins: tuple[Member, ...], book: Phrasebook) -> str:
        if step is Step.DEPUTY and group.deputy_code is not None:
            return book.say("setup.deputy-code", words=f"/deputy {group.deputy_code}")
        return book.say("setup.noted", words=stands(step, group, admins) or book.say("setup.nothing"))

    def _done(self, group: Group) -> str:
        book, place = self._books(group.language), self._places(group.place)
        lines = [book.say("setup.done")]
        if place.data_law is not None:
            lines.append(book.say("setup.done-law", words=place.data_law))
        return "\n".join((*lines, *(f"! {gap.text}" for gap in gaps(group, self._clock().date()))))

    async def _question(self, talk: Conversation, group: Group) -> str:
        if talk.step is None:
            return ""
        book, place, step = self._books(group.language), self._places(group.place), talk.step
        admins = await self._admins(group.id) if step is Step.TIES else ()
        values = {
            Step.PLACE: places_named(self._places),
            Step.TIMEZONE: place.timezone,
            Step.SAFEGUARDING: contacts.briefly(book, group, place, ContactKind.SAFEGUARDING),
            Step.HEAD: contacts.briefly(book, group, place, ContactKind.HEAD),
            Step.CHAIR: contacts.briefly(book, group, place, ContactKind.CHAIR),
            Step.TIES: ", ".join(labels(admins)),
            Step.QUIET: value_of(Group(id=group.id, school=""), Step.QUIET.value),
        }
        asks = book.say(f"setup.{step.value}", words=values.get(step))
        lines = [f"{STEPS.index(step) + 1}/{len(STEPS)} {asks}"]
        known = stands(step, group, admins)
        if known:
            lines.append(book.say("setup.now", words=known))
        return "\n".join(lines)

    async def _admins(self, of: GroupId) -> tuple[Member, ...]:
        group = await self._store.group(of)
        return () if group is None else await admins_now(self._platform(group), group) or ()
