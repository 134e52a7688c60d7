"""Runs the examples of a rules file, and says what in it is unwise."""

from collections.abc import Iterable, Iterator

from bot.errors import RulesError
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import failed_examples
from bot.rulebook.schema import RulePart
from bot.rulebook.sheet import Placed, Sheet


def proved(book: Rulebook, sheet: Sheet, others: tuple[Placed[RulePart], ...]) -> tuple[str, ...]:
    """Advice, when every example is as it should be. Raises RulesError with those that are not.

    Without the learned reader, which they were written for as well, those that are not are advice.

    `others`: the rules that are not the file's own and may find something else because of it.
    """
    own = tuple(placed for placed in sheet.rules if placed.document is sheet.document)
    failed = (*failed_examples(book, own, "flag"), *failed_examples(book, (*own, *others), "leave"))
    if failed and book.without_reader is None:
        raise RulesError(failed)
    # An overlay may take away what a shipped rule looks for; it should know that it did.
    lost = failed_examples(book, others, "flag")
    return (*_advice((*own, *others)), *map(str, (*failed, *lost)))


def foreign(sheet: Sheet) -> tuple[Placed[RulePart], ...]:
    return tuple(placed for placed in sheet.rules if placed.document is not sheet.document)


def _advice(rules: Iterable[Placed[RulePart]]) -> Iterator[str]:
    """What loads but is unwise."""
    for placed in rules:
        rule = placed.part
        if rule.when.repeats or rule.when.pile_on:
            continue  # one message is no example of what adds up
        if not rule.examples.flag:
            yield f"{placed.at('examples')}: rule '{rule.id}' has no example it must flag"
        if not rule.examples.leave:
            yield f"{placed.at('examples')}: rule '{rule.id}' has no example it must leave alone"
        if rule.when.says and rule.when.about is None and not rule.unless:
            yield f"{placed.at('when')}: rule '{rule.id}' asks neither whom the words are about nor when to leave them"
