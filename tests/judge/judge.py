"""`make judge`: how well the shipped rules judge, beside the floor that none of it may fall below.

All of it, or only the parts that are named: `python tests/judge/judge.py domain`.
"""

import sys
from collections.abc import Callable, Iterator, Mapping

import disguises
import domain
import everyday
import fairness
import reader
from floor import Figure, worse
from labelled import CASES, scored, short

from bot.rulebook.book import Rulebook
from bot.rulebook.load import load_shipped

PARTS: Mapping[str, Callable[[Rulebook, Callable[[str], None]], Iterator[Figure]]] = {
    "domain": domain.figures,
    "everyday": everyday.figures,
    "disguises": disguises.figures,
    "fairness": fairness.figures,
}


def main(asked: list[str]) -> int:
    book = load_shipped()
    fallen: list[str] = []
    for name in CASES:
        if name in asked or not asked:
            page = scored(name)
            print(f"{name} cases\n{page}")
            fallen += short(page)
    for name, part in PARTS.items():
        if name in asked or not asked:
            figures = list(part(book, print))
            print(*figures, "", sep="\n")
            fallen += worse(figures)
    if not asked:
        reader.show(book)
    print()
    print("\n".join(f"BELOW ITS FLOOR: {line}" for line in fallen) or "No figure is below its floor.")
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
