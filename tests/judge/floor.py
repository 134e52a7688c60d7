"""What no figure of the shipped rules may fall below (`floor.yaml`), and which of them do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FLOOR: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "floor.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many of these came out wrong."""

    what: str
    wrong: int
    of: int

    @property
    def most(self) -> int:
        """How many may."""
        return int(FLOOR["wrong"][self.what])

    def __str__(self) -> str:
        return f"{self.what}: wrong {self.wrong} of {self.of} (at most {self.most})"


def worse(figures: Iterable[Figure]) -> list[str]:
    return [str(figure) for figure in figures if figure.wrong > figure.most]


def bounds(cases: str) -> Iterator[str]:
    """As the judges' own script takes them: its figures are shares."""
    for way, limits in FLOOR[cases].items():
        for name, share in limits.items():
            yield from (f"--{way}", f"{name}={share}")
