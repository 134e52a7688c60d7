"""`schoolgate wipe`: a group and everything kept for it, gone."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.custody import open_store
from bot.desk.dataprotection import DataProtection
from bot.errors import SettingsError
from bot.ledger import Ledgers
from bot.message import GroupId
from bot.settings import Settings, load_settings


def wipe(
    group: Annotated[str, typer.Argument(metavar="GROUP", help="The group's name.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Erase a group: its profile, staff list, cases, notes and counts. This cannot be undone."""
    settings = load_settings()
    if not yes:
        typer.confirm(f"Erase everything kept for {group}? This cannot be undone.", abort=True)
    if not settings.has_database or not asyncio.run(_wiped(settings, GroupId(group))):
        raise SettingsError(f"{group}: there is no group of that name. See: schoolgate group list")
    typer.echo(f"{group}: erased. A backup put back later forgets it again; delete the ones you need no more.")


async def _wiped(settings: Settings, group: GroupId) -> bool:
    async with open_store(settings) as store:
        return await DataProtection(store=store, ledgers=Ledgers()).wipe(group, datetime.now(UTC))
