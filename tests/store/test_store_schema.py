"""The migrations, run from nothing, make exactly the tables the queries are written for."""

from pathlib import Path

import pytest
from recorded import opened, unlike_the_code


async def test_a_migrated_database_has_the_tables_of_the_code(tmp_path: Path) -> None:
    async with opened(tmp_path):
        pass

    assert unlike_the_code(tmp_path) == []


async def test_it_opens_from_any_folder_even_one_with_a_percent_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "100 % sure"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    async with opened(Path()) as store:
        assert len(await store.groups()) == 1

    assert (elsewhere / "state" / "schoolgate.db").is_file()
    assert [path.name for path in elsewhere.iterdir()] == ["state"]
