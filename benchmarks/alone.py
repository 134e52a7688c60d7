"""In a process of its own: how long a start takes, and what a thousand groups weigh. Prints them as JSON."""

import gc
import json
import os
import sys
import time
from pathlib import Path

BEGAN = time.process_time()

import corpus  # noqa: E402  # importing it is part of what is measured
from bot.rulebook.learned import load_model  # noqa: E402
from bot.rulebook.load import load_shipped  # noqa: E402

GROUPS = 1_000
_STATM = Path("/proc/self/statm")


def in_use() -> float:
    """Megabytes of memory."""
    gc.collect()
    return int(_STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    imported = time.process_time()
    load_model()
    read = time.process_time()
    book = load_shipped()
    book.warm()
    loaded = time.process_time()
    found = {"imports": imported - BEGAN, "reader": read - imported, "rules": loaded - read}
    if _STATM.exists() and sys.argv[1:] != ["start"]:
        said = corpus.texts(50)
        for scene in corpus.alone(said, corpus.school(GROUPS)):
            book.examine(scene)  # what every process works out once is not a group's
        before = in_use()
        groups = [corpus.school(number) for number in range(GROUPS)]
        for group in groups:
            book.examine(corpus.alone(("Mr Ashby said the coats are in the hall",), group)[0])
        found |= {"process": before, "groups": in_use() - before}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
