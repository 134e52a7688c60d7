"""`make fuzz`: garbage grown from good input, on everything that reads what the world sends, until the time is up.

Every input comes from its number alone, so that what failed is tried again with `--first NUMBER --inputs 1`.
"""

import argparse
import logging
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from fuzz_targets import TARGETS, Target
from rich.console import Console
from rich.progress import Progress

SECONDS = 3600
SLOW = 5.0
"""Seconds that no single input may take, on a machine that does other things too."""
SHOWN = 10
console = Console(highlight=False, width=120)


def tried(attempt: Callable[[int], bool], number: int) -> tuple[float, bool, str | None]:
    """How long it took, whether it was refused in good order, and what went wrong."""
    begun = time.perf_counter()
    try:
        is_refused = attempt(number)
    except Exception:  # noqa: BLE001  # finding these is what this is for
        return time.perf_counter() - begun, False, traceback.format_exc(limit=-6)
    took = time.perf_counter() - begun
    return took, is_refused, None if took < SLOW else f"took {took:.1f} s"


def numbers(first: int, inputs: int | None, seconds: float) -> Iterator[int]:
    ends, number = time.monotonic() + seconds, first
    while time.monotonic() < ends if inputs is None else number < first + inputs:
        yield number
        number += 1


def fuzz(target: Target, options: argparse.Namespace, folder: Path, bar: Progress) -> int:
    attempt = target.ready(folder)
    count, refused, slowest, failures = 0, 0, (0.0, 0), list[tuple[int, str]]()
    task = bar.add_task(target.name, total=options.seconds)
    begun = time.monotonic()
    for number in numbers(options.first, options.inputs, options.seconds):
        took, is_refused, wrong = tried(attempt, number)
        count, refused, slowest = count + 1, refused + is_refused, max(slowest, (took, number))
        if wrong is not None:
            failures.append((number, wrong))
        bar.update(task, completed=time.monotonic() - begun)
    for number, wrong in failures[:SHOWN]:
        console.print(f"{target.name} {number}:\n{wrong}", markup=False)
    console.print(
        f"{target.name:10}{count:>10,} inputs, {refused:,} refused in good order, slowest {slowest[0] * 1000:,.0f} ms"
        f" (number {slowest[1]}), failures {len(failures)}",
        markup=False,
    )
    return len(failures)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], help="all of them, if none is named")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--inputs", type=int, help="this many instead of by time")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))  # true complaints
    failures = 0
    with TemporaryDirectory() as folder, Progress(console=Console(stderr=True)) as bar:
        for name in options.targets or TARGETS:
            failures += fuzz(TARGETS[name], options, Path(folder), bar)
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
