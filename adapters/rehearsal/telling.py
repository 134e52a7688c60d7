"""What the rehearsal calls what people get, and how they speak."""

from bot.notice import NoticeKind

SPEAKING = (
    ("NAME: words", "speak as anybody"),
    ("NAME >3: words", "answer message 3"),
    ("words", "whoever spoke last goes on"),
    ("2", "press button 2"),
)
FOR_ADMINS = {
    NoticeKind.CASE: "case card",
    NoticeKind.ALERT: "alert",
    NoticeKind.APPEAL: "member's question",
    NoticeKind.TAKEN: "more letter",
    NoticeKind.WITHDRAWN: "more letter",
    NoticeKind.TALK: "request to talk",
    NoticeKind.WAITING: "more letter",
    NoticeKind.OPTIONS: "more letter",
    NoticeKind.SECOND: "more letter",
    NoticeKind.SHADOWED: "more letter",
    NoticeKind.TRIAL: "summary",
    NoticeKind.WEEKLY: "summary",
    NoticeKind.CHECK: "more letter",
    NoticeKind.TUNE: "more letter",
    NoticeKind.TRIED: "summary",
}
"""Only admins get these; what each is called when they are counted."""
