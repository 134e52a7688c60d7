"""`schoolgate verify`: does every case still stand as its evidence says?"""

import asyncio
from typing import Annotated

import typer

from bot.case import Case
from bot.cli.progress import Steps
from bot.custody import open_store
from bot.errors import SettingsError
from bot.settings import Settings, load_settings


def verify(
    group: Annotated[str | None, typer.Option("--group", metavar="GROUP", help="Only this group's cases.")] = None,
    case: Annotated[int | None, typer.Option("--case", metavar="N", help="Only the case of this number.")] = None,
) -> None:
    """Check the evidence of every case. Exit status 1 when something was changed, or there is no such case."""
    settings = load_settings()
    checked = [
        (each, fault)
        for each, fault in (asyncio.run(_checked(settings)) if settings.has_database else ())
        if group in (None, each.group) and case in (None, each.number)
    ]
    if not checked and (group is not None or case is not None):
        raise SettingsError("verify: there is no such case. See: schoolgate group list")
    faults = [(each, fault) for each, fault in checked if fault is not None]
    for each, fault in faults:
        typer.echo(f"BROKEN  group {each.group}, case {each.number}: {fault}.")
    typer.echo(f"{len(checked)} checked, {len(faults)} broken.")
    if faults:
        raise typer.Exit(1)


async def _checked(settings: Settings) -> tuple[tuple[Case, str | None], ...]:
    with Steps("Checking") as bar:
        async with open_store(settings) as store:
            return await store.evidence(bar.reached)
