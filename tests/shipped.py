"""The shipped rules, read once for all the tests of a process: reading them costs seconds, and nothing changes them."""

from functools import cache

from bot.rulebook.load import load_shipped

shipped = cache(load_shipped)
