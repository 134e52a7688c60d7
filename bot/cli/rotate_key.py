"""`schoolgate rotate-key`: everything encrypted anew, with a new key."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.progress import Steps
from bot.custody import change_key
from bot.keyfile import KeyFile
from bot.settings import load_settings


def rotate_key(*, yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False) -> None:
    """Change the key of the database: all its texts and names are encrypted anew. Stop the bot first.

    If it is cut short, nothing is lost: run it again.
    """
    settings = load_settings()
    file = KeyFile(settings.key_file)
    if not yes and settings.key is None:
        typer.confirm(
            f"Encrypt {settings.database_file} anew, with a new key in {file.path}? The bot must be stopped.",
            abort=True,
        )
    with Steps("Encrypting") as bar:
        is_changed = asyncio.run(change_key(settings, datetime.now(UTC), bar.reached))
    done = "the database has a new key" if is_changed else "a change that had been cut short is finished"
    typer.echo(
        f"{file.path}: {done}. Keep a copy of this file elsewhere, and make a new backup now: schoolgate backup FILE.\n"
        f"{file.old}: the key before. Only copies made before now need it:"
        f" schoolgate restore FILE --old-key {file.old}. Delete it with the last of them, within 30 days."
    )
