"""The short answers to a press of a button; what stands in them is the wording's."""

from enum import StrEnum

from bot.case import Case, CaseState
from bot.ladder.terms import GRACE, WINDOW
from bot.message import MemberId
from bot.wording import dates
from bot.wording.phrasebook import Phrasebook


class Answer(StrEnum):
    DONE = "done"
    DONE_ALREADY = "done-already"
    NOT_FOR_YOU = "not-for-you"
    ADMINS_ONLY = "admins-only"
    TIED = "tied"
    HAD_A_HAND = "opened-it"
    TOO_OLD = "too-old"
    TOO_LATE = "too-late"
    TAKEN_BACK_TWICE = "taken-back-twice"
    NOT_CLEARED = "not-cleared"
    DELETED = "deleted"
    COULD_NOT_DELETE = "could-not-delete"
    ASK_WORDS = "ask-words"
    ASKED_ALREADY = "asked-already"
    DECIDED_ALREADY = "decided-already"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGED_ALREADY = "acknowledged-already"
    CLOSED = "closed"
    CALMED = "calmed"
    BROUGHT_BACK = "brought-back"
    COULD_NOT_POST = "could-not-post"
    OVERTURNED = "overturned"
    STAYS = "stays"
    LIVE = "live"
    NO_CONTACT = "no-contact"


def over(case: Case | None, by: MemberId | None = None) -> Answer:
    """To whoever would do something about a case that is over: how it ended."""
    match None if case is None else case.state:
        case CaseState.LAPSED:
            return Answer.LAPSED
        case CaseState.WITHDRAWN:
            return Answer.WITHDRAWN
        case _:
            is_own = by is not None and case is not None and case.decided_by == by
            return Answer.DONE_ALREADY if is_own else Answer.DECIDED_ALREADY


def in_words(answer: Answer, book: Phrasebook) -> str:
    return book.say(f"answers.{answer.value}", grace=dates.span(book, GRACE), window=dates.span(book, WINDOW))
