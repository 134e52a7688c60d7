"""What whoever runs Schoolgate has set: the only reader of the environment and of `.env`."""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, SettingsConfigDict

from bot.errors import SettingsError
from bot.keyfile import KeyFile, decoded

PREFIX = "SCHOOLGATE_"
WEBHOOK_PORTS = {443, 80, 88, 8443}
"""The only ones Telegram calls."""
_SOMEBODY = re.compile(r"(telegram|discord):[1-9]\d{0,19}")
NEAR = 0.85  # likeness of a name to a setting's from which it is taken for a slip: KEYFILE, TELEGRAM_TOKE


def _state() -> Path:
    # A folder of its own below the data folder: on macOS and Windows that one is also the configuration folder,
    # and the key must not lie beside the database.
    return user_data_path("schoolgate", appauthor=False) / "state"


def _key_file() -> Path:
    return user_config_path("schoolgate", appauthor=False) / "key"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    telegram_token: SecretStr | None = None
    discord_token: SecretStr | None = None
    telegram_api: str | None = None
    """Where a Bot API server of one's own answers, as in http://127.0.0.1:8081/bot."""
    telegram_webhook: str | None = None
    """Where Telegram brings its news: an https address of a proxy here. Telegram is asked for them when None."""
    telegram_listen: str = "127.0.0.1:8443"
    """host:port to which that proxy passes them on."""
    discord_api: str | None = None
    """A REST server of one's own in place of Discord's."""
    discord_gateway: str | None = None
    """And its gateway."""
    state: Path = Field(default_factory=_state)
    """The folder of the database."""
    database: str = ""
    """A SQLAlchemy URL; SQLite in the state folder when empty."""
    key: SecretStr | None = None
    key_file: Path = Field(default_factory=_key_file)
    rules: Path | None = None
    """The rules in force; the shipped ones when None."""
    operator: str | None = None
    """Who is told of danger when no admin can be reached, as in telegram:12345."""
    heartbeat: SecretStr | None = None
    """An address called every minute while all is well; whoever knows it can pretend that it is."""
    metrics: str | None = None
    """host:port where Prometheus finds numbers."""
    log: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("state", "key_file", "rules")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        try:
            return None if path is None else path.expanduser().absolute()
        except RuntimeError as error:
            raise ValueError("there is no home folder here; name a path that starts with /") from error

    @field_validator("state")
    @classmethod
    def _is_plain(cls, state: Path) -> Path:
        if "?" in str(state):  # it would begin the options of a database URL
            raise ValueError("a folder with a question mark in its name cannot be used")
        return state

    @field_validator("key")
    @classmethod
    def _is_a_key(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None:
            decoded(key.get_secret_value())
        return key

    @field_validator("operator")
    @classmethod
    def _is_somebody(cls, operator: str | None) -> str | None:
        if operator is not None and not _SOMEBODY.fullmatch(operator):
            raise ValueError("must be telegram: or discord: and the number of an account, as in telegram:12345")
        return operator

    @field_validator("heartbeat")
    @classmethod
    def _is_an_address(cls, heartbeat: SecretStr | None) -> SecretStr | None:
        parts = urlsplit("" if heartbeat is None else heartbeat.get_secret_value())
        if heartbeat is not None and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("must be an address that starts with https:// or http://")
        return heartbeat

    @field_validator("telegram_api")
    @classmethod
    def _is_a_bot_api(cls, api: str | None) -> str | None:
        return _address(api, ("http", "https"), "http://127.0.0.1:8081/bot")

    @field_validator("discord_api")
    @classmethod
    def _is_a_rest_api(cls, api: str | None) -> str | None:
        return _address(api, ("http", "https"), "http://127.0.0.1:8082/api/v10")

    @field_validator("discord_gateway")
    @classmethod
    def _is_a_gateway(cls, gateway: str | None) -> str | None:
        return _address(gateway, ("ws", "wss"), "ws://127.0.0.1:8082/gateway/")

    @field_validator("telegram_webhook")
    @classmethod
    def _is_an_address_telegram_takes(cls, webhook: str | None) -> str | None:
        try:
            parts = urlsplit(webhook or "")
            is_good = parts.scheme == "https" and bool(parts.hostname) and (parts.port or 443) in WEBHOOK_PORTS
        except ValueError:
            is_good = False
        if webhook is not None and not is_good:
            raise ValueError("must be an address that starts with https:// and has port 443, 80, 88 or 8443")
        return webhook

    @field_validator("metrics", "telegram_listen")
    @classmethod
    def _is_a_place_to_listen(cls, place: str | None) -> str | None:
        host, _, port = (place or "").rpartition(":")
        if place is not None and not (host and port.isdecimal() and 0 < int(port) < 65536):
            raise ValueError("must be host:port, such as 127.0.0.1:9464")
        return place

    @model_validator(mode="after")
    def _has_one_key(self) -> "Settings":
        if self.key is not None and "key_file" in self.model_fields_set:
            raise ValueError(f"{PREFIX}KEY and {PREFIX}KEY_FILE are both set; keep one")
        return self

    @property
    def metrics_at(self) -> tuple[str, int] | None:
        """Host and port to listen on; None when nobody wants numbers."""
        return None if self.metrics is None else _host_and_port(self.metrics)

    @property
    def telegram_webhook_at(self) -> tuple[str, str, int] | None:
        """What Telegram is told, and the host and port to listen on; None when Telegram is asked for news."""
        return None if self.telegram_webhook is None else (self.telegram_webhook, *_host_and_port(self.telegram_listen))

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.state / 'schoolgate.db'}"

    @property
    def database_file(self) -> Path:
        return Path(self.database_url.partition(":///")[2].partition("?")[0]).absolute()

    @property
    def has_database(self) -> bool:
        """Has anything ever been kept? Raises SettingsError where nobody but the bot's own user may look."""
        return _has_content(self.database_file)

    @property
    def has_key_file(self) -> bool:
        """Raises SettingsError as above."""
        return _has_content(self.key_file)

    def load_key(self) -> bytes:
        """The key to the database's texts and names, made on the first run. Never a second one for one database."""
        if self.key is not None:
            return decoded(self.key.get_secret_value())
        self._refuse_beside_database()
        try:
            return decoded(self.key_file.read_text(encoding="ascii"))
        except FileNotFoundError:
            return self._first_key()
        except OSError as error:
            raise SettingsError(
                f"{self.key_file}: the key cannot be read: {error.strerror}."
                f" Set {PREFIX}KEY_FILE to a place that may be read and written to."
            ) from error
        except ValueError as error:
            raise SettingsError(
                f"{self.key_file}: this is not a key Schoolgate made. Put the key file back from your backup."
            ) from error

    def _refuse_beside_database(self) -> None:
        key, state, database = self.key_file.resolve(), self.state.resolve(), self.database_file.resolve()
        if key.is_relative_to(state) or key.parent == database.parent:
            raise SettingsError(
                f"{self.key_file}: the key must not lie beside the database: a copy of one would carry the other."
                f" Move it elsewhere and set {PREFIX}KEY_FILE to where it is."
            )

    def _first_key(self) -> bytes:
        if self.has_database:
            raise SettingsError(
                f"{self.key_file}: the key is lost: what {self.database_file} holds cannot be read without it."
                f" Put the key file back from your backup, or set {PREFIX}KEY_FILE to where it is."
                " To start again without the old records, move the database away first."
            )
        try:
            return KeyFile(self.key_file).make()
        except OSError as error:
            raise SettingsError(
                f"{self.key_file}: the key cannot be written: {error.strerror}."
                f" Set {PREFIX}KEY_FILE to a place that may be written to, or {PREFIX}KEY to a key of your own."
            ) from error


