"""`schoolgate evidence`: one case as files, as an admin gets them in the chat."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.case import Act, Case, Decision
from bot.custody import open_store
from bot.desk.files import made
from bot.errors import SettingsError
from bot.group import Group
from bot.message import GroupId, MemberId
from bot.notice import Document
from bot.ports import Record, Store
from bot.settings import Settings, load_settings
from bot.wording.phrasebook import load as load_phrasebook

OPERATOR = MemberId("operator")
"""How whoever runs the bot stands in the case."""


def evidence(
    group: Annotated[str, typer.Argument(metavar="GROUP", help="The group's short name, such as larkrise.")],
    number: Annotated[int, typer.Argument(metavar="N", help="The case's number.")],
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the files go.")] = Path(),
) -> None:
    """Write one case as a page and as JSON. That it was handed over is written into the case."""
    settings = load_settings()
    if not settings.has_database:
        raise SettingsError("evidence: there is no such case. See: schoolgate group list")
    if not to.is_dir():
        raise SettingsError(f"evidence: {to} is no folder. Make it first, or name another with --to.")
    for ending in ("html", "json"):
        there = to / f"{group}-case-{number}.{ending}"
        if there.exists():
            raise SettingsError(f"evidence: {there} is there already. Move it away, or name a folder with --to.")
    for document in asyncio.run(_documents(settings, GroupId(group), number)):
        path = to / f"{group}-{document.name}"
        try:
            path.touch(mode=0o600)
            path.write_bytes(document.content)
        except OSError as error:
            raise SettingsError(f"evidence: {path} cannot be written: {error.strerror}.") from error
        typer.echo(f"{path}")


async def _documents(settings: Settings, group: GroupId, number: int) -> tuple[Document, ...]:
    async with open_store(settings) as store:
        profile = await store.group(group)
        found = [case for case, _ in await store.evidence() if (case.group, case.number) == (group, number)]
        if profile is None or not found:
            raise SettingsError("evidence: there is no such case. See: schoolgate group list")
        return await _exported(store, found[0], profile)


async def _exported(store: Store, case: Case, group: Group) -> tuple[Document, ...]:
    now = datetime.now(UTC)
    decided = replace(case, decisions=(*case.decisions, Decision(act=Act.EXPORTED, by=OPERATOR, at=now)))
    await store.record(Record(cases=(decided,)))
    return await made(store, load_phrasebook(group.language), decided, group, now)
