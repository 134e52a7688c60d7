"""The garbage collector is left as it was found, whatever happens while rules are made."""

import gc
from collections.abc import Iterator

import pytest

from bot.rulebook.unwatched import unwatched


@pytest.fixture(autouse=True)
def _watched_again() -> Iterator[None]:
    yield
    gc.enable()


def test_it_looks_again_once_the_rules_are_made() -> None:
    with unwatched():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_it_looks_again_when_the_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="refused"), unwatched():
        raise ValueError("refused")

    assert gc.isenabled()


def test_it_stays_off_where_somebody_switched_it_off() -> None:
    gc.disable()

    with unwatched():
        pass

    assert not gc.isenabled()
