"""The one composition root: knows the adapters, and plugs them into the core."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import structlog
from rich.console import Console

from adapters.discord.audit import examine as examine_discord
from adapters.discord.listen import Discord
from adapters.rehearsal.chat import Cast, Chat
from adapters.rehearsal.clock import Clock
from adapters.rehearsal.platform import RehearsalPlatform
from adapters.rehearsal.playing import play
from adapters.rehearsal.session import Session
from adapters.rehearsal.story import Story
from adapters.rehearsal.story import load as load_story
from adapters.rehearsal.terminal import asked, talk
from adapters.rehearsal.view import View
from adapters.store.opening import open_store as open_store_at
from adapters.telegram.audit import examine as examine_telegram
from adapters.telegram.serving import telegram
from adapters.watch.heartbeat import heartbeat
from adapters.watch.instance import only_instance
from adapters.watch.links import works
from adapters.watch.metrics import Metrics
from bot.checkup import Checked
from bot.courier import Courier
from bot.custody import open_store
from bot.desk.dataprotection import DataProtection
from bot.desk.desk import Desk
from bot.desk.links import Links
from bot.desk.tuning import Tuning
from bot.group import Group
from bot.intake import Intake
from bot.keyfile import KEY_BYTES
from bot.ledger import Ledgers
from bot.memory import Memory
from bot.message import MemberId
from bot.moderator import Moderator
from bot.ownrules import OwnRules
from bot.place import load as load_place
from bot.ports import Platform, Store
from bot.pulse import Pulse
from bot.reception import Reception
from bot.routes import Routes
from bot.rulebook.book import Rulebook
from bot.rulebook.warm import warm
from bot.settings import Settings
from bot.shadow import shadowing
from bot.supervision import interruptible, supervised
from bot.wording.letters import pinned
from bot.wording.phrasebook import load as load_phrasebook

log = structlog.get_logger()

BOOKS, PLACES = cache(load_phrasebook), cache(load_place)
"""Each is read when it is first asked for, and once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What does the work, whichever platform it is done for."""

    moderator: Moderator
    courier: Courier
    desk: Desk
    reception: Reception
    intake: Intake
    ledgers: Ledgers


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    session: Session
    view: View
    clock: Clock
    story: Story


def core(
    *,
    store: Store,
    rulebook: Rulebook,
    platform: Callable[[Group], Platform],
    clock: Callable[[], datetime],
    operator: MemberId | None = None,
    judged: Callable[[float], None] = lambda _: None,
) -> Core:
    """`platform` reaches a group's people: one adapter, or whichever of several a group lives on."""
    ledgers, memory = Ledgers(), Memory()
    books, places = BOOKS, PLACES
    reached = shadowing(platform, clock)
    rules = OwnRules(store=store, rulebook=rulebook, clock=clock, wake=lambda: courier.wake())  # noqa: PLW0108  # there is none yet
    courier = Courier(
        store=store,
        platform=reached,
        books=books,
        places=places,
        titles=rules.titled,
        ledgers=ledgers,
        clock=clock,
        operator=operator,
    )
    moderator = Moderator(store=store, rules=rules.of, memory=memory, ledgers=ledgers, clock=clock, wake=courier.wake)
    tuning = Tuning(store=store, rules=rules, platform=reached, books=books, ledgers=ledgers, clock=clock)
    desk = Desk(
        store=store,
        platform=reached,
        books=books,
        places=places,
        ledgers=ledgers,
        memory=memory,
        clock=clock,
        wake=courier.wake,
        tune=tuning.felt,
        apply=tuning.applied,
        english=courier.in_english,
        operator=operator,
    )
    intake = Intake(moderator=moderator, store=store, clock=clock, wake=courier.wake, judged=judged)
    reception = Reception(
        store=store,
        platform=platform,
        books=books,
        places=places,
        ledgers=ledgers,
        rules=rules,
        courier=courier,
        desk=desk,
        tuning=tuning,
        data=DataProtection(store=store, ledgers=ledgers),
        lines=intake.lines,
        clock=clock,
    )
    return Core(moderator=moderator, courier=courier, desk=desk, reception=reception, intake=intake, ledgers=ledgers)


