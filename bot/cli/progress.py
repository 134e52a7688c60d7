"""A bar for whatever takes longer than two seconds; on standard error, and only when that is a terminal."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

PATIENCE = 2.0  # seconds


class Bar:
    def __init__(self, total: int, console: Console) -> None:
        """`total` in bytes; `console` is standard error, whose other lines then stand above the bar."""
        self._progress = Progress(
            TextColumn("Reading"),
            BarColumn(bar_width=None),
            DownloadColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            redirect_stdout=False,  # what a command prints is not the bar's business, and may be going into a file
            redirect_stderr=False,
        )
        self._total = total
        self._task: TaskID | None = None
        self._starts = time.monotonic() + PATIENCE if console.is_terminal else float("inf")
        self._before = 0
        """Bytes of the files that are done."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._progress.stop()

    def reached(self, bytes_of_file: int) -> None:
        if self._task is None and time.monotonic() >= self._starts:
            self._task = self._progress.add_task("", total=self._total)
            self._progress.start()
        if self._task is not None:
            self._progress.update(self._task, completed=self._before + bytes_of_file)

    def done(self, bytes_of_file: int) -> None:
        self._before += bytes_of_file
