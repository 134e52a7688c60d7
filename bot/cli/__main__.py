"""Puts the commands together, and turns what somebody can mend into plain lines and an exit status."""

import io
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli.backup import backup
from bot.cli.check import check
from bot.cli.doctor import doctor
from bot.cli.evidence import evidence
from bot.cli.group import group_app
from bot.cli.rehearse import rehearse
from bot.cli.restore import restore
from bot.cli.rotate_key import rotate_key
from bot.cli.rules import rules_app
from bot.cli.run import run
from bot.cli.verify import verify
from bot.cli.wipe import wipe
from bot.errors import SchoolgateError
from bot.supervision import ending_quietly

ABOUT = """A quiet helper for private school-parent groups.

It reminds a parent privately when words may hurt, and asks the group's admins to look when it keeps happening
or cannot wait. Opinion is free; people decide.
"""


def main() -> None:
    """Exit status: 0 done; 1 something is missing or wrong, said on standard error; 2 the command was used wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot spell a letter shows a question mark
    with ending_quietly():
        try:
            assembled()(prog_name="schoolgate")
        except SchoolgateError as error:
            typer.echo(str(error), err=True)
            sys.exit(1)


def assembled() -> typer.Typer:
    app = typer.Typer(help=ABOUT, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="markdown")
    app.callback()(schoolgate)
    app.command()(run)
    app.command()(rehearse)
    app.command()(check)
    app.add_typer(rules_app)
    app.add_typer(group_app)
    app.command()(doctor)
    app.command()(backup)
    app.command()(restore)
    app.command()(rotate_key)
    app.command()(wipe)
    app.command()(verify)
    app.command()(evidence)
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
