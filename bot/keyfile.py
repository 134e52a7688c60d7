"""The file with the key to the database's texts and names, and how it is changed without ever being lost."""

import base64
import binascii
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.errors import SettingsError

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyFile:
    """While the key is changed there are three: the one in force, the next one (`.new`), the one before (`.old`)."""

    path: Path

    @property
    def new(self) -> Path:
        return self.path.with_name(f"{self.path.name}.new")

    @property
    def old(self) -> Path:
        return self.path.with_name(f"{self.path.name}.old")

    def make(self) -> bytes:
        """The first key of an installation."""
        key = secrets.token_bytes(KEY_BYTES)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(self.path, _encoded(key))
        return key

    def following(self) -> bytes | None:
        """The key of a change that was begun; None when there is none."""
        return read(self.new) if self.new.exists() else None

    def draw(self) -> bytes:
        """The next key, on the disk before anything is sealed with it."""
        try:
            return self.following() or self._drawn()
        except OSError as error:
            raise _unwritten(self.new, error) from error

    def move_on(self) -> None:
        """The next key is in force from now on; the one before stays beside it. Twice is the same as once."""
        if not self.new.exists():
            return
        try:
            self._put(self.old, self.path.read_bytes())
            self.new.replace(self.path)
            _settle(self.path.parent)
        except OSError as error:
            raise _unwritten(self.path, error) from error

    def _drawn(self) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        self._put(self.new, _encoded(key))
        return key

    def _put(self, file: Path, content: bytes) -> None:
        """Whole or not at all: half a key would stand in the way of every start."""
        spare = self.path.with_name(f"{self.path.name}.spare")
        spare.unlink(missing_ok=True)
        _write(spare, content)
        spare.replace(file)
        _settle(file.parent)


def read(file: Path) -> bytes:
    """Raises SettingsError."""
    try:
        return decoded(file.read_text(encoding="ascii"))
    except OSError as error:
        raise SettingsError(f"{file}: the key cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SettingsError(f"{file}: this is not a key Schoolgate made.") from error


def decoded(text: str) -> bytes:
    """Raises ValueError."""
    try:
        key = base64.b64decode(text.strip().translate({ord("-"): "+", ord("_"): "/"}), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("must be 32 random bytes in base64; `openssl rand -base64 32` makes one")
    return key


def _encoded(key: bytes) -> bytes:
    return base64.b64encode(key) + b"\n"


def _write(file: Path, content: bytes) -> None:
    """A new file, for the owner's eyes only, whole and on the disk; or none."""
    made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(made, content)
        os.fsync(made)
    except OSError:
        file.unlink()
        raise
    finally:
        os.close(made)
    _settle(file.parent)


def _settle(folder: Path) -> None:
    """What a folder holds is on the disk only when the folder is; Windows opens none and needs none."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _unwritten(file: Path, error: OSError) -> SettingsError:
    return SettingsError(
        f"{file}: cannot be written: {error.strerror}. Nothing was changed; mend that, then try again."
    )
