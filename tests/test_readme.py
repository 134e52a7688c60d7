"""What the README and the pages beside it show is what happens."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from source import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"\bmake ([a-z][a-z-]*)")
LINKED = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
ANYTHING = "…"
"""Alone on a line: any lines. Within one: any text."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One command of a page, and what the page says it prints."""

    page: str
    command: str
    output: str


def shown() -> list[Shown]:
    found = []
    for page in PAGES:
        for block in FENCE.findall(page.read_text(encoding="utf-8")):
            for entry in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = entry.partition("\n")
                found.append(Shown(page.name, command, output.strip("\n")))
    return found


@pytest.mark.parametrize("example", shown(), ids=lambda example: f"{example.page}: {example.command}")
def test_a_command_a_page_shows_prints_what_it_says(example: Shown, tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", example.command],
        cwd=a_checkout(tmp_path),
        env=a_fresh_machine(tmp_path),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode in {0, 1}, done.stdout  # a check that finds mistakes has done its work
    if example.output:
        assert re.fullmatch(pattern(example.output), done.stdout.strip("\n")), done.stdout


def test_the_readme_shows_commands() -> None:
    assert any(example.page == "README.md" for example in shown())


def test_every_make_target_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    named = {target for page in PAGES for target in MADE.findall(page.read_text(encoding="utf-8"))}

    assert named - targets == set()


def test_every_file_a_page_links_to_exists() -> None:
    links = [(page, link) for page in PAGES for link in LINKED.findall(page.read_text(encoding="utf-8"))]

    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def pattern(output: str) -> str:
    """A regular expression for the lines a page shows. Spaces at a line's end do not count."""
    lines = []
    for line in output.splitlines():
        if line.strip() == ANYTHING:
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(".*".join(re.escape(part) for part in line.rstrip().split(ANYTHING)) + r"[ ]*\n?")
    return "".join(lines) + r"\n*"


def a_checkout(folder: Path) -> Path:
    """The project as a reader has it, in a folder that may be written to."""
    place = folder / "schoolgate"
    place.mkdir()
    for entry in ROOT.iterdir():
        if entry.name not in {".git", ".env"}:
            (place / entry.name).symlink_to(entry)
    return place


def a_fresh_machine(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOLGATE_")}
    return kept | {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "share"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
