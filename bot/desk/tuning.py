"""How a group's admins change its rules from the chat: see what a change would do, apply it, take it back."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.desk.drafts import Drafts
from bot.desk.files import send
from bot.desk.rulechange import changed, is_alarming, step
from bot.desk.watched import watched
from bot.errors import RulesError
from bot.finding import Level, RuleId
from bot.group import Group
from bot.incident import Incident
from bot.ladder.terms import WINDOW
from bot.ledger import Ledgers
from bot.message import Member, MemberId
from bot.notice import Document, NoticeId
from bot.overlay import TRIAL, Overlay
from bot.ownrules import FILE, OwnRules
from bot.ports import Platform, Store
from bot.rulebook.book import Rulebook
from bot.rulebook.bundled import everyday_scenes, starter
from bot.rulebook.editing import marked, unmarked, with_rule
from bot.rulebook.examples import example_scene
from bot.rulebook.preview import differences
from bot.scene import Scene
from bot.wording import dates, tuned
from bot.wording.phrasebook import Phrasebook
from bot.wording.tuning import COMMANDS

TUNING = COMMANDS
"""Commands only a group's admins may give, without their slash."""
RULES_FILE = "rulesfile"
UNREADABLE = "unreadable"
"""No command: what is asked in place of one by a file that nobody can read."""
LARGEST = 100_000
"""Letters of a group's own file; the longest an admin has written by hand is a fraction of it."""


