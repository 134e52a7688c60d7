"""Keeps the garbage collector from looking through rules while they are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unwatched() -> Iterator[None]:
    """Millions of small things are made that all stay: to look through them over and over is a third of the work."""
    was_watched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_watched:
            gc.enable()
