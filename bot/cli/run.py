"""`schoolgate run`: serves every group whose platform's token is set; with no token yet, rehearses."""

import asyncio

import typer

from bot.app import has_served, serve
from bot.cli.rehearse import perform
from bot.errors import SettingsError
from bot.rulebook.kept import in_force
from bot.settings import load_settings
from bot.supervision import log_to_stderr

UNUSABLE = 2
"""Exit status: what is set is wrong, or does not fit what there is; starting again would not mend it."""


def run() -> None:
    """Serve the groups. With no token set, on a computer that has served none: rehearse."""
    try:
        settings = load_settings()
    except SettingsError as error:  # what starts it again must know that this does not mend itself
        typer.echo(str(error), err=True)
        raise typer.Exit(UNUSABLE) from None
    log_to_stderr(settings.log)
    has_token = settings.telegram_token is not None or settings.discord_token is not None
    if not has_token and asyncio.run(has_served(settings)):
        typer.echo(
            f"{settings.database_file}: groups have been set up here, but no token is set."
            " Set SCHOOLGATE_TELEGRAM_TOKEN or SCHOOLGATE_DISCORD_TOKEN; `schoolgate rehearse` needs neither.",
            err=True,
        )
        raise typer.Exit(UNUSABLE)
    chosen = in_force(settings.rules, settings.state)
    if chosen.refused is not None:
        typer.echo(f"{chosen.refused}\nUntil that is mended {chosen.instead}.", err=True)
    if chosen.rulebook.without_reader is not None:
        typer.echo(chosen.rulebook.without_reader, err=True)
    if has_token:
        asyncio.run(serve(settings, chosen.rulebook))
    else:
        perform(chosen.rulebook, story=False)
