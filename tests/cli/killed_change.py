"""Changes the key of an installation and is killed at the moment named: for `test_rotate_key_command.py`."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.custody import change_key
from bot.keyfile import KeyFile
from bot.settings import load_settings


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DiesBeforeTheOldKeyIsKept(KeyFile):
    def move_on(self) -> None:
        die()


class DiesBeforeTheNewKeyIsInForce(KeyFile):
    def _put(self, file: Path, content: bytes) -> None:
        super()._put(file, content)
        if file == self.old:
            die()


def main(moment: str) -> None:
    place = {"sealed": DiesBeforeTheOldKeyIsKept, "kept": DiesBeforeTheNewKeyIsInForce}.get(moment)
    if place is not None:
        sys.modules["bot.custody"].KeyFile = place  # type: ignore[attr-defined]  # this process dies of it
    reached = die if moment == "sealing" else lambda _done, _total: None
    asyncio.run(change_key(load_settings(), datetime.now(UTC), reached))


if __name__ == "__main__":
    main(sys.argv[1])
