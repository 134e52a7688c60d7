"""`make bench`: what a message costs here, beside what it costs elsewhere; writes docs/benchmarks.md."""

import argparse
import json
import logging
import os
import platform
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import structlog

import checks
import corpus
import curves
import peers
import platforms
import served
import worst
from bot.rulebook.load import load_shipped
from page import page, picture
from results import Results
from rounds import interleaved

DOCS = Path(__file__).parents[1] / "docs"
FULL, QUICK = (600, 100, 7), (120, 12, 2)
"""Messages, those the slow peers are asked about, rounds."""


def machine() -> str:
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
    where = f"{model or platform.machine()}, {platform.system()}"
    return f"{os.cpu_count()} cores of {where}, Python {platform.python_version()}"


def in_its_own_process() -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).with_name("alone.py"))]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own
    return dict(json.loads(done.stdout))


def measured(messages: int, slow: int, rounds: int) -> Results:
    said, shipped, quiet = corpus.texts(messages), load_shipped(), checks.without_reader()
    with ExitStack() as open_:
        contenders = [
            *checks.contenders(said, quiet, shipped),
            *open_.enter_context(checks.whole_path(said, shipped)),
            open_.enter_context(platforms.telegram_library(said)),
            open_.enter_context(platforms.discord_library(said)),
            *open_.enter_context(peers.in_node(said)),
            *peers.in_python(said, slow),
        ]
        took = interleaved(contenders, rounds, _told)
    _told("longer messages, more rules, more groups")
    grown = interleaved(curves.contenders(said, quiet, shipped), rounds, _told)
    _told("the longest messages")
    longest = {
        "off": tuple(worst.measured(quiet, rounds)),
        "on": tuple(worst.measured(shipped, rounds)),
    }
    _told("a start, and a thousand groups")
    started = in_its_own_process()
    _told("a process at work on each platform")
    at_work = served.measured(said, shipped) if Path("/proc/self/stat").exists() else ()
    day = datetime.now(UTC).date().isoformat()
    made = f"{day}: {rounds} rounds of {messages} messages, {sum(map(len, said)) // messages} characters on average."
    return Results(
        machine=machine(), made=made, took=took, curves=grown, worst=longest, started=started, served=at_work
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="under a minute, printed only; too short to compare")
    asked = options.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    results = measured(*(QUICK if asked.quick else FULL))
    print(page(results))
    if not asked.quick:
        (DOCS / "benchmarks.md").write_text(page(results), encoding="utf-8")
        (DOCS / "benchmarks.svg").write_text(picture(results), encoding="utf-8")


def _told(what: str) -> None:
    print(f"… {what}", file=sys.stderr)


if __name__ == "__main__":
    main()
