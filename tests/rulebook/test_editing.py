"""One change is written into an admin's file, and every other line stays as it was."""

import pytest

from bot.rulebook.bundled import starter
from bot.rulebook.editing import marked, unmarked, with_rule

HEAD = "version: 1\nextends: shipped\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(HEAD, f"{HEAD}rules:\n  - id: oaf\n    level: look\n", id="no rules yet"),
        pytest.param(f"{HEAD}rules:\n", f"{HEAD}rules:\n  - id: oaf\n    level: look\n", id="an empty list"),
        pytest.param(
            f"{HEAD}rules:\n- id: lump\n  mode: off\nlists: {{}}\n",
            f"{HEAD}rules:\n- id: oaf\n  level: look\n- id: lump\n  mode: off\nlists: {{}}\n",
            id="beside another",
        ),
        pytest.param(
            f"{HEAD}rules:\n  - id: oaf  # ours\n    mode: live\n",
            f"{HEAD}rules:\n  - id: oaf  # ours\n    level: look\n    mode: live\n",
            id="a key more",
        ),
        pytest.param(
            f"{HEAD}rules:\n  - id: oaf\n    level: serious  # why?\n",
            f"{HEAD}rules:\n  - id: oaf\n    level: look\n",
            id="another value",
        ),
        pytest.param(f"{HEAD}rules: [{{id: oaf, level: serious}}]\n", None, id="written in one line"),
        pytest.param("rules: [", None, id="broken"),
    ],
)
def test_a_change_stands_where_a_reader_would_look_for_it(before: str, after: str | None) -> None:
    assert with_rule(before, "oaf", "level", "look") == after


def test_the_file_an_admin_begins_with_takes_a_change() -> None:
    assert with_rule(starter(), "oaf", "mode", "off") == f"{starter()}rules:\n  - id: oaf\n    mode: off\n"


def test_a_file_tells_which_version_it_was() -> None:
    assert unmarked(marked(HEAD, 12)) == (HEAD, 12)
    assert unmarked(HEAD) == (HEAD, None)
    assert unmarked("# Our rules, version soon\nx") == ("x", None)
