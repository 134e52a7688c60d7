"""Makes a rulebook ready for a long service, so that no message has to wait for what can be done before."""

import gc

from bot.rulebook.book import Rulebook


def warm(rulebook: Rulebook) -> None:
    """Builds what the first message would wait for, and takes the rules out of the garbage collector's sight.

    They are millions of small things that stay for good: looking through them stops everything for half a second.
    """
    rulebook.warm()
    gc.collect()
    gc.freeze()
