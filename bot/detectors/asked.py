"""Is this a question?"""

from bot.detectors.page import Page


def is_asked(page: Page, first: int, _last: int) -> bool:
    """Its sentence ends with a question mark."""
    return page.reading.is_asked(first)
