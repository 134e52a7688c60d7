"""Runs the examples of a rules file, and says what in it is unwise."""

from collections.abc import Iterator

from bot.errors import RulesError
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import failed_examples
from bot.rulebook.sheet import Sheet


def proved(book: Rulebook, sheet: Sheet) -> tuple[str, ...]:
    """Advice, when every example is as it should be. Raises RulesError with those that are not."""
    own = [placed for placed in sheet.rules if placed.document is sheet.document]
    failed = (*failed_examples(book, own, "flag"), *failed_examples(book, sheet.rules, "leave"))
    if failed:
        raise RulesError(failed)
    # An overlay may take away what a shipped rule looks for; it should know that it did.
    shipped = [placed for placed in sheet.rules if placed.document is not sheet.document]
    return (*_advice(sheet), *map(str, failed_examples(book, shipped, "flag")))


def _advice(sheet: Sheet) -> Iterator[str]:
    """What loads but is unwise."""
    for placed in sheet.rules:
        rule = placed.part
        if rule.when.repeats or rule.when.pile_on:
            continue  # one message is no example of what adds up
        if not rule.examples.flag:
            yield f"{placed.at('examples')}: rule '{rule.id}' has no example it must flag"
        if not rule.examples.leave:
            yield f"{placed.at('examples')}: rule '{rule.id}' has no example it must leave alone"
        if rule.when.says and rule.when.about is None and not rule.unless:
            yield f"{placed.at('when')}: rule '{rule.id}' asks neither whom the words are about nor when to leave them"
