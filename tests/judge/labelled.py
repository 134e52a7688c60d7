"""What `schoolgate check` says of labelled cases, scored by the judges' own script."""

import subprocess
import sys
from pathlib import Path

from floor import bounds

ROOT = Path(__file__).parents[2]
CASES = {"labelled": "cases", "held out": "held-out"}
"""Those rules are written by; and others that the reader never met and no rule was written for."""


def scored(cases: str) -> str:
    """The script's page; a figure below its floor has a line there that says it falls short."""
    folder = ROOT / "tests" / "data" / CASES[cases]
    told, labels = str(folder / "registers.json"), str(folder / "cases.jsonl")
    check = [sys.executable, "-m", "bot.cli", "check", "--json", "--register", told, labels]
    judged = subprocess.run(check, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    score = [sys.executable, str(Path(__file__).with_name("score.py")), labels, *bounds(cases)]
    done = subprocess.run(score, input=judged.stdout, check=False, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8")


def short(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("falls short")]
