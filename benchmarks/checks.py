"""Ours: one pass of the automaton, the full check by several rulebooks, and the whole path to a committed verdict."""

import asyncio
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from itertools import count as counting
from pathlib import Path
from tempfile import TemporaryDirectory

from ahocorasick_rs import BytesAhoCorasick
from fakes import FakePlatform

import corpus
from adapters.store.opening import open_store
from bot.app import core
from bot.finding import Level, level_of
from bot.group import QuietHours
from bot.intake import Intake
from bot.message import ChatId, Member, MemberId
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load_shipped
from bot.scene import Scene
from names import MATCHED, OFF_ALONE, OFF_TALK, ON_ALONE, ON_TALK, UNIT, UNMATCHED, plain
from rounds import Contender, timed

SIZES = (100, 1_000, 5_000)


def without_reader() -> Rulebook:
    """The shipped rules as they are where the learned reader's weights are missing."""
    return load_shipped(Path("no weights"))


def unit(said: Sequence[str], book: Rulebook) -> Contender:
    """The phrases alone, over words already folded and joined."""
    passes = 10  # one takes less than a microsecond: too little to time well
    automaton = BytesAhoCorasick([f" {phrase} ".encode() for phrase in corpus.phrases(1_000)])
    views = [f" {' '.join(book.read(text).words)} ".encode("utf-8", "replace") for text in said] * passes
    return Contender(
        UNIT, len(views), timed(lambda: [automaton.find_matches_as_indexes(view, overlapping=True) for view in views])
    )


def examining(name: str, book: Rulebook, count: int, said_again: Callable[[], Sequence[Scene]]) -> Contender:
    """The messages are new ones in every round: what is known of one that stays in memory is not worked out again."""

    def work() -> float:
        scenes = said_again()
        return timed(lambda: [book.examine(scene) for scene in scenes])()

    return Contender(name, count, work)


def contenders(said: tuple[str, ...], quiet: Rulebook, shipped: Rulebook) -> list[Contender]:
    group = corpus.school()
    alone, talk = partial(corpus.alone, said, group), partial(corpus.in_talk, said, group)
    count = len(said)
    return [
        unit(said, quiet),
        *(examining(plain(size), corpus.loaded(corpus.rules(size)), count, alone) for size in SIZES),
        examining(OFF_ALONE, quiet, count, alone),
        examining(OFF_TALK, quiet, count, talk),
        examining(ON_ALONE, shipped, count, alone),
        examining(ON_TALK, shipped, count, talk),
    ]


@dataclass
class Clock:
    """Moves only from message to message."""

    now: datetime = corpus.BEGIN

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def whole_path(said: tuple[str, ...], shipped: Rulebook) -> Iterator[list[Contender]]:
    """From a Message to its committed verdict, on a real database in a folder of its own."""
    group = replace(corpus.school(), quiet=QuietHours(start=time(0), end=time(0)))
    levels = {scene.message.text: level_of(shipped.examine(scene)) for scene in corpus.alone(said, group)}
    unmatched = [text for text, level in levels.items() if level is Level.NONE]
    matched = [text for text, level in levels.items() if level is Level.REMINDER]
    clock, numbers = Clock(), counting()
    with asyncio.Runner() as runner, TemporaryDirectory(prefix="schoolgate-bench-") as folder:
        opened = open_store(f"sqlite:///{Path(folder) / 'schoolgate.db'}", secrets.token_bytes(32))
        store = runner.run(opened.__aenter__())
        runner.run(store.save_group(group))
        intake = core(store=store, rulebook=shipped, platform=lambda _: FakePlatform(), clock=clock).intake

        def saying(texts: list[str], chat: str) -> Callable[[], object]:
            return lambda: runner.run(say(intake, texts, ChatId(chat)))

        async def say(intake: Intake, texts: list[str], chat: ChatId) -> None:
            clock.now += timedelta(days=40)  # what was found in earlier rounds is past the window
            for text in texts:
                number = next(numbers)
                clock.now += timedelta(seconds=30)
                message = corpus.message(text, number, clock.now, group)
                # Everybody writes once: nobody's history makes the next message dearer.
                author = Member(id=MemberId(f"member-{number}"), name=message.author.name)
                await intake.said(replace(message, author=author, chat=chat))

        yield [
            Contender(UNMATCHED, len(unmatched), timed(saying(unmatched, "calm"))),
            Contender(MATCHED, len(matched), timed(saying(matched, "cross"))),
        ]
        kept = runner.run(store.tally())
        runner.run(opened.__aexit__(None, None, None))
    if kept.unjudged or not kept.incidents:
        raise AssertionError("the whole path did not judge everything; its figures mean nothing")
