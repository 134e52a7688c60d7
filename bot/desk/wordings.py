"""/wording: a group's admins say things in their own words, shown as members would get them before anybody does."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

import yaml

from bot.desk.drafts import Drafts
from bot.desk.files import send
from bot.errors import FactsError
from bot.group import Group, OwnWording, Sentence
from bot.ledger import Ledgers
from bot.located import Located
from bot.message import MemberId
from bot.notice import Document
from bot.place import Place
from bot.ports import Platform, Store
from bot.rulebook.editing import marked, unmarked
from bot.tongues import Books, switched_on
from bot.wording import dates, tuned
from bot.wording.book import Phrasebook
from bot.wording.locale import ENGLISH, own_name
from bot.wording.own import FILE, LANGUAGE, checked, is_open, laid, read_file, shown
from bot.wording.phrasebook import languages
from bot.wording.trying import Sample, differing, overrun, samples, telling

WORDING = "wording"
UNDO = "undo"
LARGEST = 100_000
"""Letters of a file; ours has fifteen thousand."""
OWN = 30_000
"""Letters of all own sentences of a group."""
VERSIONS_KEPT = 5
SHOWN, LISTED = 3, 10
"""Whole texts of a preview, and sentences that stand in none of them."""


class Wordings:
    """Asked by an admin of the group; what they are answered is for their eyes alone."""

    def __init__(
        self,
        *,
        store: Store,
        platform: Callable[[Group], Platform],
        books: Books,
        places: Callable[[str], Place],
        ledgers: Ledgers,
        drafts: Drafts,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._platform = platform
        self._books = books
        self._places = places
        self._ledgers = ledgers
        self._drafts = drafts
        self._clock = clock

    async def asked(self, words: str, group: Group, by: MemberId) -> str:
        book, words = self._books(group.language), words.strip()
        if len(words) > LARGEST:
            return book.say("tuning.too-large")
        command, _, rest = words.partition(" ")
        if command == UNDO:
            return await self._undo(rest.strip(), group)
        if not words or words in languages():
            return await self._handed(words or ENGLISH, group, by)
        head, sign, text = words.partition("=")
        *named, key = head.split() or [""]
        if "\n" in head or ":" in head or len(named) > 1:
            return await self._offered(words, group, by)
        language = named[0] if named else ENGLISH
        is_known = language in languages() and is_open(key)
        if not is_known or (not sign and self._now(group, language, key) is None):
            return self._listed(key.partition(".")[0], group)
        if not sign:
            return self._one(group, language, key)
        return await self._said(Sentence(language=language, key=key, text=text.strip()), group, by)

    def _now(self, group: Group, language: str, key: str) -> str | None:
        return shown(laid(self._books(language), _own(group)), key)

    def _one(self, group: Group, language: str, key: str) -> str:
        """What is said now, and how to say it in another way."""
        book, head = self._books(group.language), "" if language == ENGLISH else f"{language} "
        how = book.say("wording.one")
        return f"{self._now(group, language, key)}\n\n{how}\n/{WORDING} {head}{key} ="

    def _listed(self, section: str, group: Group) -> str:
        """Which there are, in that part or in all."""
        book = self._books(group.language)
        keys = [key for key in self._books(ENGLISH).texts if is_open(key)]
        some = [key for key in keys if key.partition(".")[0] == section] or [
            *dict.fromkeys(k.split(".")[0] for k in keys)
        ]
        return "\n".join((book.say("wording.which"), *(f"/{WORDING} {each}" for each in some)))

    async def _handed(self, language: str, group: Group, by: MemberId) -> str:
        book = self._books(group.language)
        text = _file(laid(self._books(language), _own(group)), _version(group))
        about = f"{group.id}{WORDING}{self._clock().isoformat()}"
        document = Document(name=FILE, content=text.encode())
        is_sent = await send(self._platform(group), by, group.id, book.say("wording.file"), (document,), about)
        return book.say("wording.file-sent") if is_sent else self._listed("", group)

    async def _offered(self, written: str, group: Group, by: MemberId) -> str:
        """A file, or some lines of one: what it leaves out stays as it is."""
        text, on = unmarked(written, WORDING)
        if on is not None and on != _version(group):
            return self._books(group.language).say("wording.moved")
        above = "\n" * written[: len(written) - len(text)].count("\n")  # so that a line is the one they see
        shipped = {each: self._books(each) for each in languages()}
        said = await asyncio.to_thread(read_file, above + text, shipped)
        if said.mistakes:
            return tuned.refused(self._books(group.language), FactsError(said.mistakes))
        own = _merged(_own(group), said.language, said.lines, said.sentences)
        return await self._shown(own, said.language, said.lines, group, by)

    async def _said(self, one: Sentence, group: Group, by: MemberId) -> str:
        """One sentence; nothing in its place brings ours back."""
        book = self._books(one.language)
        lines = {one.key: 1}
        if one.text:
            _, wrong = checked(book, one.key, Located(one.text, 1))
            if wrong:
                return tuned.refused(self._books(group.language), FactsError(wrong))
        is_own = bool(one.text) and one.text != shown(book, one.key)
        merged = _merged(_own(group), one.language, lines, (one,) if is_own else ())
        return await self._shown(merged, one.language, lines, group, by)

    async def _shown(
        self, own: tuple[Sentence, ...], language: str, lines: Mapping[str, int], group: Group, by: MemberId
    ) -> str:
        book, shipped = self._books(group.language), self._books(language)
        changed = _changed(_own(group), own, shipped)
        if not changed:
            return book.say("asked.set-already")
        if sum(len(each.text) for each in own) > OWN:
            return book.say("tuning.too-large")
        heard, place, now = replace(group, language=language), self._places(group.place), self._clock()

        def within(own: tuple[Sentence, ...]) -> tuple[Sample, ...]:
            return tuple(samples(laid(shipped, own), heard, place, now))

        ours = await asyncio.to_thread(within, ())
        after = await asyncio.to_thread(within, own)
        wrong = overrun(language, own, lines, ours, after)
        if wrong:
            return tuned.refused(book, FactsError(wrong))
        before = await asyncio.to_thread(within, _own(group)) if _own(group) else ours
        differ = differing(before, after)
        notice = self._drafts.begin(partial(self._keep, own, _version(group), group), group, by)
        says = self._preview(book, changed, telling(changed, differ, SHOWN), self._is_said(language, group))
        return await self._drafts.show(says, notice, group, by)

    def _is_said(self, language: str, group: Group) -> bool:
        return language in switched_on(group, self._books)

    def _preview(
        self,
        book: Phrasebook,
        changed: tuple[Sentence, ...],
        whole: tuple[Sample, ...],
        is_said: bool,  # noqa: FBT001  # told apart by one line
    ) -> str:
        """Whole texts first, then what stands in none of those."""
        parts = [book.say("wording.preview", number=str(len(changed)))]
        parts += [f"— {number}.\n{each.text}" for number, each in enumerate(whole, 1)]
        if not is_said:
            language = changed[0].language
            parts.append(book.say("wording.off", name=own_name(language), words=f"/languages {language}"))
        listed = [f"{each.key}: {each.text}" for each in changed[:LISTED]]
        more = [f"… {len(changed) - LISTED}"] if len(changed) > LISTED else []
        return "\n\n".join((*parts, "\n".join((book.say("wording.changed"), *listed, *more)), book.say("tuning.apply")))

    async def _keep(self, own: tuple[Sentence, ...], on: int, group: Group) -> str:
        book, now = self._books(group.language), self._clock()
        async with self._ledgers.hold(group.id):
            fresh = await self._store.group(group.id)
            if fresh is None:  # wiped meanwhile, and it stays so
                return book.say("answers.too-old")
            if on != _version(fresh):
                return book.say("wording.moved")
            newest = OwnWording(version=on + 1, at=now, sentences=own)
            await self._store.save_group(replace(fresh, wordings=(newest, *fresh.wordings)[:VERSIONS_KEPT]))
        return book.say("wording.applied", number=str(newest.version))

    async def _undo(self, words: str, group: Group) -> str:
        """An earlier version becomes the newest: nothing is lost by going back."""
        book, versions = self._books(group.language), group.wordings
        if not versions:
            return book.say("tuning.no-undo")
        wanted = int(words) if words.isdecimal() and len(words) < 10 else versions[0].version - 1
        found = next((each.sentences for each in versions if each.version == wanted), () if wanted == 0 else None)
        if found is None:
            zone, now = group.timezone, self._clock()
            lines = [f"/{WORDING} {UNDO} {each.version} ({dates.day(book, each.at, now, zone)})" for each in versions]
            return "\n".join((book.say("tuning.no-undo"), *lines))
        return await self._keep(found, versions[0].version, group)


def _own(group: Group) -> tuple[Sentence, ...]:
    return group.wordings[0].sentences if group.wordings else ()


def _version(group: Group) -> int:
    return group.wordings[0].version if group.wordings else 0


def _merged(
    now: tuple[Sentence, ...], language: str, written: Mapping[str, int], own: tuple[Sentence, ...]
) -> tuple[Sentence, ...]:
    """What was not written about stays."""
    kept = tuple(each for each in now if each.language != language or each.key not in written)
    return (*kept, *own)


def _changed(before: tuple[Sentence, ...], after: tuple[Sentence, ...], shipped: Phrasebook) -> tuple[Sentence, ...]:
    """What is said in another way now; of what is ours again, ours."""
    language, keys = shipped.language, {each.key for each in after if each.language == shipped.language}
    back = [each.key for each in before if each.language == language and each.key not in keys]
    ours = (Sentence(language=language, key=key, text=shown(shipped, key) or "-") for key in back)
    return (*(each for each in after if each not in before), *ours)


def _file(book: Phrasebook, version: int) -> str:
    """Every sentence they may change, as it is said now."""
    tree: dict[str, object] = {LANGUAGE: book.language}
    for key in book.texts:
        if not is_open(key):
            continue
        *way, last = key.split(".")
        at = tree
        for step in way:
            inner = at.setdefault(step, {})
            if isinstance(inner, dict):
                at = inner
        said = shown(book, key) or ""
        at[last] = said.split("\n") if "\n" in said else said
    return marked(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=LARGEST), version, WORDING)
