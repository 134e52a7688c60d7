"""`schoolgate backup`: a copy of the database, also while the bot is running."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.progress import Steps
from bot.custody import back_up
from bot.settings import load_settings


def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file to write.")]) -> None:
    """Copy the database to a new file. Its texts and names stay encrypted; the key is not in it."""
    settings = load_settings()
    with Steps("Copying") as bar:
        back_up(settings, file, datetime.now(UTC), bar.reached)
    typer.echo(
        f"{file}: the database as it is now. Keep the key apart from it, and delete this copy within 30 days: an older"
        " one is not put back."
    )
