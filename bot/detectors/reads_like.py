"""Does the message read like what people have called a threat, an insult, a rumour?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.detectors.model import Impression, Model, Sureness
from bot.detectors.page import Match, Page
from bot.detectors.sight import Sight, sight
from bot.detectors.traits import Words
from bot.finding import Concern

MANY = 40  # words of which
REPEATED = 4  # times on average each: a message that says one thing over and over is like none it learned from


EVERYDAY = 0.2
"""Suspicion below which a message reads like everyday talk. On 2,886 cases by writers neither the rules nor the reader
had met, what rules alone found below it was harmless 37 times and harmful 12 times."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A model with the words it knows; what it makes of a page it works out once."""

    model: Model
    words: Words = field(repr=False)

    def impression(self, page: Page) -> Impression:
        return page.once("impression", lambda: self.model.impression(self.sight(page), self.words))

    def is_everyday(self, page: Page, concern: Concern) -> bool:
        """Does it read like what people have called harmless? Never of a concern it has not learned."""
        return concern in self.model.concerns and self.impression(page).suspicion < EVERYDAY

    def because(self, page: Page, concern: Concern) -> tuple[Match, ...]:
        """[first, last) words of the reading that speak for it most, in their order."""
        seen = self.sight(page)
        runs = self.model.because(seen, self.words, concern)
        return tuple((seen.places[first][0], seen.places[last - 1][1]) for first, last in runs)

    def sight(self, page: Page) -> Sight:
        return page.once("sight", lambda: sight(page, self.words.known))


@dataclass(frozen=True, slots=True)
class ReadsLike:
    """Equal by what it asks."""

    concerns: Mapping[Concern, Sureness]
    trained: Trained = field(repr=False, compare=False)

    def holds(self, page: Page) -> bool:
        """Is one of the concerns the likeliest, and surely enough?"""
        words = page.reading.words
        if not words or (len(words) > MANY and REPEATED * len(set(words)) < len(words)):
            return False
        found = self.trained.impression(page)
        wanted = self.concerns.get(found.concern)
        return wanted is not None and found.suspicion >= self.trained.model.limits[wanted]

    def sureness(self, page: Page) -> float:
        return self.trained.impression(page).suspicion

    def find(self, page: Page) -> tuple[Match, ...]:
        """The words that make it read so; empty when it does not, or no word of it can be shown."""
        return self.trained.because(page, self.trained.impression(page).concern) if self.holds(page) else ()
