"""What ships for those who change rules: an everyday chat to try them on, and a file to begin with."""

from functools import cache

from bot.rulebook.examples import example_scene
from bot.scene import Scene
from bot.shipped import DATA


def everyday_scenes() -> tuple[Scene, ...]:
    """What parents say that is nobody's concern, said in the school of the examples."""
    return tuple(map(example_scene, _everyday()))


@cache
def starter() -> str:
    """A group's own file that changes nothing yet, with comments that say how."""
    return (DATA / "starter-rules.yaml").read_text(encoding="utf-8")


@cache
def _everyday() -> tuple[str, ...]:
    lines = (DATA / "everyday.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
