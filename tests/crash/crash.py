"""`make crash`: kills a worker at random instants of a stream, and compares what is left with an undisturbed run."""

import argparse
import asyncio
import logging
import os
import random
import secrets
import select
import signal
import sys
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import structlog
from builders import MONDAY
from crash_stream import Event, stream
from crash_worker import ACCEPTED, Kept, Place, kept, work

from bot.ladder.ids import copy_id, reminder_id
from bot.ladder.reminding import REMINDERS
from bot.notice import ToMember
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load

RULES = Path(__file__).with_name("rules.yaml")
AT_START, AT_LETTER = 8, 3
"""One kill in so many falls while the worker opens its database; one in so many just after a letter was accepted."""
JUST_AFTER = 0.01
"""Seconds: committing takes about half as long, so that some fall before it and some after."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds an undisturbed worker takes to start and, on average, for one event."""

    start: float
    event: float


class Worker:
    """A forked process at work on a stream."""

    def __init__(self, place: Place, rules: Rulebook, events: tuple[Event, ...]) -> None:
        self._begun, begun = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._begun)
            _work(place, rules, events, begun)
        os.close(begun)

    def begins(self, number: int) -> bool:
        """Waits until it begins that event or a later one; False when it has ended before."""
        while told := os.read(self._begun, 4):
            if told != ACCEPTED and int.from_bytes(told, "big") >= number:
                return True
        return False

    def hands_over(self) -> None:
        """Waits until the platform has accepted its next letter, or until it has ended."""
        while os.read(self._begun, 4) not in {ACCEPTED, b""}:
            pass

    def killed(self) -> bool:
        """False when it had ended by itself."""
        os.kill(self.pid, signal.SIGKILL)
        return os.WIFSIGNALED(self._ended())

    def finished(self) -> None:
        status = self._ended()
        if status:
            sys.exit(f"the worker failed: {status}")

    def _ended(self) -> int:
        _, status = os.waitpid(self.pid, 0)
        os.close(self._begun)
        return status


def _work(place: Place, rules: Rulebook, events: tuple[Event, ...], begun: int) -> None:
    """The child's whole life; it never returns into its parent's code."""
    status = 1
    try:
        asyncio.run(work(place, rules, events, begun))
        status = 0
    except BaseException:  # noqa: BLE001  # whatever it was, the parent must not go on in two processes
        traceback.print_exc()
    finally:
        os._exit(status)


def undisturbed(place: Place, rules: Rulebook, events: tuple[Event, ...]) -> Pace:
    started = monotonic()
    worker = Worker(place, rules, events)
    worker.begins(0)
    begun = monotonic()
    worker.finished()
    return Pace(start=begun - started, event=(monotonic() - begun) / len(events))


def disturbed(
    place: Place, rules: Rulebook, events: tuple[Event, ...], *, kills: int, pace: Pace, chance: random.Random
) -> int:
    """Returns how many kills struck."""
    struck = 0
    for number in sorted(chance.sample(range(len(events) * 49 // 50), kills)):
        worker = Worker(place, rules, events)
        if chance.randrange(AT_START) == 0:
            _wait(chance.uniform(0, pace.start))
        elif worker.begins(number):
            if chance.randrange(AT_LETTER) == 0:
                worker.hands_over()
                _wait(chance.uniform(0, JUST_AFTER))
            else:
                _wait(chance.uniform(0, pace.event * 2))
        struck += worker.killed()
    Worker(place, rules, events).finished()
    return struck


def _wait(seconds: float) -> None:
    select.select([], [], [], seconds)


def differing(name: str, ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> list[str]:
    """Ids of what one run has and the other has not, or has otherwise; never what was said."""
    first, second = ({each.id: each for each in values} for values in (ours, theirs))
    return [f"{name} {each}" for each in sorted(first.keys() | second.keys()) if first.get(each) != second.get(each)]


def settled(run: Kept) -> Kept:
    """Without what a restart may change: words from before an edit, which are held in memory only, and the moment
    within the hour at which a case is called to mind again."""
    cards = {reminder_id(case.id, times) for case in run.cases for times in REMINDERS}
    people = {each.to.id for each in run.notices if isinstance(each.to, ToMember)}
    cards |= {copy_id(card, to) for card in cards for to in people}
    return replace(
        run,
        incidents=tuple(
            replace(each, said=tuple({said.message: said for said in each.said}.values())) for each in run.incidents
        ),
        notices=tuple(
            replace(each, created_at=MONDAY, due_at=MONDAY, delivered_at=each.delivered_at and MONDAY, attempts=0)
            if each.id in cards
            else each
            for each in run.notices
        ),
    )


def report(calm: Kept, stormy: Kept, place: Place, struck: int, events: int) -> bool:
    lost = len({i.id for i in calm.incidents} - {i.id for i in stormy.incidents})
    lost += len({n.id for n in calm.notices} - {n.id for n in stormy.notices})
    once, now = (Counter({i.id: i.weight for i in run.incidents}) for run in (calm, stormy))
    twice = len({i for i in now if now[i] > once[i]})
    differ = [
        *differing("incident", calm.incidents, stormy.incidents),
        *differing("case", calm.cases, stormy.cases),
        *differing("notice", calm.notices, tuple(replace(each, interrupted=0) for each in stormy.notices)),
        *(["marks"] if calm.marks != stormy.marks else []),
    ]
    sent = place.lines(place.sent)
    repeated = {str(line) for line, notice in enumerate(sent) if notice in sent[line + 1 :]}
    unsettled = set(place.lines(place.unsettled))
    levels = Counter(incident.level.value for incident in stormy.incidents)
    print(f"{events} messages, killed {struck} times")
    print(f"kept: {len(stormy.incidents)} incidents ({', '.join(f'{n} {level}' for level, n in levels.items())})")
    print(f"      {len(stormy.cases)} cases, {len(stormy.notices)} notices, {len(stormy.marks)} marks")
    print(f"lost {lost}, counted twice {twice}, other than undisturbed {len(differ)}")
    print(f"letters accepted {len(sent)}, of them repeated {len(repeated)}")
    print(f"kills between send and commit {len(unsettled)}; repeats without one {len(repeated - unsettled)}")
    cut_off = {each.id for each in stormy.notices if each.interrupted}
    unknown = {sent[int(line)] for line in repeated} - cut_off
    print(f"notices that say they may have come twice {len(cut_off)}; that did and do not say so {len(unknown)}")
    for each in differ[:20]:
        print(f"differs: {each}")
    return bool(sent) and not (lost or twice or differ or repeated - unsettled or unknown)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=2_000)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    rules, events = load(RULES), stream(asked.seed, asked.messages)
    with TemporaryDirectory(prefix="schoolgate-crash-") as folder:
        calm, stormy = (Place(Path(folder) / name, secrets.token_bytes(32)) for name in ("calm", "stormy"))
        calm.folder.mkdir()
        stormy.folder.mkdir()
        pace = undisturbed(calm, rules, events)
        chance = random.Random(asked.seed)
        struck = disturbed(stormy, rules, events, kills=asked.kills, pace=pace, chance=chance)
        left, found = settled(asyncio.run(kept(calm))), settled(asyncio.run(kept(stormy)))
        is_same = report(left, found, stormy, struck, len(events))
    sys.exit(0 if is_same and struck == asked.kills else 1)


if __name__ == "__main__":
    main()
