"""`schoolgate run` as a user starts it: a process of its own, with its rules, state and key in one folder."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from source import ROOT
from told_rules import RULES


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Killed in the end, if it still lives."""
    rules = folder / "rules.yaml"
    rules.write_text(RULES, encoding="utf-8")
    kept = {"state": folder / "state", "key_file": folder / "config" / "key", "rules": rules}
    own = {f"SCHOOLGATE_{name.upper()}": str(value) for name, value in {**kept, **settings}.items()}
    others = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOLGATE_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run"),
        cwd=folder,
        env=others | own | {"PYTHONPATH": str(ROOT)},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
