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
        pytest.param(
            f"{HEAD}rules:  # ours\nlists: {{}}  # rules:\n",
            f"{HEAD}lists: {{}}  # rules:\nrules:\n  - id: oaf\n    level: look\n",
            id="an empty list with a comment",
        ),
        pytest.param(
            f"{HEAD}rules:\n    -   id: lump\n        mode: off\n",
            f"{HEAD}rules:\n    - id: oaf\n      level: look\n    -   id: lump\n        mode: off\n",
            id="beside another, further in",
        ),
        pytest.param(
            f"{HEAD}rules:\n  - id: lump\n  - mode: live\n    id: oaf\n",
            f"{HEAD}rules:\n  - id: lump\n  - mode: live\n    id: oaf\n    level: look\n",
            id="a key more, below the name",
        ),
        pytest.param(
            f"{HEAD}rules:\n  - level: serious\n    id: oaf\n",
            f"{HEAD}rules:\n  - level: look\n    id: oaf\n",
            id="another value, above the name",
        ),
        pytest.param(
            f"{HEAD}rules:\n  - id: oaf\n    level:\n      serious\n", None, id="a value on a line of its own"
        ),
        pytest.param(f"{HEAD}rules: []\n", None, id="an empty list in brackets"),
        pytest.param("- a\n", None, id="no rules file"),
        pytest.param(f"{HEAD}rules: [{{id: oaf, level: serious}}]\n", None, id="written in one line"),
        pytest.param("rules: [", None, id="broken"),
    ],
)
def test_a_change_stands_where_a_reader_would_look_for_it(before: str, after: str | None) -> None:
    assert with_rule(before, "oaf", "level", "look") == after


def test_the_file_an_admin_begins_with_takes_a_change() -> None:
    assert with_rule(starter(), "oaf", "mode", "off") == f"{starter()}rules:\n  - id: oaf\n    mode: off\n"


@pytest.mark.parametrize(
    ("first", "version"),
    [
        ("# Our rules, version 12. Please leave this line as it is.", 12),
        ("# Our rules, version 12", 12),
        ("# Our rules, version  0 . Thanks", 0),
        ("# Our rules, version 999999999. A", 999_999_999),
        ("# Our rules, version 1000000000. A", None),
        ("# Our rules, version soon. A", None),
        ("# Our rules, version . A", None),
    ],
)
def test_a_file_tells_which_version_it_was(first: str, version: int | None) -> None:
    assert unmarked(f"{first}\n{HEAD}") == (HEAD, version)


def test_only_a_file_of_the_same_kind_is_one_of_ours() -> None:
    assert unmarked(marked(HEAD, 12)) == (HEAD, 12)
    assert unmarked(marked("a: b\n", 3, "wording"), "wording") == ("a: b\n", 3)
    assert unmarked(marked(HEAD, 12), "wording") == (marked(HEAD, 12), None)
    assert unmarked(HEAD) == (HEAD, None)
