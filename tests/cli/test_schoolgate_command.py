"""The command as a whole, run as a user runs it."""

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest
from typer.testing import CliRunner

from bot.cli.__main__ import assembled

COMMANDS = ("run", "rehearse", "check", "rules", "group", "doctor", "evidence")
RULES = """\
version: 1
rules:
  - id: rude-word
    title: A rude word
    concern: insult
    level: reminder
    when: {says: [tosser], about: anyone}
    wording: insult
    examples: {flag: ["Mrs Hall is a tosser"], leave: ["see you at the gate"]}
"""
SUBCOMMANDS = (
    *(("rules", name) for name in ("check", "explain", "preview", "schema")),
    *(("group", name) for name in ("list", "add", "show", "set", "import-staff")),
)


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOLGATE_")}
    return kept | {
        "SCHOOLGATE_STATE": str(folder / "state"),
        "SCHOOLGATE_KEY_FILE": str(folder / "config" / "key"),
        "TMPDIR": str(folder),
        "COLUMNS": "80",
        "NO_COLOR": "1",
        **more,
    }


@pytest.fixture
def quick(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A rules file that is read in no time, outside the folder a test looks at."""
    file = tmp_path_factory.mktemp("rules") / "rules.yaml"
    file.write_text(RULES, encoding="utf-8")
    return str(file)


def schoolgate(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=folder,
        env=environment(folder, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), *SUBCOMMANDS], ids=" ".join)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(assembled(), [*command, "--help"], prog_name="schoolgate")

    assert (done.exit_code, done.stderr) == (0, "")
    assert f"Usage: {' '.join(('schoolgate', *command))}" in done.stdout


def test_says_its_version(tmp_path: Path) -> None:
    done = schoolgate(tmp_path, "--version")

    assert (done.returncode, done.stdout, done.stderr) == (0, "schoolgate 0.1.0\n", "")


@pytest.mark.parametrize("arguments", [["nonsense"], ["check"], ["rehearse", "--loud"], ["group", "show"]])
def test_wrong_usage_is_said_and_exits_2(arguments: list[str]) -> None:
    done = CliRunner().invoke(assembled(), arguments, prog_name="schoolgate")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Usage: schoolgate" in done.stderr


def test_a_mistake_somebody_can_mend_is_one_plain_line_and_exits_1(tmp_path: Path) -> None:
    done = schoolgate(tmp_path, "rehearse", "--rules", "mine.yaml")

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "mine.yaml: there is no such file\n")


def test_reading_rules_waits_for_no_platform_and_no_database() -> None:
    asked = "import sys; from bot.cli.__main__ import assembled; assembled('rules'); print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert {"telegram", "discord", "sqlalchemy"}.isdisjoint(done.stdout.split())


def test_completes_in_a_shell(tmp_path: Path) -> None:
    done = schoolgate(
        tmp_path, COMP_WORDS="schoolgate re", COMP_CWORD="1", _SCHOOLGATE_COMPLETE="complete_bash", PYTHONWARNINGS=""
    )

    assert done.stdout.split() == ["rehearse", "restore"]


def test_run_with_no_token_where_no_group_is_known_rehearses_and_leaves_nothing(tmp_path: Path) -> None:
    done = schoolgate(tmp_path, "run")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("\nBrambledown Primary School: the parents' group\n")
    assert list(tmp_path.iterdir()) == []


def test_run_with_no_token_where_a_group_is_known_says_which_token_is_missing(tmp_path: Path, quick: str) -> None:
    schoolgate(tmp_path, "group", "add", "year4", "--school", "Brambledown Primary School")

    done = schoolgate(tmp_path, "run", SCHOOLGATE_RULES=quick)

    assert (done.returncode, done.stdout) == (2, "")
    assert "no token is set. Set SCHOOLGATE_TELEGRAM_TOKEN or SCHOOLGATE_DISCORD_TOKEN" in done.stderr


def test_run_with_a_setting_that_is_wrong_is_not_worth_starting_again(tmp_path: Path) -> None:
    done = schoolgate(tmp_path, "run", SCHOOLGATE_OPERATOR="the head")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("SCHOOLGATE_OPERATOR: must be telegram: or discord: and the number of an account")


def test_run_with_broken_rules_says_every_mistake_and_runs_on_good_ones(tmp_path: Path) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text("version: 1\nruels: []\n", encoding="utf-8")

    done = schoolgate(tmp_path, "run", SCHOOLGATE_RULES=str(rules))

    assert done.returncode == 0
    assert done.stderr.startswith("mine.yaml:")
    assert done.stderr.endswith("Until that is mended the shipped rules are in force.\n")


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m bot.cli rehearse | head -n 2"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("\nBrambledown Primary School: the parents' group\n", "")


def test_talks_in_a_terminal_and_leaves_nothing_behind(tmp_path: Path, quick: str) -> None:
    with Terminal(tmp_path, quick) as terminal:
        terminal.wait_for("Amira> ")
        terminal.type("Kit: Mr Okell is a useless tosser")
        note = terminal.wait_for("Kit> ")
        terminal.type("/quit")
        status = terminal.end()

    assert status == 0
    assert "Only Kit sees this:" in note
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("asked", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_terminal_that_is_stopped_ends_quietly_and_leaves_nothing(
    tmp_path: Path, quick: str, asked: signal.Signals, expected: int
) -> None:
    with Terminal(tmp_path, quick) as terminal:
        terminal.wait_for("Amira> ")
        status = terminal.stop(asked)

    assert status == expected
    assert "Traceback" not in terminal.shown
    assert list(tmp_path.iterdir()) == []


class Terminal:
    """A rehearsal on a terminal of its own."""

    def __init__(self, folder: Path, rules: str) -> None:
        self.shown = ""
        ours, theirs = pty.openpty()
        self._ours = ours
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "rehearse"],
            cwd=folder,
            env=environment(folder, TERM="dumb", SCHOOLGATE_RULES=rules),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def type(self, line: str) -> None:
        os.write(self._ours, f"{line}\n".encode())

    def stop(self, number: signal.Signals) -> int:
        """Signals until it ends: between a prompt and the wait for a line, the standard library's prompt is deaf."""
        for _ in range(12):
            if self._process.poll() is not None:
                break
            self._process.send_signal(number)
            ready, _, _ = select.select([self._ours], [], [], 5)
            if ready and not self._read():
                break
        return self._process.wait(timeout=30)

    def wait_for(self, prompt: str) -> str:
        """What is shown up to the prompt."""
        before = len(self.shown)
        while not self.shown[before:].endswith(prompt):
            assert self._read(), self.shown
        return self.shown[before:]

    def end(self) -> int:
        while self._read():
            pass
        return self._process.wait(timeout=30)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], 60)
        assert ready, f"nothing for a minute after: {self.shown}"
        try:
            chunk = os.read(self._ours, 65536)
        except OSError:  # how a terminal ends on Linux
            return False
        self.shown += chunk.decode(errors="replace")
        return bool(chunk)
