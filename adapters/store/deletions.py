"""The journal of what was erased: beside the database, so that an older copy put back forgets it again."""

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import StoreError

BACKUP = timedelta(days=30)
"""How old a copy may be that is put back, and so how long a deletion is remembered."""


class Deletions:
    """A line for each: when, and a keyed name that tells nothing without the key."""

    def __init__(self, database: Path) -> None:
        self._file = database.with_name(f"{database.name}.deletions")

    def add(self, trace: str, now: datetime) -> None:
        """On the disk when it returns. Of what no copy can be as old as, nothing is kept. Raises StoreError."""
        try:
            lines = [line for line in self._lines() if datetime.fromisoformat(line.split()[0]) > now - BACKUP]
            self._write([*lines, f"{now.isoformat()} {trace}"])
        except OSError as error:
            raise StoreError(
                f"{self._file}: what is erased cannot be written down: {error.strerror}. Nothing was erased; make the"
                " file and its folder writable for whoever runs Schoolgate."
            ) from error

    def _write(self, lines: list[str]) -> None:
        fresh = self._file.with_name(f"{self._file.name}.new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR), "w") as out:
            out.writelines(f"{line}\n" for line in lines)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._file)

    def since(self, made: datetime) -> frozenset[str]:
        """The keyed names of what was erased after a copy was made."""
        found = (line.split() for line in self._lines())
        return frozenset(trace for at, trace in found if datetime.fromisoformat(at) >= made)

    def _lines(self) -> list[str]:
        return self._file.read_text("ascii").splitlines() if self._file.exists() else []
