"""Killed at any instant, nothing is lost, counted twice or told otherwise: `make crash` in small."""

import os
import subprocess
import sys

import pytest
from source import ROOT


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot fork")
def test_a_worker_killed_again_and_again_leaves_what_an_undisturbed_one_leaves() -> None:
    done = subprocess.run(
        [sys.executable, "tests/crash/crash.py", "--messages", "60", "--kills", "5", "--seed", "3"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), "tests"))},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "60 messages, killed 5 times" in done.stdout
    assert "lost 0, counted twice 0, other than undisturbed 0" in done.stdout
    assert "repeats without one 0" in done.stdout
