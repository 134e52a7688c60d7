"""Where the rules and facts that ship with Schoolgate lie: beside the code in a wheel, at the top of a checkout."""

from pathlib import Path

_IN_WHEEL = Path(__file__).parent / "shipped"
_ROOT = _IN_WHEEL if _IN_WHEEL.is_dir() else Path(__file__).parent.parent

RULES = _ROOT / "rules.yaml"
DATA = _ROOT / "data"
