"""`schoolgate check` as a shell runs it: what goes to which output, and the exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from checking import RULES
from exported import telegram_export, telegram_message
from source import ROOT

FULL = Path("/dev/full")


def shell(*arguments: object, out: int | Path = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", "check", *map(str, arguments)]
    if isinstance(out, Path):
        with out.open("w") as into:
            return subprocess.run(command, cwd=ROOT, stdout=into, stderr=subprocess.PIPE, text=True, check=False)
    return subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, check=False)


def test_standard_output_is_json_only_and_standard_error_silent(tmp_path: Path) -> None:
    path = telegram_export(tmp_path, telegram_message("that muppet"), telegram_message("", id=2, photo="p.jpg"))

    ran = shell("--rules", RULES, "--json", path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert [json.loads(line)["level"] for line in ran.stdout.splitlines()] == ["reminder"]


def test_a_missing_file_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "result.json"

    ran = shell("--rules", RULES, path)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == f"{path}: no such file; check the name and the folder\n"


def test_no_file_at_all_is_wrong_usage() -> None:
    ran = shell()

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Usage" in ran.stderr


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_full_disk_is_told_without_a_traceback(tmp_path: Path, form: tuple[str, ...]) -> None:
    path = telegram_export(tmp_path, telegram_message("that muppet"))

    ran = shell("--rules", RULES, *form, path, out=FULL)

    assert ran.returncode == 1
    assert ran.stderr == "standard output: cannot be written (no space left on device); free some space\n"


def test_the_help_tells_every_option() -> None:
    ran = shell("--help")

    assert ran.returncode == 0
    assert all(option in ran.stdout for option in ("--group", "--register", "--rules", "--json", "--report", "--names"))
