"""Settings are read once, all mistakes at once; the key is made once, kept apart and never replaced."""

import base64
import stat
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings

RAW = bytes(range(224, 256))
KEY = base64.b64encode(RAW).decode()  # has both signs that the two base64 alphabets write differently


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, an empty folder to start from, and nothing set."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", *(f"SCHOOLGATE_{each}".upper() for each in Settings.model_fields)):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    return home


def set_to(monkeypatch: pytest.MonkeyPatch, **values: str | Path) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"SCHOOLGATE_{name.upper()}", str(value))
    return load_settings()


def refusal(monkeypatch: pytest.MonkeyPatch, **values: str | Path) -> str:
    with pytest.raises(SettingsError) as caught:
        set_to(monkeypatch, **values)
    return str(caught.value)


def test_with_nothing_set_the_key_is_apart_from_the_database(home: Path) -> None:
    settings = load_settings()

    assert settings.telegram_token is None
    assert settings.database_file.name == "schoolgate.db"
    assert settings.database_file.is_relative_to(home)
    assert settings.key_file.is_relative_to(home)
    assert not settings.key_file.is_relative_to(settings.state)


def test_a_dotenv_file_is_read_and_the_environment_wins(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".env").write_text("SCHOOLGATE_LOG=debug\nSCHOOLGATE_STATE=~/kept\nUNRELATED=1\n")

    settings = set_to(monkeypatch, log="warning")

    assert settings.log == "warning"
    assert settings.state == home / "kept"
    assert settings.database_file == home / "kept" / "schoolgate.db"


def test_a_setting_left_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set_to(monkeypatch, telegram_token="").telegram_token is None


def test_a_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = set_to(monkeypatch, telegram_token="12345:secret", key=KEY)  # noqa: S106  # no real one

    assert "secret" not in repr(settings)
    assert KEY not in repr(settings)


def test_every_mistake_is_named_at_once_and_no_secret_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".env").write_text("SCHOOLGATE_KEYFILE=/run/key\n")

    assert refusal(monkeypatch, log="loud", key="c2hvcnQ=", telegram_toke="12345:secret", state="/a?b").split("\n") == [
        ".env: SCHOOLGATE_KEYFILE: there is no such setting (did you mean SCHOOLGATE_KEY_FILE?)",
        "SCHOOLGATE_TELEGRAM_TOKE: there is no such setting (did you mean SCHOOLGATE_TELEGRAM_TOKEN?)",
        "SCHOOLGATE_STATE: a folder with a question mark in its name cannot be used",
        "SCHOOLGATE_KEY: must be 32 random bytes in base64; `openssl rand -base64 32` makes one",
        "SCHOOLGATE_LOG: must be 'debug', 'info', 'warning' or 'error'",
    ]


def test_discord_can_be_a_server_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    named = {"discord_api": "http://127.0.0.1:8082/api/v10", "discord_gateway": "ws://127.0.0.1:8082/gateway/"}

    settings = set_to(monkeypatch, **named)

    assert (settings.discord_api, settings.discord_gateway) == tuple(named.values())


def test_settings_of_other_versions_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set_to(monkeypatch, weather="fine").log == "info"


def test_what_watches_is_off_by_default_and_its_addresses_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (load_settings().heartbeat, load_settings().metrics_at) == (None, None)
    assert refusal(monkeypatch, heartbeat="hc.example/secret", metrics="9464").split("\n") == [
        "SCHOOLGATE_HEARTBEAT: must be an address that starts with https:// or http://",
        "SCHOOLGATE_METRICS: must be host:port, such as 127.0.0.1:9464",
    ]

    settings = set_to(monkeypatch, heartbeat="https://hc.example/secret", metrics="[::1]:9464")

    assert settings.metrics_at == ("::1", 9464)
    assert "secret" not in repr(settings)


def test_two_keys_are_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = refusal(monkeypatch, key=KEY, key_file="/run/key")

    assert wrong == "SCHOOLGATE_KEY and SCHOOLGATE_KEY_FILE are both set; keep one"


