from pathlib import Path

import pytest
from shipped import shipped

from bot.errors import FileError, RulesError, SettingsError
from bot.rulebook.kept import KEPT, in_force

OWN = """
version: 1
rules:
  - id: rude-word
    title: A rude word
    concern: insult
    level: reminder
    when:
      says: ["plonker"]
      about: anyone
    wording: insult
    examples:
      flag: ["Mrs Hall is a plonker"]
      leave: ["I was a plonker this morning"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_with_no_file_of_ones_own_the_shipped_rules_are_in_force_and_nothing_is_written(tmp_path: Path) -> None:
    chosen = in_force(None, tmp_path / "state")

    assert (chosen.rulebook.rules, chosen.refused, chosen.instead) == (shipped().rules, None, "")
    assert not (tmp_path / "state").exists()


def test_a_good_file_is_in_force_and_a_copy_of_it_is_kept(tmp_path: Path) -> None:
    chosen = in_force(written(tmp_path, OWN), tmp_path / "state")

    assert [rule.id for rule in chosen.rulebook.rules] == ["rude-word"]
    assert [path.name for path in (tmp_path / "state").iterdir()] == [KEPT]


@pytest.mark.parametrize("later", ["version: 1\nrules: []\n", OWN.replace("says", "sais"), "", "{"])
def test_a_file_broken_later_is_refused_and_its_last_good_copy_runs_also_after_a_restart(
    tmp_path: Path, later: str
) -> None:
    in_force(written(tmp_path, OWN), tmp_path / "state")

    chosen = in_force(written(tmp_path, later), tmp_path / "state")

    assert [rule.id for rule in chosen.rulebook.rules] == ["rude-word"]
    assert isinstance(chosen.refused, RulesError)
    assert chosen.instead == "the last good copy of your rules is in force"


def test_a_file_that_is_gone_is_a_refusal_like_any_other(tmp_path: Path) -> None:
    rules = written(tmp_path, OWN)
    in_force(rules, tmp_path / "state")
    rules.unlink()

    chosen = in_force(rules, tmp_path / "state")

    assert [rule.id for rule in chosen.rulebook.rules] == ["rude-word"]
    assert isinstance(chosen.refused, FileError)


def test_a_file_that_was_never_good_leaves_the_shipped_rules_in_force(tmp_path: Path) -> None:
    chosen = in_force(written(tmp_path, "rules: nonsense"), tmp_path / "state")

    assert chosen.rulebook.rules == shipped().rules
    assert chosen.instead == "the shipped rules are in force"


def test_says_when_the_copy_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way", encoding="utf-8")

    with pytest.raises(SettingsError, match="the last good rules cannot be kept here"):
        in_force(written(tmp_path, OWN), tmp_path / "state")
