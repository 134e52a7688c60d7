"""Every letter, notice and answer the rest of the bot can send; each is a whole text, ready to be handed over."""

from bot.wording.cards import alert, appeal, card
from bot.wording.choices import choices
from bot.wording.counts import Standing
from bot.wording.news import overturned_case, taken, talk, unread, waiting, withdrawn
from bot.wording.notes import note, several, shadowed, would_be
from bot.wording.public import calm, joining, pinned, where
from bot.wording.receipts import ANSWER, asked, cleared, overturned, stays
from bot.wording.season import check, day, trial, weekly

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
    "joining",
    "note",
    "overturned",
    "overturned_case",
    "pinned",
    "several",
    "shadowed",
    "stays",
    "taken",
    "talk",
    "trial",
    "unread",
    "waiting",
    "weekly",
    "where",
    "withdrawn",
    "would_be",
]
