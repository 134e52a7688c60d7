"""`schoolgate run`: serves every group whose platform's token is set; with no token yet, rehearses."""

import asyncio

import typer

from bot.app import has_served, log_to_stderr
from bot.cli.rehearse import perform
from bot.rulebook.kept import in_force
from bot.settings import Settings, load_settings

UNUSABLE = 2
"""Exit status: what is set and what there is do not fit together."""


def run() -> None:
    """Serve the groups. With no token set, on a computer that has served none: rehearse."""
    settings = load_settings()
    log_to_stderr(settings.log)
    _refuse_tokens(settings)
    if asyncio.run(has_served(settings)):
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
    perform(chosen.rulebook, story=False)


def _refuse_tokens(settings: Settings) -> None:
    """With no adapter for any platform yet, a token is refused rather than held in silence."""
    tokens = {"Telegram": settings.telegram_token, "Discord": settings.discord_token}
    named = [platform for platform, token in tokens.items() if token is not None]
    if named:
        names = " and ".join(f"SCHOOLGATE_{platform.upper()}_TOKEN" for platform in named)
        typer.echo(
            f"{names}: this version cannot talk to {' or '.join(named)} yet."
            " `schoolgate rehearse` shows what it does; `schoolgate check` judges an exported chat.",
            err=True,
        )
        raise typer.Exit(UNUSABLE)
