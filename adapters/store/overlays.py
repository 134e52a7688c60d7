"""A group's own file of rules as rows: the last versions of it, each sealed."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.store.rows import Row
from adapters.store.seal import Seal
from adapters.store.tables import overlays
from bot.finding import RuleId
from bot.message import GroupId, MemberId
from bot.overlay import VERSIONS_KEPT, Overlay


async def kept(connection: AsyncConnection, group: GroupId, seal: Seal) -> tuple[Overlay, ...]:
    query = select(overlays).where(overlays.c.group_id == group).order_by(overlays.c.version.desc())
    return tuple(_overlay_of(row, seal) for row in (await connection.execute(query)).mappings())


async def keep(connection: AsyncConnection, overlay: Overlay, seal: Seal) -> None:
    row = {
        "group_id": overlay.group,
        "version": overlay.version,
        "text": seal.close(overlay.text, "overlays", "text", overlay.group, str(overlay.version)),
        "by_id": overlay.by,
        "at": overlay.at,
        "began": {rule: at.isoformat() for rule, at in overlay.began},
    }
    await connection.execute(insert(overlays), [row])
    too_old = overlays.c.version <= overlay.version - VERSIONS_KEPT
    await connection.execute(delete(overlays).where(overlays.c.group_id == overlay.group, too_old))


def _overlay_of(row: Row, seal: Seal) -> Overlay:
    return Overlay(
        group=GroupId(row["group_id"]),
        version=row["version"],
        text=seal.open(row["text"], "overlays", "text", row["group_id"], str(row["version"])),
        by=MemberId(row["by_id"]),
        at=row["at"],
        began=tuple((RuleId(rule), datetime.fromisoformat(at)) for rule, at in sorted(row["began"].items())),
    )
