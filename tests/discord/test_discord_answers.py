"""What somebody presses or types is done and answered, also when Discord is slow, forgetful or in trouble."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from discord_server import Loopback
from discord_shapes import BOT, CHAT, DIRECT, GENERAL, GUILD, OWNER, PARENT, buttons
from discord_world import LARKRISE, Served

from adapters.discord import act
from bot.case import Case
from bot.errors import StoreError
from bot.group import Tie
from bot.incident import Count
from bot.message import ChatId, GroupId, MemberId
from bot.notice import Letter, NoticeId, NoticeKind, NoticeState
from bot.ports import PostponedError, RefusedError

STANDING = "schoolgate:anything"
OVER = (404, {"message": "Unknown Webhook", "code": 10015})
ROOM = f"POST channels/{PARENT + DIRECT}/messages"


def notes(world: Served) -> list[NoticeState]:
    return [each.state for each in world.store.notices.values() if each.kind is NoticeKind.NOTE]


async def test_a_press_discord_has_forgotten_leaves_the_note_in_the_mailbox(world: Served) -> None:
    discord = world.discord
    discord.closed = {PARENT}
    async with world.running():
        await world.until_ready()
        await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: notes(world) == [NoticeState.WAITING])
        discord.forgotten = {PARENT}
        await discord.presses(PARENT, STANDING)
        await discord.until(lambda: len(discord.signs(PARENT)) == 1)
        discord.forgotten.clear()
        await discord.presses(PARENT, STANDING)
        await discord.until(lambda: len(discord.answers) == 1)

    assert discord.answers[0]["content"].startswith("Hi Sam.")
    assert notes(world) == [NoticeState.DELIVERED]


async def test_what_discord_would_not_show_stays_in_the_mailbox(world: Served) -> None:
    discord = world.discord
    discord.closed = {PARENT}
    async with world.running():
        await world.until_ready()
        await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: notes(world) == [NoticeState.WAITING])
        tried = len(discord.asked_to(ROOM))
        discord.planned[beside := f"POST webhooks/{BOT}/secret-{PARENT}"] = [OVER]
        await discord.presses(PARENT, STANDING)
        await discord.until(lambda: len(discord.asked_to(ROOM)) > tried)
        del discord.planned[beside]
        await discord.presses(PARENT, STANDING)
        await discord.until(lambda: notes(world) == [NoticeState.DELIVERED])

    assert discord.answers[0]["content"].startswith("Hi Sam.")
    assert world.store.counts == [Count.COUNTED]


async def test_whoever_asks_for_a_person_is_heard_though_discord_forgot_the_press(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await discord.says(PARENT, "Mr Pell is an oaf")
        await discord.until(lambda: world.store.counts == [Count.COUNTED])
        discord.forgotten = {PARENT}
        await discord.presses(PARENT, buttons(discord.private(PARENT)[0])["Ask a person"])
        await discord.until(lambda: world.store.counts == [Count.FROZEN])


async def test_an_answer_that_finds_no_place_beside_the_press_comes_as_a_direct_message(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        discord.planned[f"POST webhooks/{BOT}/secret-{PARENT}"] = [OVER]
        await discord.types(PARENT, "raise")
        await discord.until(lambda: bool(discord.private(PARENT)))

    assert "01632 960001" in discord.private(PARENT)[0]["content"]
    assert discord.written_in_channels() == discord.pinned[GENERAL]


@pytest.mark.parametrize("status", [502, 503])
async def test_while_discord_is_in_trouble_a_letter_waits(
    world: Served, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    letter = Letter(
        notice=NoticeId("n1"), about=None, group=GroupId("larkrise"), to=MemberId(f"discord:{PARENT}"), text="Hello"
    )
    world.discord.planned[ROOM] = [(status, {"message": "no", "code": 0})]
    async with world.running():
        await world.until_ready()
        monkeypatch.setattr(act, "DEADLINE", 0.2)  # the library's own patience is 16 seconds
        with pytest.raises(PostponedError):
            await world.line.platform.tell(letter)
        del world.discord.planned[ROOM]
        await world.line.platform.tell(letter)

    assert [each["content"] for each in world.discord.private(PARENT)] == ["Hello"]


@pytest.mark.parametrize(("command", "heard"), [("ask", "Is the gate open?"), ("report", "A quarrel at the gate")])
async def test_a_bare_command_opens_a_window_and_its_words_reach_the_admins(
    world: Served, command: str, heard: str
) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await discord.types(PARENT, command)
        await discord.until(lambda: len(discord.signs(PARENT)) == 1)
        window = discord.signs(PARENT)[0]["data"]
        await discord.sends_off(PARENT, window["custom_id"], heard)
        await discord.until(lambda: any(heard in each["content"] for each in discord.private(OWNER)))

    assert (discord.signs(PARENT)[0]["type"], len(window["title"]) <= 45) == (9, True)
    assert discord.answers[0]["content"].startswith("Thank you. I have")
    assert discord.written_in_channels() == discord.pinned[GENERAL]


async def test_a_made_up_window_does_nothing(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        for custom in ("brings:live", "brings:", "nonsense"):
            await discord.sends_off(OWNER, custom, "yes")
        await discord.sends_off(OWNER, "words:made-up", "yes")
        await discord.until(lambda: len(discord.answers) == 1)

    assert world.store.records == []
    assert await world.store.groups() == (LARKRISE,)


def offered(discord: Loopback, user: int) -> list[dict[str, str]]:
    return [{each["name"]: each["value"] for each in sign["data"]["choices"]} for sign in discord.signs(user)]


async def test_an_admin_who_types_is_offered_the_staff_and_nobody_else_is(world: Served) -> None:
    discord, line = world.discord, "Mrs Hall, Head, Hally"
    async with world.running():
        await world.until_ready()
        for place, words in enumerate(("", "hally", "alias mrs", "-H", "Mr Pell"), start=1):
            await discord.is_typing(OWNER, "staff", words)
            await discord.until(lambda place=place: len(discord.signs(OWNER)) == place)  # type: ignore[misc]
        await discord.is_typing(PARENT, "staff", "")
        await discord.until(lambda: len(discord.signs(PARENT)) == 1)

    alias = "alias Mrs Hall = "
    assert offered(discord, OWNER) == [{line: line}, {line: line}, {alias: alias}, {"-Mrs Hall": "-Mrs Hall"}, {}]
    assert offered(discord, PARENT) == [{}]


async def test_an_admin_who_types_is_offered_the_cases_they_may_see(world: Served) -> None:
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await discord.types(PARENT, "report", "A quarrel at the gate")
        await discord.until(lambda: len(discord.answers) == 1)
        for place, words in enumerate(("", "2"), start=1):
            await discord.is_typing(OWNER, "cases", words)
            await discord.until(lambda place=place: len(discord.signs(OWNER)) == place)  # type: ignore[misc]
        tied = replace(LARKRISE, ties=(Tie(admin=MemberId(f"discord:{OWNER}"), to="member:nobody"),))
        await world.store.save_group(tied)
        await discord.is_typing(OWNER, "cases", "")
        await discord.until(lambda: len(discord.signs(OWNER)) == 3)

    first, none, tied_to_it = offered(discord, OWNER)
    assert [
        (value, shown.startswith("Case 1: a member asks you to look, since")) for shown, value in first.items()
    ] == [("1", True)]
    assert (none, tied_to_it) == ({}, {})


async def test_what_cannot_be_looked_up_is_not_offered_and_no_traceback_is_shown(
    world: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(_group: GroupId) -> tuple[Case, ...]:
        raise StoreError("the database cannot be read")

    monkeypatch.setattr(world.store, "open_cases", fails)
    discord = world.discord
    async with world.running():
        await world.until_ready()
        await discord.is_typing(OWNER, "cases", "")
        await discord.until(lambda: bool(discord.signs(OWNER)))

    assert offered(discord, OWNER) == [{}]
    assert [each.name for each in caplog.records if each.exc_info] == []


@pytest.mark.parametrize("takes_messages", [True, False])
async def test_the_rules_come_as_a_file_and_only_to_whoever_asked(world: Served, *, takes_messages: bool) -> None:
    discord = world.discord
    discord.closed = set() if takes_messages else {OWNER}
    async with world.running():
        await world.until_ready()
        await discord.types(OWNER, "rulesfile")
        await discord.until(lambda: any("files" not in each for each in discord.answers))

    direct = [each["sent"] for each in discord.private(OWNER)]
    (file,) = [each["files"] for each in (*direct, *discord.answers) if "files" in each]
    ((name, content),) = file.items()
    assert (name.endswith(".yaml"), content.startswith(b"# ")) == (True, True)
    assert all(each["flags"] & 64 and each["for"] == OWNER for each in discord.answers)
    assert bool(direct) is takes_messages


async def test_a_file_of_rules_or_sentences_sent_in_private_is_read_and_what_is_no_text_is_told(world: Served) -> None:
    discord = world.discord
    files = {
        "own.yaml": b"version: 1\nrules: [",
        "own.png": b"\xff\xfe\x00",
        "wording.yaml": b"note:\n  hello: Hi {nmae}.\n",
    }
    async with world.running():
        await world.until_ready()
        for place, (name, content) in enumerate(files.items(), start=1):
            await discord.sends(OWNER, name, content)
            await discord.until(lambda place=place: len(discord.private(OWNER)) == place)  # type: ignore[misc]

    refused, unreadable, otherwise = (each["content"] for each in discord.private(OWNER))
    assert "2: `note.hello` cannot use {nmae} (did you mean `name`?)" in otherwise.replace("\\", "")
    assert "3: is not YAML" in refused
    assert "cannot read" in unreadable


async def test_a_member_is_paused_on_the_server_and_let_write_again(world: Served) -> None:
    chat, until = ChatId(f"discord:{CHAT}"), datetime.now(UTC) + timedelta(hours=1)
    async with world.running():
        await world.until_ready()
        pause = world.line.platform.pause
        await pause(chat, MemberId(f"discord:{PARENT}"), until)
        await pause(chat, MemberId(f"discord:{PARENT}"), None)
        world.discord.planned[f"PATCH guilds/{GUILD}/members/{OWNER}"] = [(403, {"message": "no", "code": 50013})]
        with pytest.raises(RefusedError, match="time members out"):
            await pause(chat, MemberId(f"discord:{OWNER}"), until)
        with pytest.raises(RefusedError, match="nobody on Discord"):
            await pause(chat, MemberId("telegram:7"), until)

    times = [each.body["communication_disabled_until"] for each in world.discord.asked if each.method == "PATCH"]
    assert [None if each is None else datetime.fromisoformat(each) for each in times] == [until, None, until]
