"""The shipped rules judge no worse than they did: no figure of `make judge` is below its floor."""

import pytest
from floor import FLOOR, Figure, worse
from judge import PARTS
from labelled import CASES, scored, short
from shipped import shipped


@pytest.mark.parametrize("cases", CASES)
def test_cases_are_judged_no_worse_than_they_were(cases: str) -> None:
    page = scored(cases)

    assert "of " in page.splitlines()[-1]  # all were scored
    assert short(page) == []


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_judged_no_worse_than_it_was(part: str) -> None:
    figures = list(PARTS[part](shipped(), lambda _: None))

    assert all(figure.of for figure in figures)
    assert worse(figures) == []


def test_one_more_wrong_than_the_floor_says_is_told() -> None:
    what, most = "everyday talk flagged", FLOOR["wrong"]["everyday talk flagged"]
    at, below = (Figure(what=what, wrong=most + more, of=100) for more in (0, 1))

    assert worse([at, below]) == [f"everyday talk flagged: wrong {most + 1} of 100 (at most {most})"]
