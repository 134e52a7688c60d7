"""`schoolgate rehearse`: the whole of Schoolgate in a terminal, with a made-up group and nothing kept."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.app import play_story, talk_in_terminal
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load, load_shipped
from bot.settings import load_settings
from bot.supervision import log_to_stderr


def rehearse(
    rules: Annotated[
        Path | None,
        typer.Option("--rules", metavar="FILE", help="Rehearse with these rules; the ones in force when left out."),
    ] = None,
    *,
    story: Annotated[bool, typer.Option("--story", help="Play the sample week, also in a terminal.")] = False,
) -> None:
    """Talk to a made-up school group and see who sees what. Nothing is sent and nothing is kept.

    In a terminal you speak as anybody, press the buttons and move the time. Without one a sample school week is
    played: what the group, the poster and the admins would have seen.
    """
    settings = load_settings()
    named = rules or settings.rules
    log_to_stderr(settings.log)
    perform(load_shipped() if named is None else load(named), story=story)


def perform(rulebook: Rulebook, *, story: bool) -> None:
    """The rehearsal as this terminal, or the lack of one, asks for it."""
    console = _Console(highlight=False)
    if not story and sys.stdin.isatty() and sys.stdout.isatty():
        talk_in_terminal(rulebook, console)
        return
    stopped = asyncio.run(play_story(rulebook, console))
    if stopped is not None:
        raise typer.Exit(128 + stopped)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Whoever read it has seen enough: the rest is played to nobody. Rich would end the loop in mid-step."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
