"""The short answers to a press of a button; what stands in them is the wording's."""

from enum import StrEnum

from bot.case import Case, CaseState
from bot.ladder.terms import GRACE, WINDOW
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
    OVER = "over"
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


def too_late_for(case: Case | None) -> Answer:
    """Why nothing more can be decided about a case that is not open."""
    is_undecided = case is not None and case.state in {CaseState.LAPSED, CaseState.WITHDRAWN}
    return Answer.OVER if is_undecided else Answer.DECIDED_ALREADY


def in_words(answer: Answer, book: Phrasebook) -> str:
    return book.say(f"answers.{answer.value}", grace=dates.span(book, GRACE), window=dates.span(book, WINDOW))
