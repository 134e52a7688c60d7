"""Opens a database and is killed at the statement that begins so: for `test_store_migrations.py`."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from recorded import opened
from sqlalchemy import Engine, event


@event.listens_for(Engine, "before_cursor_execute")
def _look(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    if statement.startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)


async def main() -> None:
    async with opened(Path(sys.argv[1])):
        pass


asyncio.run(main())