async def serve(settings: Settings, rulebook: Rulebook) -> signal.Signals | None:
    """Every platform whose token is set, until asked to stop. Returns the signal that asked.

    Raises SettingsError, StoreError and whatever else somebody must mend first.
    """
    started = _now()
    warm(rulebook)
    with only_instance(settings.state, started):
        async with open_store(settings) as store:
            lines, metrics = _lines(settings), Metrics()
            routes = Routes({name: line.platform for name, line in lines.items()})
            operator = None if settings.operator is None else MemberId(settings.operator)
            plugged = core(
                store=store,
                rulebook=rulebook,
                platform=lambda _: routes,
                clock=_now,
                operator=operator,
                judged=metrics.judged,
            )
            intake, courier = plugged.intake, plugged.courier
            for case in await store.unheard():
                log.error("an alert has reached nobody", group=case.group, case=case.id)

            async def drain() -> None:
                await intake.close()
                await courier.close()

            jobs = [courier.run(), *(line.serve(intake, plugged.reception) for line in lines.values())]
            if settings.heartbeat is not None:
                pulse = Pulse(intake=intake, courier=courier, ledger=store, clock=_now, started=started)
                jobs.append(heartbeat(settings.heartbeat.get_secret_value(), pulse.wrong))
            links = Links(store=store, ledgers=plugged.ledgers, works=works, clock=_now, wake=courier.wake)
            jobs.append(links.run())
            if settings.metrics_at is not None:
                jobs.append(metrics.expose(*settings.metrics_at, store.tally, intake.lines.lost_for))
            log.info("serving", platforms=" and ".join(lines))
            return await supervised(*jobs, drain=drain)


async def examine_platforms(settings: Settings, groups: tuple[Group, ...]) -> tuple[tuple[str, Checked], ...]:
    """What a look at the chats of these groups finds, each with what it is about."""
    found: tuple[tuple[str, Checked], ...] = ()
    if settings.telegram_token is not None:
        reached = telegram(settings.telegram_token.get_secret_value(), settings.telegram_api, clock=_now)
        found += await examine_telegram(reached.platform.bot, groups, settings.telegram_webhook)
    if settings.discord_token is not None:
        found += await examine_discord(settings.discord_token.get_secret_value(), groups, settings.discord_api)
    return found


class Line(Protocol):
    """A platform that is served."""

    @property
    def platform(self) -> Platform: ...

    async def serve(self, intake: Intake, reception: Reception) -> None:
        """Until cancelled."""
        ...


def _lines(settings: Settings) -> dict[str, Line]:
    """By what their ids begin with."""
    lines: dict[str, Line] = {}
    operator = None if settings.operator is None else MemberId(settings.operator)
    if settings.telegram_token is not None:
        lines["telegram"] = telegram(
            settings.telegram_token.get_secret_value(),
            settings.telegram_api,
            clock=_now,
            operator=operator,
            webhook=settings.telegram_webhook_at,
        )
    if settings.discord_token is not None:
        lines["discord"] = Discord(
            settings.discord_token.get_secret_value(),
            label=lambda choice, language: BOOKS(language).label(choice),
            clock=_now,
            api=settings.discord_api,
            gateway=settings.discord_gateway,
            operator=operator,
        )
    return lines


def _now() -> datetime:
    return datetime.now(UTC)


async def has_served(settings: Settings) -> bool:
    """Does this installation know a group?"""
    if not settings.has_database:
        return False
    async with open_store(settings) as store:
        return bool(await store.groups())


async def play_story(rulebook: Rulebook, console: Console) -> signal.Signals | None:
    """The bundled school week, to its end. Returns the signal that stopped it before, or None."""
    async with open_rehearsal(rulebook, console, ask=None) as rehearsal:
        return await supervised(play(rehearsal.session, rehearsal.view, rehearsal.story.beats))


def talk_in_terminal(rulebook: Rulebook, console: Console) -> None:
    """The rehearsal group, for whoever sits there. The prompt waits in the main thread, where it can be interrupted."""
    with interruptible(), asyncio.Runner() as runner:
        opened = open_rehearsal(rulebook, console, ask=asked)
        rehearsal = runner.run(opened.__aenter__())
        try:
            talk(rehearsal.session, rehearsal.view, rehearsal.clock, runner.run)
        finally:
            runner.run(opened.__aexit__(None, None, None))


@asynccontextmanager
async def open_rehearsal(
    rulebook: Rulebook, console: Console, ask: Callable[[str], str] | None
) -> AsyncIterator[Rehearsal]:
    """A group on a store of its own, which goes when it ends."""
    story, view = load_story(), View(console)
    group, clock = story.group, Clock(story.starts)
    chat, cast = Chat(group.id), Cast(story.members, story.admins)
    platform = RehearsalPlatform(cast, chat)
    with TemporaryDirectory(prefix="schoolgate-rehearsal-", ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{Path(folder) / 'rehearsal.db'}"
        async with open_store_at(url, secrets.token_bytes(KEY_BYTES)) as store:
            await store.save_group(group)
            plugged = core(store=store, rulebook=rulebook, platform=lambda _: platform, clock=clock)
            book = BOOKS(group.language)
            session = Session(
                group=group,
                cast=cast,
                chat=chat,
                clock=clock,
                platform=platform,
                store=store,
                moderator=plugged.moderator,
                courier=plugged.courier,
                desk=plugged.desk,
                reception=plugged.reception,
                view=view,
                book=book,
                ask=ask,
            )
            session.open(pinned(book, group=group, place=PLACES(group.place)))
            yield Rehearsal(session=session, view=view, clock=clock, story=story)