def test_a_dotenv_file_of_another_encoding_is_refused(home: Path) -> None:
    (home / ".env").write_bytes("SCHOOLGATE_STATE=/srv/école".encode("latin-1"))

    with pytest.raises(SettingsError, match=r"\.env: is not UTF-8 text; save it as UTF-8"):
        load_settings()


@pytest.mark.parametrize("key", [KEY, KEY.replace("+", "-").replace("/", "_"), f" {KEY}\n"])
def test_a_key_that_is_set_is_used(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    assert set_to(monkeypatch, key=key).load_key() == RAW


def test_the_first_run_makes_a_key_only_its_owner_can_read_and_later_runs_keep_it() -> None:
    settings = load_settings()

    key = settings.load_key()

    assert len(key) == 32
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.key_file.parent.stat().st_mode) == 0o700
    assert load_settings().load_key() == key


def test_a_lost_key_is_said_and_never_replaced(home: Path) -> None:
    settings = load_settings()
    settings.state.mkdir(parents=True)
    settings.database_file.write_bytes(b"SQLite format 3")

    with pytest.raises(SettingsError) as caught:
        settings.load_key()

    assert str(caught.value) == (
        f"{settings.key_file}: the key is lost: what {settings.database_file} holds cannot be read without it."
        " Put the key file back from your backup, or set SCHOOLGATE_KEY_FILE to where it is."
        " To start again without the old records, move the database away first."
    )
    assert not settings.key_file.exists()


@pytest.mark.parametrize("place", ["kept/key", "kept/deeper/key", "database/key"])
def test_a_key_beside_the_database_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    settings = set_to(
        monkeypatch, state=home / "kept", database=f"sqlite:///{home}/database/x.db", key_file=home / place
    )

    with pytest.raises(SettingsError, match="the key must not lie beside the database"):
        settings.load_key()
    assert not settings.key_file.exists()


def test_a_damaged_key_file_is_not_overwritten(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "key").write_text("half a k")

    with pytest.raises(SettingsError, match="this is not a key Schoolgate made"):
        set_to(monkeypatch, key_file=home / "key").load_key()
    assert (home / "key").read_text() == "half a k"


def test_a_place_where_no_key_can_be_written_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("a file where a folder should be")

    with pytest.raises(SettingsError) as caught:
        set_to(monkeypatch, key_file=home / "file" / "key").load_key()

    assert str(caught.value) == (
        f"{home}/file/key: the key cannot be read: Not a directory."
        " Set SCHOOLGATE_KEY_FILE to a place that may be read and written to."
    )


@pytest.mark.parametrize(
    "address", ["http://x.example/", "https://", "https://x.example:8080/", "x.example", "https://["]
)
def test_a_webhook_telegram_would_not_call_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    assert refusal(monkeypatch, telegram_webhook=address) == (
        "SCHOOLGATE_TELEGRAM_WEBHOOK: must be an address that starts with https:// and has port 443, 80, 88 or 8443"
    )


@pytest.mark.parametrize("operator", ["12345", "telegram:", "telegram:0", "@lena", "discord: 7", "telegram:7\n"])
def test_an_operator_nobody_could_reach_is_refused(monkeypatch: pytest.MonkeyPatch, operator: str) -> None:
    assert refusal(monkeypatch, operator=operator) == (
        "SCHOOLGATE_OPERATOR: must be telegram: or discord: and the number of an account, as in telegram:12345"
    )


def test_an_operator_is_an_account_of_a_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set_to(monkeypatch, operator="discord:70").operator == "discord:70"


def test_a_webhook_is_passed_on_to_where_it_is_listened_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().telegram_webhook_at is None

    settings = set_to(monkeypatch, telegram_webhook="https://x.example:8443/t", telegram_listen="[::1]:9000")

    assert settings.telegram_webhook_at == ("https://x.example:8443/t", "::1", 9000)
