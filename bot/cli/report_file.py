"""A file somebody asked for: known to be writable before the work begins, and there whole or not at all."""

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.errors import FileError


class ReportFile:
    def __init__(self, path: Path) -> None:
        """Raises FileError when it cannot be written."""
        self._path = path
        if path.is_dir():
            raise FileError(f"{path}: is a folder; name a file in it, such as {path / 'report.html'}")
        if not path.parent.is_dir():
            raise FileError(f"{path}: there is no folder {path.parent}; make it or name another")
        try:
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        except OSError as error:
            raise self._unwritable(error) from error
        os.close(handle)
        self._draft = Path(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._draft.unlink(missing_ok=True)

    def write(self, text: str) -> None:
        try:
            with self._draft.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            self._draft.replace(self._path)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> FileError:
        reason = (error.strerror or "input/output error").lower()
        return FileError(f"{self._path}: cannot be written ({reason}); free some space or name another place")
