"""`schoolgate doctor`: what is wrong with this installation, and how to mend it."""

import asyncio
import shutil
import stat
import tempfile
from datetime import UTC, datetime
from typing import assert_never

import typer
from rich.console import Console

from bot.app import examine_platforms
from bot.checkup import Outcome
from bot.custody import open_store
from bot.desk.profile import gaps
from bot.errors import FileError, RulesError, SchoolgateError
from bot.group import Group
from bot.keyfile import KeyFile
from bot.rulebook.kept import in_force
from bot.rulebook.load import load, load_shipped
from bot.settings import Settings, load_settings

ROOM = 200_000_000  # bytes; the database of a busy group is a tenth of it


def doctor() -> None:
    """Look at settings, key, state folder, database, rules, groups and platforms: what is wrong, how to mend it.

    Exit status: 0 when all is well, 1 when something is wrong.
    """
    visit = _Visit()
    try:
        settings = load_settings()
    except SchoolgateError as error:
        visit.wrong("settings", str(error))
    else:
        visit.look_at(settings)
    if visit.found:
        raise typer.Exit(1)


class _Visit:
    """One look at everything, telling as it goes."""

    def __init__(self) -> None:
        self.found = 0
        self._groups: tuple[Group, ...] = ()
        self._out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def look_at(self, settings: Settings) -> None:
        self._tokens(settings)
        self._state(settings)
        self._rules(settings)
        if self._key(settings):
            self._database(settings)
        self._platforms(settings)
        self._out.print(
            "\nAll is well." if not self.found else f"\nTo mend: {self.found}. Look again with: schoolgate doctor"
        )

    def good(self, what: str, text: str) -> None:
        self._out.print(f"good   {what}: {text}")

    def note(self, what: str, text: str) -> None:
        self._out.print(f"note   {what}: {text}")

    def wrong(self, what: str, text: str) -> None:
        self.found += 1
        self._out.print(f"WRONG  {what}: {text}")

    def _tokens(self, settings: Settings) -> None:
        tokens = {"Telegram": settings.telegram_token, "Discord": settings.discord_token}
        for platform, token in tokens.items():
            if token is None:
                self.note(platform, f"no token: {platform} groups are not served (SCHOOLGATE_{platform.upper()}_TOKEN)")
            else:
                self.good(platform, "the token is set")
        if any(tokens.values()) and settings.operator is None:
            self.note("operator", "not set: when no admin answers an alert, nobody else hears (SCHOOLGATE_OPERATOR)")

    def _platforms(self, settings: Settings) -> None:
        """Is each chat private, and can the bot do its work there? Asked of the platform itself."""
        try:
            found = asyncio.run(examine_platforms(settings, self._groups))
        except SchoolgateError as error:
            self.wrong("platforms", str(error))
            return
        for what, checked in found:
            match checked.outcome:
                case Outcome.GOOD:
                    self.good(what, checked.text)
                case Outcome.ASK:
                    self.note(what, checked.text)
                case Outcome.FIX:
                    self.wrong(what, checked.text)
                case _:
                    assert_never(checked.outcome)

    def _state(self, settings: Settings) -> None:
        folder = settings.state
        try:
            if not folder.exists():
                self.note("state folder", f"{folder} is made on the first run")
                return
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            self.wrong(
                "state folder",
                f"{folder} cannot be written to: {error.strerror}. Set SCHOOLGATE_STATE to a folder that may be.",
            )
            return
        free = shutil.disk_usage(folder).free
        if free < ROOM:
            self.wrong("state folder", f"{folder}: {free // 1_000_000} MB are left on its disk. Make room.")
        else:
            self.good("state folder", str(folder))

    def _rules(self, settings: Settings) -> None:
        try:
            shipped = load_shipped()
        except SchoolgateError as error:
            self.wrong("rules", f"the shipped ones are broken. Install Schoolgate again.\n{error}")
            return
        if shipped.without_reader is not None:
            self.wrong("learned reader", shipped.without_reader)
        if settings.rules is None:
            self.good("rules", f"the shipped ones, {len(shipped.rules)} in force")
            return
        try:
            book = load(settings.rules)
        except (RulesError, FileError) as error:
            instead = in_force(settings.rules, settings.state).instead
            self.wrong("rules", f"refused, so {instead}:\n{error}")
            return
        self.good("rules", f"{settings.rules}, {len(book.rules)} in force")
        for advice in book.advice:
            self.note("rules", advice)

    def _key(self, settings: Settings) -> bool:
        """Is there one to open the database with? Never makes one: that is for the first run."""
        file = settings.key_file
        try:
            if settings.key is None and not settings.has_key_file and not settings.has_database:
                self.note("key", f"{file} is made on the first run")
                return False
            settings.load_key()
        except SchoolgateError as error:
            self.wrong("key", str(error))
            return False
        if settings.key is not None:
            self.good("key", "set in SCHOOLGATE_KEY")
        elif file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            self.wrong("key", f"others on this machine may read it. Close it: chmod 600 {file}")
        else:
            self.good("key", f"{file}; keep a copy elsewhere: without it the database cannot be read")
            self._other_keys(KeyFile(file))
        return True

    def _other_keys(self, key: KeyFile) -> None:
        if key.new.exists():
            self.note("key", f"{key.new}: a change of the key was cut short. Finish it: schoolgate rotate-key")
        if key.old.exists():
            self.note("key", f"{key.old}: the key before. Delete it with the last copy made before it was changed")

    def _database(self, settings: Settings) -> None:
        try:
            if not settings.has_database:
                self.note("database", f"{settings.database_file} is made on the first run")
                return
            asyncio.run(self._kept(settings))
        except SchoolgateError as error:
            self.wrong("database", str(error))

    async def _kept(self, settings: Settings) -> None:
        async with open_store(settings) as store:
            ailments = await store.ailments()
            if ailments:
                damage = "\n".join(f"  {each}" for each in ailments)
                self.wrong(
                    "database", f"{settings.database_file} is damaged. Move it away, put a backup back.\n{damage}"
                )
                return
            self.good("database", f"{settings.database_file}, whole and up to date")
            groups = await store.groups()
            self._groups = groups
            if not groups:
                self.note("groups", "none yet. Add one: schoolgate group add NAME --school TEXT")
            for group in groups:
                lacks = gaps(group, datetime.now(UTC).date())
                for gap in lacks:
                    mends = "import-staff" if gap.what == "staff" else "set"
                    self.wrong(f"group {group.id}", f"{gap.text}. See: schoolgate group {mends} --help")
                if not lacks:
                    self.good(f"group {group.id}", "its profile is finished")
            for case in await store.unheard():
                self.wrong(
                    f"group {case.group}",
                    f"case {case.number}, opened {case.opened_at:%d %B, %H:%M} UTC: its alert has reached nobody."
                    " See that the bot runs, then tell an admin yourself.",
                )
