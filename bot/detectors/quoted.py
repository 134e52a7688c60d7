"""Are these somebody else's words?"""

from bot.detectors.page import Page


def is_quoted(page: Page, first: int, last: int) -> bool:
    """They stand inside quotation marks."""
    return all(token.is_quoted for token in page.reading.tokens[first:last])
