"""Keeps a copy of the last good rules file, so that a broken one never silences the bot, also across a restart."""

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.errors import FileError, RulesError, SettingsError
from bot.rulebook.book import Rulebook
from bot.rulebook.load import load, load_shipped

KEPT = "last-good-rules.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The rulebook that is used, and why it may not be the one that was asked for."""

    rulebook: Rulebook
    refused: RulesError | FileError | None = None
    instead: str = ""
    """What is in force in place of the refused file, in words."""


def in_force(rules: Path | None, state: Path) -> InForce:
    """The rules of this file, else the last good copy of it, else the shipped ones; never none."""
    if rules is None:
        return InForce(rulebook=load_shipped())
    try:
        rulebook = load(rules)
    except (RulesError, FileError) as refused:
        return _instead(refused, state / KEPT)
    _keep(rules, state)
    return InForce(rulebook=rulebook)


def _instead(refused: RulesError | FileError, kept: Path) -> InForce:
    try:
        return InForce(rulebook=load(kept), refused=refused, instead="the last good copy of your rules is in force")
    except (RulesError, FileError):
        return InForce(rulebook=load_shipped(), refused=refused, instead="the shipped rules are in force")


def _keep(rules: Path, state: Path) -> None:
    """Whole or not at all: a copy that is cut off would be no copy."""
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=state, prefix=KEPT, delete=False) as copy:
            copy.write(rules.read_bytes())
            copy.flush()
            os.fsync(copy.fileno())
        Path(copy.name).replace(state / KEPT)
    except OSError as error:
        raise SettingsError(
            f"{state}: the last good rules cannot be kept here: {error.strerror}."
            " Set SCHOOLGATE_STATE to a folder that may be written to."
        ) from error
