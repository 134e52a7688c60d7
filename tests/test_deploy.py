"""What is deployed names only what there is."""

import re
from pathlib import Path

from source import ROOT

from bot.cli.__main__ import COMMANDS
from bot.cli.run import UNUSABLE
from bot.settings import PREFIX, Settings

CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "schoolgate.service").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def copied() -> list[str]:
    """What the container file takes from the checkout."""
    lines = [line.split()[1:] for line in CONTAINER.splitlines() if line.startswith("COPY ") and "--from" not in line]
    return [path for *sources, _ in lines for path in sources]


def test_what_a_container_is_built_from_is_there_and_not_ignored() -> None:
    assert [path for path in copied() if not (ROOT / path).exists()] == []
    assert sorted(line.removeprefix("!") for line in IGNORED if line.startswith("!")) == sorted(copied())


def test_a_container_is_asked_for_its_health_where_it_answers() -> None:
    (listens,) = re.findall(rf"{PREFIX}METRICS=(\S+)", CONTAINER)

    assert f"urlopen('http://{listens}/metrics'" in CONTAINER


def test_all_a_container_writes_lies_on_its_volumes() -> None:
    volumes = re.findall(r'"(/[a-z]+)"', CONTAINER.partition("VOLUME")[2].partition("\n")[0])
    written = re.findall(rf"{PREFIX}(?:STATE|KEY_FILE)=(\S+)", CONTAINER)

    assert [path for path in written if "/" + Path(path).parts[1] not in volumes] == []
    assert len(written) == len(volumes) == 2


def test_what_both_set_are_settings_and_what_both_start_is_a_command() -> None:
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    named = {each for text in (CONTAINER, UNIT) for each in re.findall(rf"{PREFIX}[A-Z_]+", text)}
    started = [
        *re.findall(r'CMD \["schoolgate", "([a-z-]+)"\]', CONTAINER),
        *re.findall(r"bin/schoolgate ([a-z-]+)", UNIT),
    ]

    assert named - known == set()
    assert started == ["run", "run"]
    assert set(started) <= COMMANDS.keys()


def test_what_starting_again_would_not_mend_is_not_started_again() -> None:
    assert f"RestartPreventExitStatus={UNUSABLE}\n" in UNIT
    assert "Restart=on-failure\n" in UNIT
