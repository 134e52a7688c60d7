"""`schoolgate run` as a user starts it, against the loopback server: killed in the middle, started again, stopped."""

import base64
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from botapi import ME, TOKEN, BotApi, serving
from builders import case, notice
from installed import running

from adapters.store.opening import open_store
from bot.case import CaseKind
from bot.notice import NoticeKind, NoticeState
from bot.ports import Record

SAM, PRIYA = 7, 8
THREAT = "I will smash his face in at the gate tomorrow"


async def an_alert_lay_unread(folder: Path) -> None:
    """What the first process had told nobody when it was killed."""
    key = base64.b64decode((folder / "config" / "key").read_text())
    async with open_store(f"sqlite:///{folder / 'state' / 'schoolgate.db'}", key) as store:
        (group,) = await store.groups()
        worry = case(CaseKind.DANGER, group=group.id, at=datetime.now(UTC))
        alert = notice(NoticeKind.ALERT, group=group.id, case=worry.id, state=NoticeState.WAITING, at=datetime.now(UTC))
        await store.record(Record(cases=(worry,), notices=(alert,)))


async def test_a_threat_received_by_a_process_killed_before_it_could_acknowledge_it_reaches_the_admins(
    tmp_path: Path,
) -> None:
    api = BotApi()
    api.person(SAM, "Sam")
    api.person(PRIYA, "Priya", started=True)
    place = api.place(-100, "Larkrise parents", PRIYA)
    async with serving(api) as url:
        async with running(tmp_path, telegram_token=TOKEN, telegram_api=url) as first:
            await api.until(lambda: any(method == "getUpdates" for method, _ in api.requests), 60)
            await api.lets_in(PRIYA, place, as_admin=True)
            await api.until(lambda: place.pinned is not None)
            await api.quiet()
            with closing(sqlite3.connect(tmp_path / "state" / "schoolgate.db")) as locked:
                locked.execute("BEGIN IMMEDIATE")  # nothing can be committed: what is received stays in hand
                handed = api.handed
                await api.says(SAM, THREAT, place, int(time.time()))
                await api.until(lambda: api.handed > handed)
                first.kill()
                await first.wait()
        await an_alert_lay_unread(tmp_path)
        notices = api.public(place)
        assert len(api.pending) == 1
        async with running(tmp_path, telegram_token=TOKEN, telegram_api=url) as second:
            await api.until(lambda: any("smash his face" in each.text for each in api.private(PRIYA)), 60)
            await api.quiet()
            second.send_signal(signal.SIGTERM)
            _, told = await second.communicate()

    assert "an alert has reached nobody" in told.decode()
    assert api.public(place) == notices
    assert len(notices) == 1
    assert ME in place.admins
    assert [word for word in (b"smash", b"Sam", TOKEN.encode(), b"Traceback") if word in told] == []
