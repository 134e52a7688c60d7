from collections.abc import AsyncIterator

import pytest
from discord_world import Served, loopback


@pytest.fixture
async def world() -> AsyncIterator[Served]:
    async with loopback() as served:
        yield served
