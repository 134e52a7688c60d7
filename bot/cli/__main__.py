"""Puts the commands together, and turns what somebody can mend into plain lines and an exit status."""

import io
import sys
from importlib import import_module
from importlib.metadata import version
from typing import Annotated

import typer

from bot.errors import SchoolgateError
from bot.supervision import ending_quietly

COMMANDS = {
    "run": "run",
    "rehearse": "rehearse",
    "check": "check",
    "rules": "rules_app",
    "group": "group_app",
    "doctor": "doctor",
    "backup": "backup",
    "restore": "restore",
    "rotate-key": "rotate_key",
    "wipe": "wipe",
    "verify": "verify",
    "evidence": "evidence",
}
"""By what is typed, in the order they are told: what the file of that name calls each."""
ABOUT = """A quiet helper for private school-parent groups.

It reminds a parent privately when words may hurt, and asks the group's admins to look when it keeps happening
or cannot wait. Opinion is free; people decide.
"""


def main() -> None:
    """Exit status: 0 done; 1 something is missing or wrong, as standard error says; 2 used, or `run` set, wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot spell a letter shows a question mark
    with ending_quietly():
        try:
            assembled(next(iter(sys.argv[1:]), None))(prog_name="schoolgate")
        except SchoolgateError as error:
            typer.echo(str(error), err=True)
            sys.exit(1)


def assembled(asked: str | None = None) -> typer.Typer:
    """Every command, or the one asked for: what the others need takes a second to import."""
    app = typer.Typer(help=ABOUT, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="markdown")
    app.callback()(schoolgate)
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        part = getattr(import_module(f"bot.cli.{name.replace('-', '_')}"), COMMANDS[name])
        if isinstance(part, typer.Typer):
            app.add_typer(part)
        else:
            app.command(name)(part)
    return app


def schoolgate(
    *,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", is_eager=True, callback=lambda asked: _version(asked=asked)
        ),
    ] = False,
) -> None:
    """Options that stand before any command."""


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"schoolgate {version('schoolgate')}")
        raise typer.Exit


if __name__ == "__main__":
    main()
