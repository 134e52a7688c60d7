"""Is ordinary talk left alone, all of it?"""

import sys
from pathlib import Path

from bot.finding import level_of, weigh
from bot.rulebook.examples import example_scene
from bot.rulebook.load import load_shipped

TALK = Path(__file__).parents[1] / "data" / "everyday.txt"


def lines() -> list[str]:
    return [line for line in TALK.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def main() -> int:
    book, flagged = load_shipped(), 0
    for line in lines():
        findings = book.examine(example_scene(line))
        if level_of(findings) != "none":
            flagged += 1
            print(f"  {level_of(findings)} by {weigh(findings)[0].rule}: {line}")
    print(f"everyday messages flagged {flagged} of {len(lines())} (none)")
    return int(flagged > 0)


if __name__ == "__main__":
    sys.exit(main())