def _has_content(file: Path) -> bool:
    try:
        return file.is_file() and file.stat().st_size > 0
    except OSError as error:
        raise SettingsError(
            f"{file}: cannot be looked at: {error.strerror}. Run this as the user the bot runs as, or set"
            f" {PREFIX}STATE and {PREFIX}KEY_FILE to places that you may read."
        ) from error


def _address(address: str | None, schemes: tuple[str, str], example: str) -> str | None:
    """Raises ValueError for what can be no server: nothing would ever be heard from it."""
    try:
        parts = urlsplit(address or "")
        is_good = parts.scheme in schemes and bool(parts.hostname)
    except ValueError:
        is_good = False
    if address is not None and not is_good:
        raise ValueError(f"must be an address such as {example}")
    return address


def _host_and_port(place: str) -> tuple[str, int]:
    host, _, port = place.rpartition(":")
    return host.strip("[]"), int(port)


def load_settings() -> Settings:
    """What is set. Raises SettingsError with every mistake in it."""
    try:
        mistakes = _slips()
        settings = Settings()
    except ValidationError as error:
        mistakes = (*mistakes, *(_in_words(each["loc"], each["type"], each["msg"]) for each in error.errors()))
        raise SettingsError("\n".join(mistakes)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(".env: is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise SettingsError(f".env: cannot be read: {error.strerror}") from error
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return settings


def _slips() -> tuple[str, ...]:
    """Names that look like a setting but are none: a mistyped token would silently not be used."""
    known = [f"{PREFIX}{name}".upper() for name in Settings.model_fields]
    names = {name.upper(): "" for name in EnvSettingsSource(Settings).env_vars}
    names |= {name.upper(): ".env: " for name in DotEnvSettingsSource(Settings).env_vars}
    slips = []
    for name, where in sorted(names.items()):
        near = get_close_matches(name.removeprefix(PREFIX), [each.removeprefix(PREFIX) for each in known], 1, NEAR)
        if name.startswith(PREFIX) and name not in known and near:
            slips.append(f"{where}{name}: there is no such setting (did you mean {PREFIX}{near[0]}?)")
    return tuple(slips)


def _in_words(where: tuple[int | str, ...], kind: str, text: str) -> str:
    text = text.removeprefix("Value error, ")
    if kind == "literal_error":
        text = text.replace("Input should be", "must be")
    return f"{PREFIX}{str(where[0]).upper()}: {text}" if where else text
