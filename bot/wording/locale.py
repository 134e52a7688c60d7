"""What a language's own rules say: its name, its numbers' forms, its days and months, which way it is written."""

from functools import cache

from babel import Locale, UnknownLocaleError

ENGLISH = "en"
OFTEN = range(200)
"""Numbers a text is ever asked to count; a form only fractions or millions take is needed by none."""


@cache
def locale_of(language: str) -> Locale:
    """English stands in for what nobody knows."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH)


def own_name(language: str) -> str:
    """As its speakers call it."""
    return locale_of(language).get_display_name(language) or language


def form(language: str, n: int) -> str:
    """Which form of a noun goes with that number: one, two, few, many, other."""
    return str(locale_of(language).plural_form(n))


@cache
def forms(language: str) -> tuple[str, ...]:
    """Those that a text may need, in the order in which numbers take them."""
    return tuple(dict.fromkeys(form(language, n) for n in (1, *OFTEN)))


def month(language: str, number: int) -> str:
    """As it stands beside a day; January is 1."""
    return str(locale_of(language).months["format"]["wide"][number])


def weekday(language: str, number: int) -> str:
    """Monday is 0."""
    return str(locale_of(language).days["format"]["wide"][number])


def runs_left(language: str) -> bool:
    """Written from right to left."""
    return locale_of(language).text_direction == "rtl"
