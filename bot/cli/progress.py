"""A bar for whatever takes longer than two seconds; on standard error, and only when that is a terminal."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

PATIENCE = 2.0  # seconds


class _Patient:
    """Shown only once it has lasted."""

    def __init__(self, console: Console, *columns: ProgressColumn) -> None:
        """`console` is standard error, whose other lines then stand above the bar."""
        self._progress = Progress(
            *columns,
            TimeRemainingColumn(),
            console=console,
            transient=True,
            redirect_stdout=False,  # what a command prints is not the bar's business, and may be going into a file
            redirect_stderr=False,
        )
        self._task: TaskID | None = None
        self._starts = time.monotonic() + PATIENCE if console.is_terminal else float("inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._progress.stop()

    def _show(self, done: int, total: int) -> None:
        if self._task is None and time.monotonic() >= self._starts:
            self._task = self._progress.add_task("", total=total)
            self._progress.start()
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total)


class Bar(_Patient):
    """Files that are read, in bytes."""

    def __init__(self, total: int, console: Console) -> None:
        super().__init__(console, TextColumn("Reading"), BarColumn(bar_width=None), DownloadColumn())
        self._total = total
        self._before = 0
        """Bytes of the files that are done."""

    def reached(self, bytes_of_file: int) -> None:
        self._show(self._before + bytes_of_file, self._total)

    def done(self, bytes_of_file: int) -> None:
        self._before += bytes_of_file


class Steps(_Patient):
    """Any other work: so many of so many, and in several rounds perhaps."""

    def __init__(self, doing: str) -> None:
        console = Console(stderr=True)
        super().__init__(console, TextColumn(doing), BarColumn(bar_width=None), TaskProgressColumn())

    def reached(self, done: int, total: int) -> None:
        self._show(done, total)
