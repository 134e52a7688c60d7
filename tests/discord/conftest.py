from collections.abc import AsyncIterator

import pytest
from served import Served, loopback


@pytest.fixture
async def world() -> AsyncIterator[Served]:
    async with loopback() as served:
        yield served
