"""Takes turns: everything once a round, so that what slows the machine down slows everything down alike."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

US = 1_000_000


@dataclass(frozen=True, slots=True)
class Contender:
    name: str
    messages: int
    """How many it looks at in a round."""
    work: Callable[[], float]
    """Looks at them all; returns the seconds of processor time it took."""


@dataclass(frozen=True, slots=True)
class Took:
    name: str
    seconds: tuple[float, ...]
    """Of processor time for a message, in each round."""

    @property
    def us(self) -> float:
        """Of the best round: what else the machine does can only add to it."""
        return min(self.seconds) * US


@dataclass(frozen=True, slots=True)
class Ratio:
    middle: float
    least: float
    most: float


def ratio(one: Took, other: Took) -> Ratio:
    """How many times as long, round by round."""
    found = sorted(mine / yours for mine, yours in zip(one.seconds, other.seconds, strict=True))
    return Ratio(median(found), found[0], found[-1])


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Processor time, of every thread of this process: waiting for others costs nothing."""

    def run() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return run


def interleaved(contenders: Sequence[Contender], rounds: int, told: Callable[[str], None]) -> dict[str, Took]:
    """After a first round that does not count, in which everything works out what it works out only once."""
    told("warming up")
    for contender in contenders:
        contender.work()
    gc.collect()
    gc.freeze()
    seconds: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        told(f"round {number + 1} of {rounds}")
        for contender in contenders:
            seconds[contender.name].append(contender.work() / contender.messages)
    gc.unfreeze()
    return {name: Took(name, tuple(each)) for name, each in seconds.items()}
