"""Does a link still lead anywhere? Asked of the world, with little patience, and of no machine nearer than that."""

import asyncio
import socket
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

PATIENCE = 10.0
"""Seconds the other side has for its answer."""
GONE = frozenset({404, 410})
ANSWERED = range(200, 400)


async def works(link: str) -> bool | None:
    """None when it cannot be told: there is no network, the site is slow, or it does not talk to programs."""
    return await asyncio.to_thread(_works, link, nearby=False)


def _works(link: str, *, nearby: bool) -> bool | None:
    try:
        parts = urlsplit(link)
        if parts.hostname is None or not (nearby or _is_far(parts)):
            return None
        status = _asked(parts)
    except (OSError, HTTPException, ValueError):
        return None
    return False if status in GONE else True if status in ANSWERED else None


def _is_far(parts: SplitResult) -> bool:
    """An admin's link must not make this machine knock at doors of its own network."""
    found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    return all(ip_address(str(address[4][0])).is_global for address in found)


def _asked(parts: SplitResult) -> int:
    """A redirection is an answer too, and is not followed."""
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"User-Agent": "Schoolgate", "Accept": "*/*"})
        return connection.getresponse().status
    finally:
        connection.close()
