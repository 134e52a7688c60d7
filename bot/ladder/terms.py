"""The ladder's numbers, each said once."""

from datetime import timedelta

from bot.finding import RuleId

WINDOW = timedelta(days=30)
"""How far back a member's counts reach."""
CASE_AT = 3
"""The count that makes a case."""
REMINDER_WEIGHT = 1
SERIOUS_WEIGHT = 2

GRACE = timedelta(minutes=15)
"""From a note's delivery: what is taken back by then is cleared."""
CLEARS = 2
"""How often in a window; more would make a habit of it."""

POINTER_EVERY = timedelta(days=7)
LATE = timedelta(hours=2)
"""What is judged later than this after it was said can only be danger or a cry for help."""
LAST_EDIT = timedelta(hours=48)
"""An edit later than this after posting is judged as late."""

CONSECUTIVE = timedelta(minutes=2)
"""One author's messages this close together are one incident."""
SPACING = timedelta(minutes=10)
"""At most one note in this time; nothing graver said meanwhile belongs to the incident it was about."""
REPOST = timedelta(days=1)
"""The same words again within this are the same incident."""

CROWD = timedelta(hours=1)
"""What was said about somebody within this before a crowd was noticed is part of the same event."""

VOID_AFTER = timedelta(days=7)
"""A note that has reached nobody for this long is void."""
CLOSED_FOR = timedelta(days=1)
"""How long nobody is written to directly whom that does not reach: platforms count refusals, and ban for them."""
WAITING_AFTER = timedelta(hours=24)
"""The admins hear that a note is waiting, not whose."""
EPHEMERAL_WITHIN = timedelta(minutes=2)
"""An ephemeral message has been seen when its member wrote this shortly before it was accepted."""
LAPSE_AFTER = timedelta(days=14)
"""A case nobody has decided by then lapses."""

DECISIONS_NEEDED = 10
"""Fewer decisions about a rule say little of it."""

DANGER_NOTE_AFTER = timedelta(minutes=15)
"""When the poster is told at the latest; at once when an admin has acknowledged."""
ALERT_EVERY = timedelta(minutes=5)
ALERTS_TO_ADMINS_ALONE = 4
"""The first and three more; then also the outside deputy, then the operator too."""
ALERT_LATER_EVERY = timedelta(hours=1)
"""Once everybody has been asked, until somebody acknowledges."""

PAUSE_FOR = timedelta(days=1)
"""How long a member may not post, when two admins have agreed to it."""

REPORTED_RULE = RuleId("a-member-reports")
"""Stands for a member who asks the admins to look at somebody's message; who it was is told to nobody."""
ASKED_RULE = RuleId("a-member-asks")
"""Stands for a member who asks the admins something about themselves."""
