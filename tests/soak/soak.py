"""`make soak`: a steady stream through the whole path, with the shipped rules, on a real database and in real time."""

import argparse
import asyncio
import json
import logging
import os
import random
import secrets
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import structlog
from builders import without_quiet_hours
from open_platform import OpenPlatform

from adapters.store.opening import open_store
from adapters.store.store import SqlStore
from bot.app import Core, core
from bot.intake import Intake
from bot.message import ChatId, GroupId, Member, MemberId, Message, MessageId
from bot.rulebook.load import load_shipped
from bot.rulebook.warm import warm

DATA = Path(__file__).parents[1] / "data"
GROUPS = 20
MEMBERS = 200
MATCHING = 0.03
"""Share of the stream that may be flagged; the rest is everyday talk. A busy evening, not a usual one."""
PAGE = os.sysconf("SC_PAGE_SIZE")
GROWTH = 1.25
"""Times as much memory as after the first quarter that still counts as flat."""
P99 = 1.0
"""Seconds from a message's arrival until what came of it is kept, that one in a hundred may exceed."""


@dataclass
class Course:
    """How it went."""

    took: list[float] = field(default_factory=list)
    in_hand: int = 0
    most_in_hand: int = 0
    memory: list[int] = field(default_factory=list)
    """Megabytes in use, once a second."""

    async def said(self, intake: Intake, message: Message) -> None:
        self.in_hand += 1
        self.most_in_hand = max(self.most_in_hand, self.in_hand)
        await intake.said(message)
        self.in_hand -= 1


def now() -> datetime:
    return datetime.now(UTC)


def texts() -> tuple[list[str], list[str]]:
    """Everyday talk, and labelled messages of every kind."""
    talk = (DATA / "everyday.txt").read_text(encoding="utf-8").splitlines()
    cases = (DATA / "cases" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    said = [case["messages"][case["judge"]]["text"] for case in map(json.loads, cases)]
    return [line for line in talk if line and not line.startswith("#")], said


async def listen(course: Course, intake: Intake, *, rate: int, seconds: int) -> None:
    """Messages at an even rate, whether or not the ones before are done."""
    chance, (talk, cases) = random.Random(1), texts()
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with asyncio.TaskGroup() as owner:
        for number in range(rate * seconds):
            await asyncio.sleep(max(0.0, began + number / rate - loop.time()))
            if number % rate == 0:
                course.memory.append(int(Path("/proc/self/statm").read_text().split()[1]) * PAGE // 1_000_000)  # noqa: ASYNC240  # a second's measure, from memory
            place = chance.randrange(GROUPS)
            who = f"parent {place}-{chance.randrange(MEMBERS)}"
            message = Message(
                group=GroupId(f"school-{place}"),
                chat=ChatId(f"chat-{place}"),
                id=MessageId(str(number)),
                author=Member(id=MemberId(who), name=who),
                text=chance.choice(cases if chance.random() < MATCHING else talk),
                sent_at=now(),
            )
            owner.create_task(course.said(intake, message))


async def run(folder: Path, *, rate: int, seconds: int) -> bool:
    rules, platform, course = load_shipped(), OpenPlatform(), Course()
    warm(rules)
    async with open_store(f"sqlite:///{folder / 'schoolgate.db'}", secrets.token_bytes(32)) as store:
        for place in range(GROUPS):
            await store.save_group(without_quiet_hours(id=GroupId(f"school-{place}"), chats=(ChatId(f"chat-{place}"),)))
        plugged = core(store=store, rulebook=rules, platform=lambda _: platform, clock=now)
        intake = Intake(
            moderator=plugged.moderator, store=store, clock=now, wake=plugged.courier.wake, judged=course.took.append
        )
        async with asyncio.TaskGroup() as owner:
            delivering = owner.create_task(plugged.courier.run())
            await listen(course, intake, rate=rate, seconds=seconds)
            delivering.cancel()
        return await report(course, store, plugged, platform, rate=rate, seconds=seconds)


async def report(
    course: Course, store: SqlStore, plugged: Core, platform: OpenPlatform, *, rate: int, seconds: int
) -> bool:
    overdue = len(await store.due(now()))
    await plugged.courier.step(now())
    left = len(await store.due(now()))
    kept = await store.tally()
    cuts = quantiles(course.took, n=100)
    levels = ", ".join(f"{count} {level}" for level, count in kept.incidents.items())
    early, late = course.memory[len(course.memory) // 4], course.memory[-1]
    print(f"{rate * seconds} messages in {seconds} s to {GROUPS} groups, {len(course.took)} judged")
    print(f"kept: {levels}; unjudged {kept.unjudged}; {sum(kept.notices.values())} notices, {platform.letters} letters")
    print(
        f"judging: p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms, longest {max(course.took) * 1000:.0f} ms"
    )
    print(f"backlog: at most {course.most_in_hand} in hand, {course.in_hand} at the end")
    print(f"notices due at the end {overdue}, after one more round {left}")
    print(f"memory: {early} MB after a quarter, {late} MB at the end, {max(course.memory)} MB at most")
    all_judged = len(course.took) == rate * seconds and course.in_hand == left == kept.unjudged == 0
    return all_judged and cuts[98] < P99 and late <= early * GROWTH


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=3_600)
    options.add_argument("--rate", type=int, default=50)
    asked = options.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with TemporaryDirectory(prefix="schoolgate-soak-") as folder:
        is_well = asyncio.run(run(Path(folder), rate=asked.rate, seconds=asked.seconds))
    sys.exit(0 if is_well else 1)


if __name__ == "__main__":
    main()
