"""Every letter, notice and answer the rest of the bot can send; each is a whole text, ready to be handed over."""

from bot.wording.cards import alert, appeal, card
from bot.wording.casework import friendly, open_cases, options, pass_on, second
from bot.wording.choices import choices
from bot.wording.counts import Standing
from bot.wording.news import overturned_case, own_rules, rested, taken, talk, tried, tune, unread, waiting, withdrawn
from bot.wording.notes import note, several, shadowed, would_be
from bot.wording.public import calm, joining, pinned, where
from bot.wording.receipts import ANSWER, asked, cleared, overturned, stays
from bot.wording.season import check, day, new_year, right_or_wrong, trial, weekly
from bot.wording.why import why

__all__ = [
    "ANSWER",
    "Standing",
    "alert",
    "appeal",
    "asked",
    "calm",
    "card",
    "check",
    "choices",
    "cleared",
    "day",
    "friendly",
    "joining",
    "new_year",
    "note",
    "open_cases",
    "options",
    "overturned",
    "overturned_case",
    "own_rules",
    "pass_on",
    "pinned",
    "rested",
    "right_or_wrong",
    "second",
    "several",
    "shadowed",
    "stays",
    "taken",
    "talk",
    "trial",
    "tried",
    "tune",
    "unread",
    "waiting",
    "weekly",
    "where",
    "why",
    "withdrawn",
    "would_be",
]
