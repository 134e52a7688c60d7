"""What the README and the pages beside it show is what happens."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from source import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
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
    assert not example.output or is_shown(example.output, done.stdout), done.stdout


@pytest.mark.parametrize(
    ("output", "printed", "expected"),
    [
        pytest.param("a\nb", "a\nb\n", True, id="the same"),
        pytest.param("a", "a\nb\n", False, id="nothing may be left out unsaid"),
        pytest.param("a\n…", "a\nb\n", True, id="the end left out"),
        pytest.param("…\nb", "a\nb\n", True, id="the start left out"),
        pytest.param("a\n…\nc", "a\nb\nc\n", True, id="the middle left out"),
        pytest.param("b\n…\na", "a\nb\n", False, id="another order"),
        pytest.param("a … c", "a b c\n", True, id="part of a line left out"),
        pytest.param("…\na\nb", "a\nx\na\nb\n", True, id="lines that stand together"),
    ],
)
def test_compares_a_page_with_what_is_printed(output: str, printed: str, expected: bool) -> None:  # noqa: FBT001  # a row
    assert is_shown(output, printed) is expected


def test_the_readme_shows_commands() -> None:
    assert any(example.page == "README.md" for example in shown())


def test_every_make_target_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    named = {target for page in PAGES for target in MADE.findall(page.read_text(encoding="utf-8"))}

    assert named - targets == set()


def test_every_file_a_page_links_to_exists() -> None:
    links = [(page, link) for page in PAGES for link in LINKED.findall(page.read_text(encoding="utf-8"))]

    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def is_shown(output: str, printed: str) -> bool:
    """Every run of lines the page shows, in its order; where it leaves nothing out, nothing else."""
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    place, may_skip = 0, False
    for is_gap, group in groupby(output.splitlines(), key=lambda line: line.strip() == ANYTHING):
        run = list(group)
        if is_gap:
            may_skip = True
            continue
        starts = range(place, len(lines) - len(run) + 1) if may_skip else range(place, place + 1)
        found = next((start for start in starts if _agree(run, lines[start : start + len(run)])), None)
        if found is None:
            return False
        place, may_skip = found + len(run), False
    return may_skip or place == len(lines)


def _agree(shown_lines: list[str], printed: list[str]) -> bool:
    return len(shown_lines) == len(printed) and all(
        re.fullmatch(".*".join(re.escape(part) for part in line.rstrip().split(ANYTHING)), other)
        for line, other in zip(shown_lines, printed, strict=True)
    )


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


@pytest.mark.parametrize(
    ("target", "installs"),
    [
        pytest.param("run", ["requirements.lock"], id="whoever serves gets no tools"),
        pytest.param("setup", ["requirements.lock"], id="nor before they serve"),
        pytest.param("check", ["requirements.lock", "requirements-dev.lock"], id="whoever works on it does"),
        pytest.param("test", ["requirements.lock", "requirements-dev.lock"], id="and for the tests"),
    ],
)
def test_each_target_of_make_installs_what_it_needs(target: str, installs: list[str]) -> None:
    told = subprocess.run(
        ["make", "--dry-run", "--always-make", target], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
    )

    assert re.findall(r"-r (\S+)", told.stdout) == installs