class Tuning:
    def __init__(
        self,
        *,
        store: Store,
        rules: OwnRules,
        platform: Callable[[Group], Platform],
        books: Callable[[str], Phrasebook],
        ledgers: Ledgers,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._rules = rules
        self._platform = platform
        self._books = books
        self._ledgers = ledgers
        self._clock = clock
        self.drafts = Drafts(store=store, platform=platform, books=books, clock=clock)
        """Shared with whatever else an admin may change: what they were shown last is what they use."""

    async def asked(self, command: str, words: str, group: Group, by: Member) -> str:
        """By somebody who is an admin of this group. The answer is for their eyes alone."""
        book = self._books(group.language)
        match command:
            case "unreadable":
                return book.say("tuning.unreadable")
            case "rulesfile" if words:
                return await self._offered(words, group, by.id)
            case "apply":
                return await self.drafts.use(group, by.id)
            case "undo":
                return await self._undo(words, group, by.id)
            case "try" if words:
                return await self._try(words, group)
            case "try":
                return book.say("tuning.try")
            case "softer" | "stricter" | "never":
                return await self._named(command, words, group, by.id)
            case _:
                return await self._handed(group, by.id)

    async def file(self, group: Group) -> str:
        """The group's own file as it is handed out; a commented beginning where there is none."""
        newest = await self._newest(group)
        return marked(starter(), 0) if newest is None else marked(newest.text, newest.version)

    async def _handed(self, group: Group, by: MemberId) -> str:
        """As a file where one arrives; else as text."""
        book, text = self._books(group.language), await self.file(group)
        document = Document(name=FILE, content=text.encode())
        about = f"{group.id}{self._clock().isoformat()}"
        says = book.say("tuning.rulesfile")
        is_sent = await send(self._platform(group), by, group.id, says, (document,), about)
        return book.say("tuning.file-sent") if is_sent else f"{says}\n\n{text}"

    async def _offered(self, written: str, group: Group, by: MemberId) -> str:
        book = self._books(group.language)
        if len(written) > LARGEST:
            return book.say("tuning.too-large")
        text, on = unmarked(written)
        newest = await self._newest(group)
        known = 0 if newest is None else newest.version
        if on != known and (known or on is not None):
            return book.say("tuning.moved")
        return await self._shown(written, text, known, group, by)

    async def _shown(
        self, written: str, text: str, on: int, group: Group, by: MemberId, head: str | None = None
    ) -> str:
        """Every mistake, or what the change of version `on` would do: with a button, where a letter arrives."""
        book, now = self._books(group.language), self._clock()
        newest = await self._newest(group)
        try:
            change = await asyncio.to_thread(changed, self._rules, written, newest, now)
        except RulesError as error:
            return tuned.refused(book, error)
        notice = self.drafts.begin(partial(self._keep, text, on, group, by), group, by)
        before = await self._settled(newest)
        recent = _recent(await self._store.flagged(group.id, now - WINDOW), group)
        lately = await asyncio.to_thread(differences, before, change.book, recent)
        everyday = await asyncio.to_thread(differences, before, change.book, everyday_scenes())
        says = tuned.preview(
            book,
            head=head,
            recent=(len(recent), lately),
            everyday=(len(everyday_scenes()), everyday),
            trial=tuple(rule for rule, at in change.began if now < at + TRIAL),
            titles=_titles(before, change.book),
            span=TRIAL,
            advice=change.advice,
            silenced=change.silenced,
            missing=change.missing,
        )
        return await self.drafts.show(says, notice, group, by)

    async def applied(self, notice: NoticeId, group: Group, by: MemberId) -> str:
        """By somebody who is an admin of this group, with the button of that letter."""
        return await self.drafts.pressed(notice, group, by)

    async def _settled(self, newest: Overlay | None) -> Rulebook:
        """The rules in force as they are when no trial runs."""
        if newest is None:
            return self._rules.shared
        try:
            return await asyncio.to_thread(self._rules.lay, newest.text)
        except RulesError:
            return self._rules.shared

    async def _keep(self, text: str, on: int, group: Group, by: MemberId) -> str:
        book, now = self._books(group.language), self._clock()
        async with self._ledgers.hold(group.id):
            newest = await self._newest(group)
            if on != (0 if newest is None else newest.version):
                return book.say("tuning.moved")
            try:
                change = await asyncio.to_thread(changed, self._rules, text, newest, now)
            except RulesError as error:
                return tuned.refused(book, error)
            overlay = Overlay(group=group.id, version=on + 1, text=text, by=by, at=now, began=change.began)
            await self._store.save_overlay(overlay)
            self._rules.forget(group.id)
            await self._store.record(await watched(self._store, group, newest, change, now))
        return book.say("tuning.applied", number=str(overlay.version))

    async def _undo(self, words: str, group: Group, by: MemberId) -> str:
        """An earlier version becomes the newest: nothing is lost by going back."""
        book = self._books(group.language)
        versions = await self._store.overlays(group.id)
        if not versions:
            return book.say("tuning.no-undo")
        newest = versions[0]
        wanted = int(words) if words.isdecimal() and len(words) < 10 else newest.version - 1
        found = next((each.text for each in versions if each.version == wanted), None)
        if wanted == 0:
            found = starter()
        if found is None:
            lines = [
                f"/undo {each.version} ({dates.day(book, each.at, self._clock(), group.timezone)})" for each in versions
            ]
            return "\n".join((book.say("tuning.no-undo"), *lines))
        return await self._keep(found, newest.version, group, by)

    async def _named(self, command: str, words: str, group: Group, by: MemberId) -> str:
        rules = (await self._rules.of(group)).rules
        meant = words.strip().casefold()
        for rule in rules:
            if meant in {rule.id, rule.title.casefold()}:
                return await self.felt(command, rule.id, group, by)
        return tuned.which(self._books(group.language), command, sorted(rules, key=lambda rule: rule.title))

    async def felt(self, command: str, name: RuleId, group: Group, by: MemberId) -> str:
        """A rule made softer or stricter by one step, or switched off: shown like any other change.

        By somebody who is an admin of this group. `command` is never, softer or stricter.
        """
        book, newest = self._books(group.language), await self._newest(group)
        rule = next((each for each in (await self._settled(newest)).rules if each.id == name), None)
        if rule is None:
            return book.say("tuning.off-already")
        said = step(command, rule)
        if said is None:
            is_nobodys = is_alarming(rule) or rule.level is Level.SUPPORT
            return book.say("tuning.grave" if is_nobodys else "tuning.no-step")
        written = with_rule(starter() if newest is None else newest.text, rule.id, *said)
        if written is None:
            return book.say("tuning.by-hand")
        known = next((each for each in await self._store.rule_records(group.id) if each.rule == name), None)
        on = 0 if newest is None else newest.version
        return await self._shown(written, written, on, group, by, tuned.felt(book, command, rule, known))

    async def records(self, group: Group) -> str:
        """What people made of each rule, and what those on trial would have said: for admins, one line a rule."""
        rules = await self._rules.of(group)
        known = {record.rule: record for record in await self._store.rule_records(group.id)}
        names = [rule.id for rule in rules.rules]
        gone = sorted(rule for rule in known if rule not in names)
        return tuned.records(self._books(group.language), (*names, *gone), known, rules.on_trial, _titles(rules))

    async def _try(self, words: str, group: Group) -> str:
        """What the group's rules make of a sentence; it is not kept."""
        rules = await self._rules.of(group)
        scene = replace(example_scene(words), group=group)
        fired = await asyncio.to_thread(rules.explain, scene)
        return tuned.explained(self._books(group.language), fired, words)

    async def _newest(self, group: Group) -> Overlay | None:
        return next(iter(await self._store.overlays(group.id)), None)


def _titles(*books: Rulebook) -> dict[RuleId, str]:
    """Of the later book, where both have a rule."""
    return {rule.id: rule.title for each in books for rule in each.rules}


def _recent(incidents: tuple[Incident, ...], group: Group) -> tuple[Scene, ...]:
    """What was flagged lately, as far as its words are kept."""
    scenes = []
    for incident in incidents:
        words = "\n".join(said.excerpt for said in incident.said if said.excerpt is not None)
        if words:
            scene = example_scene(words)
            message = replace(scene.message, group=group.id, author=incident.poster, sent_at=incident.posted_at)
            scenes.append(Scene(message=message, group=group))
    return tuple(scenes)
