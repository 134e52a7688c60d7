"""`schoolgate run` with both tokens set: one process, one rules.yaml, the same promises on either side."""

import asyncio
import signal
import time
from pathlib import Path

from botapi import ME, TOKEN, BotApi, serving
from discord_server import Loopback
from discord_shapes import CHAT, GENERAL, OWNER, PARENT
from installed import running

SAM, PRIYA = 7, 8
PATIENCE = 60.0
"""Seconds for a process to start on a busy machine."""


async def test_one_process_serves_both_until_it_is_asked_to_stop(tmp_path: Path) -> None:
    telegram, discord = BotApi(), Loopback(is_in=False)
    telegram.person(SAM, "Sam")
    telegram.person(PRIYA, "Priya", started=True)
    place = telegram.place(-100, "Larkrise parents", PRIYA)
    await discord.start()
    try:
        async with serving(telegram) as url:
            settings = {
                "telegram_token": TOKEN,
                "telegram_api": url,
                "discord_token": "a-token",
                "discord_api": discord.api,
                "discord_gateway": discord.gateway,
            }
            async with running(tmp_path, **settings) as process:
                await telegram.until(lambda: any(each == "getUpdates" for each, _ in telegram.requests), PATIENCE)
                await telegram.lets_in(PRIYA, place, as_admin=True)
                await telegram.until(lambda: place.pinned is not None)
                await discord.until(lambda: any(each.path.endswith("/commands") for each in discord.asked))
                await discord.lets_bot_in()
                await discord.until(lambda: bool(discord.pinned))

                await telegram.says(SAM, "I will smash his face in at the gate", place, int(time.time()))
                await discord.says(PARENT, "I will smash her face in at the gate")
                await telegram.until(lambda: any("smash his face" in each.text for each in telegram.private(PRIYA)))
                await discord.until(lambda: any("smash her face" in each["content"] for each in discord.private(OWNER)))
                process.send_signal(signal.SIGTERM)
                _, told = await asyncio.wait_for(process.communicate(), PATIENCE)
    finally:
        await discord.stop()

    assert process.returncode == 0
    assert len(telegram.public(place)) == 1
    assert discord.written_in_channels() == discord.pinned[GENERAL]
    assert [each for each in discord.said[CHAT] if each["author"]["id"] != str(PARENT)] == []
    assert ME in place.admins
    # Neither side hears of the other: an alert stays with the admins of its own group.
    assert [each.text for each in telegram.private(PRIYA) if "her face" in each.text] == []
    assert [each for each in discord.private(OWNER) if "his face" in each["content"]] == []
    assert [word for word in (b"smash", b"Sam", TOKEN.encode(), b"Traceback") if word in told] == []
