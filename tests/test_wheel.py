"""What is installed is whole, and works from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from source import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network, as `pip wheel . --no-deps` does."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("schoolgate-*.whl")
    return built


def test_a_wheel_carries_the_code_the_rules_and_every_fact(wheel: Path) -> None:
    code = {
        path.relative_to(ROOT).as_posix()
        for package in ("bot", "adapters")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    facts = {
        f"bot/shipped/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "data").rglob("*")
        if path.is_file() and "training" not in path.parts
    }

    carried = set(zipfile.ZipFile(wheel).namelist())

    assert (code | facts | {"bot/shipped/rules.yaml"}) - carried == set()
    strange = ("tests/", "docs/", "bot/shipped/data/training/")
    assert [name for name in sorted(carried) if name.startswith(strange)] == []


def test_a_wheel_rehearses_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(unpacked)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import bot; print(bot.__file__); from bot.cli.__main__ import main; main()",
            "rehearse",
        ],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(unpacked), "HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(unpacked))
    assert list(elsewhere.iterdir()) == []
