"""`schoolgate verify`: does every case still stand as its evidence says?"""

import asyncio
import hmac
import json
from pathlib import Path
from typing import Annotated

import typer

from bot.case import Case
from bot.cli.progress import Steps
from bot.custody import open_store
from bot.errors import SettingsError
from bot.report.casefile import SEAL, canonical
from bot.settings import Settings, load_settings


def verify(
    group: Annotated[str | None, typer.Option("--group", metavar="GROUP", help="Only this group's cases.")] = None,
    case: Annotated[int | None, typer.Option("--case", metavar="N", help="Only the case of this number.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE.json", help="A case's file: is it as it was handed over?")
    ] = None,
) -> None:
    """Check the evidence of every case. Exit status 1 when something was changed, or there is no such case."""
    settings = load_settings()
    if file is not None:
        _verify_file(settings, file)
        return
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


def _verify_file(settings: Settings, file: Path) -> None:
    try:
        values = json.loads(file.read_bytes())
    except OSError as error:
        raise SettingsError(f"{file}: it cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SettingsError(f"{file}: it is no JSON. Give the .json file of a case, not its page.") from error
    if not isinstance(values, dict) or not {"group", "case", "evidence", SEAL} <= values.keys():
        raise SettingsError(f"{file}: it is no file of a case.")
    fault = asyncio.run(_fault(settings, values)) if settings.has_database else "this installation has no cases"
    if fault is not None:
        typer.echo(f"BROKEN  {file}: {fault}.")
        raise typer.Exit(1)
    typer.echo(f"{file}: as it was handed over, and its evidence as it stands here.")


async def _fault(settings: Settings, values: dict[str, object]) -> str | None:
    """What is wrong with a file; None when nothing is."""
    async with open_store(settings) as store:
        found = [
            (case, wrong)
            for case, wrong in await store.evidence()
            if (case.group, case.number) == (values["group"], values["case"])
        ]
        if not found:
            return "there is no such case here: it has expired, or the file is another installation's"
        case, wrong = found[0]
        if not hmac.compare_digest(store.sign(case.id, canonical(values)), str(values[SEAL])):
            return "it was changed after it was handed over, or is another installation's"
        chain = [link.link for link in await store.chain(case.id)]
        told = values["evidence"]
        links = [each.get("link") for each in told if isinstance(each, dict)] if isinstance(told, list) else []
        return wrong if links == chain[: len(links)] else "its evidence is not the evidence that stands here"
