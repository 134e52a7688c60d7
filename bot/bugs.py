"""What the log may say of a bug of ours."""

import traceback
from pathlib import Path


def where(error: BaseException) -> str:
    """Its kind, and the file and line of code it came from; its own text may quote what somebody said."""
    kind, frames = type(error).__name__, traceback.extract_tb(error.__traceback__)
    return f"{kind} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else kind
