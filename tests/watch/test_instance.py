"""Two instances never work on one state folder."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from builders import MONDAY

from adapters.watch.instance import only_instance
from bot.errors import SettingsError

HOLDS = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from adapters.watch.instance import only_instance
with only_instance(Path(sys.argv[1]), datetime(2026, 3, 2, 12, tzinfo=UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_instance_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    first = _holder(tmp_path)
    try:
        with pytest.raises(SettingsError) as refused, only_instance(tmp_path, MONDAY):
            pass
    finally:
        _kill(first)

    assert str(refused.value) == (
        f"{tmp_path}/schoolgate.lock: another Schoolgate is at work on this state folder:"
        f" process {first.pid} on {socket.gethostname()}, since 2026-03-02 12:00 UTC."
        " Stop that one first, or give this one a SCHOOLGATE_STATE of its own."
    )


def test_the_lock_of_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    _kill(_holder(tmp_path))

    with only_instance(tmp_path, MONDAY):
        assert f"process {os.getpid()} on" in (tmp_path / "schoolgate.lock").read_text()


def test_it_is_free_again_when_its_block_ends(tmp_path: Path) -> None:
    with only_instance(tmp_path, MONDAY):
        pass
    with only_instance(tmp_path, MONDAY):
        pass


def _holder(state: Path) -> subprocess.Popen[str]:
    started = subprocess.Popen([sys.executable, "-c", HOLDS, str(state)], stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "held\n"
    return started


def _kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()
