"""`schoolgate restore`: puts a backup in the database's place, and forgets again what was forgotten since."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.progress import Steps
from bot.custody import put_back
from bot.settings import load_settings


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `schoolgate backup` made.")],
    *,
    old_key: Annotated[
        Path | None,
        typer.Option(
            "--old-key", metavar="KEYFILE", help="The key of a copy made before `schoolgate rotate-key` changed it."
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Put a backup back. What is in the database now is replaced; stop the bot first."""
    settings = load_settings()
    if settings.has_database and not yes:
        typer.confirm(f"Replace {settings.database_file} with {file}? The bot must be stopped.", abort=True)
    with Steps("Putting back") as bar:
        asyncio.run(put_back(settings, file, datetime.now(UTC), old_key=old_key, reached=bar.reached))
    typer.echo(f"{settings.database_file}: put back from {file}, without what was erased or has expired since.")
