"""Does the message give away somebody's private detail?"""

import re
from collections.abc import Iterator
from enum import StrEnum

from bot.finding import Span
from bot.group import Contact
from bot.message import Media
from bot.reading.fold import fold


class Detail(StrEnum):
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    LINK = "link"
    PROFILE = "profile"
    CAR = "car"
    PHOTO = "photo"


_STREET = (
    r"(?:road|rd|street|st|lane|ln|close|cl|avenue|ave|drive|dr|crescent|cres|way|court|ct|grove|gardens|gdns|place|pl|"
    r"terrace|row|walk|mews|rise|hill|park|view|square|green|parade|yard|end|croft|meadow|meadows|fold|gate|wynd|brae)"
)
_WRITTEN = {
    # UK numbers and any international one: at least ten digits, with the separators people type.
    Detail.PHONE: re.compile(r"(?<![\w£.])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){9,13}(?!\w)"),
    Detail.ADDRESS: re.compile(
        rf"(?<!\w)(?:(?:flat|apt|no\.?|number)\s+)?\d{{1,4}}[a-z]?,?\s+(?:[a-z'’-]+\s+){{1,3}}{_STREET}(?!\w)"
        # A postcode in small letters needs its gap: "m4king" is no place.
        r"|(?<!\w)(?-i:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2})(?!\w)",
        re.IGNORECASE,
    ),
    # Begins where nothing of it can stand before: a long run without an @ is looked through once.
    Detail.EMAIL: re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    Detail.LINK: re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
    Detail.PROFILE: re.compile(
        r"(?:https?://)?(?:www\.|m\.)?(?:facebook|instagram|tiktok|linkedin|x|twitter|snapchat|onlyfans|threads|strava)"
        r"\.(?:com|net)/\S+|(?<!\w)fb\.(?:com|me)/\S+",
        re.IGNORECASE,
    ),
    Detail.CAR: re.compile(r"(?<!\w)(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[a-z]{2}\d{2}[a-z]{3})(?!\w)"),
}


# What every detail of a kind holds, looked for first.
_SIGN = {
    Detail.PHONE: re.compile(r"\d"),
    Detail.ADDRESS: re.compile(r"\d"),
    Detail.EMAIL: re.compile("@"),
    Detail.LINK: re.compile(r"://|www\.", re.IGNORECASE),
    Detail.PROFILE: re.compile(r"\.(?:com|net|me)/", re.IGNORECASE),
    Detail.CAR: re.compile(r"\d"),
}
_READ = {Detail.PHONE, Detail.ADDRESS, Detail.EMAIL}  # the others are told by capitals


def details(kind: Detail, text: str, media: frozenset[Media], official: tuple[Contact, ...]) -> Iterator[Span]:
    """Where such a detail stands, official numbers, addresses and domains left out."""
    if kind is Detail.PHOTO:
        if media & {Media.PHOTO, Media.VIDEO}:
            yield Span(0, len(text))
        return
    if kind is Detail.PHONE and Media.CONTACT in media:
        yield Span(0, len(text))
        return
    known = " ".join(_bare(f"{contact.text} {contact.link or ''}") for contact in official)
    for span, written in _found(kind, text):
        found = _bare(written)
        if kind is Detail.EMAIL and (found.split("@")[1].endswith("schuk") or found in known):
            continue
        if len(found) > 5 and found.strip("+").removeprefix("44").removeprefix("0") in known:
            continue
        yield span


def _found(kind: Detail, text: str) -> Iterator[tuple[Span, str]]:
    """As it was written; and, where letters or digits are fancy or have signs between them, as it is read."""
    spans: list[Span] = []
    for match in _WRITTEN[kind].finditer(text) if _SIGN[kind].search(text) else ():
        spans.append(Span(*match.span()))
        yield spans[-1], match.group()
    if text.isascii() or kind not in _READ:
        return
    folded = fold(text)
    for match in _WRITTEN[kind].finditer(folded.text) if _SIGN[kind].search(folded.text) else ():
        span = Span(folded.origin[match.start()], folded.origin[match.end() - 1] + 1)
        if all(span.end <= other.start or other.end <= span.start for other in spans):
            yield span, match.group()


def _bare(text: str) -> str:
    return re.sub(r"[^\w@]", "", text).casefold()
