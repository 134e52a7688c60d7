"""What a site answers says whether a link works; a machine of one's own network is never asked."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from adapters.watch import links


class _Site(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012  # one site a test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(int(self.path.strip("/?x=1")))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def site() -> Iterator[str]:
    _Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, True), (302, True), (404, False), (410, False), (403, None), (429, None), (503, None)],
)
def test_only_what_is_gone_is_broken(site: str, status: int, expected: bool | None) -> None:  # noqa: FBT001  # the expected answer
    assert links._works(f"{site}/{status}?x=1", nearby=True) is expected
    assert _Site.asked == [f"/{status}?x=1"]


def test_where_nobody_listens_nothing_can_be_told() -> None:
    assert links._works("http://127.0.0.1:9/", nearby=True) is None


async def test_a_machine_of_our_own_network_is_never_asked(site: str) -> None:
    answers = [await links.works(f"{site}/404"), await links.works("http://[::1]/"), await links.works("http:///x")]

    assert answers == [None, None, None]
    assert _Site.asked == []
