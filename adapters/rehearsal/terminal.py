"""Talks with whoever sits at the terminal, a line at a time."""

import importlib
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

from adapters.rehearsal.clock import Clock
from adapters.rehearsal.session import Session
from adapters.rehearsal.typed import Quit, Say, UnclearError, read
from adapters.rehearsal.view import View

PACE = timedelta(minutes=1)
"""How long each line said takes."""
WELCOME = """
Speak as anybody in this made-up group and see who sees what. Each line takes a minute. Try:
  Kit: Mr Okell is a useless tosser
/help lists the rest; /quit leaves, and nothing is kept."""


def talk(session: Session, view: View, clock: Clock, run: Callable[[Coroutine[Any, Any, None]], None]) -> None:
    """Until /quit or the end of the input. `run` runs one thing to its end in the rehearsal's loop."""
    with suppress(ImportError):  # Windows has none; elsewhere input() then edits lines and knows the earlier ones
        importlib.import_module("readline")
    view.plain(WELCOME)
    while True:
        try:
            typed = read(asked(f"{session.speaker.name}> "), session.names)
            if isinstance(typed, Quit):
                return
            if isinstance(typed, Say):
                run(session.pass_time(clock() + PACE))
            if typed is not None:
                run(session.do(typed))
        except UnclearError as error:
            view.aside(str(error))
        except EOFError:
            view.plain("")
            return


def asked(question: str) -> str:
    """Raises EOFError at the end of the input."""
    return input(question)
