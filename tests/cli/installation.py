"""An installation in a folder of its own, and its commands run as a user runs them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Self, TypeVar

import pytest
import typer
from checking import Ran, ran
from shipped import shipped

from bot.cli.backup import backup
from bot.cli.doctor import doctor
from bot.cli.evidence import evidence
from bot.cli.group import group_app
from bot.cli.restore import restore
from bot.cli.rotate_key import rotate_key
from bot.cli.verify import verify
from bot.cli.wipe import wipe
from bot.custody import open_store
from bot.ports import Record, Store
from bot.settings import Settings, load_settings

Answer = TypeVar("Answer")


class Installation:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        for name in Settings.model_fields:
            monkeypatch.delenv(f"SCHOOLGATE_{name.upper()}", raising=False)
        self.set(state=folder / "state", key_file=folder / "config" / "key")
        for reader in ("bot.cli.doctor", "bot.rulebook.kept"):  # the same rules, read once for all these tests
            monkeypatch.setattr(f"{reader}.load_shipped", shipped)
        monkeypatch.chdir(folder)

    def set(self, **values: str | Path) -> None:
        for name, value in values.items():
            self._monkeypatch.setenv(f"SCHOOLGATE_{name.upper()}", str(value))

    def unset(self, name: str) -> None:
        self._monkeypatch.delenv(f"SCHOOLGATE_{name.upper()}")

    @property
    def settings(self) -> Settings:
        return load_settings()

    def run(self, *words: str, answer: str = "") -> Ran:
        app = typer.Typer()
        app.add_typer(group_app)
        for command in (doctor, backup, restore, rotate_key, wipe, verify, evidence):
            app.command()(command)
        return ran(app, *words, answer=answer)

    def with_larkrise(self, kept: Record) -> Self:
        """With a group, and this in its store."""
        self.run("group", "add", "larkrise", "--school", "Larkrise")
        asyncio.run(self.ask(lambda store: store.record(kept)))
        return self

    async def ask(self, question: Callable[[Store], Awaitable[Answer]]) -> Answer:
        async with open_store(self.settings) as store:
            return await question(store)
