"""Which buttons go with what."""

from typing import assert_never

from bot.case import Case, CaseKind, CaseState
from bot.finding import Alert, Level
from bot.incident import Incident
from bot.notice import Choice, NoticeKind

ASK = Choice.ASK_A_PERSON


def choices(kind: NoticeKind, incident: Incident | None, case: Case | None) -> tuple[Choice, ...]:
    """In the order they are shown; every note has "Ask a person"."""
    match kind:
        case NoticeKind.NOTE:
            return _on_note(incident) if incident is not None else ()
        case NoticeKind.CASE | NoticeKind.ALERT:
            return _on_case(case) if case is not None else ()
        case NoticeKind.APPEAL:
            return (Choice.OVERTURN, Choice.STAYS)
        case NoticeKind.STAYS:
            return (Choice.WHERE_TO_RAISE,)
        case NoticeKind.CLEARED | NoticeKind.ASKED | NoticeKind.OVERTURNED:
            return ()
        case NoticeKind.TAKEN | NoticeKind.WITHDRAWN | NoticeKind.TALK | NoticeKind.WAITING | NoticeKind.UNREAD:
            return ()
        case NoticeKind.SHADOWED | NoticeKind.WEEKLY | NoticeKind.CHECK:
            return ()
        case NoticeKind.TRIAL:
            return (Choice.GO_LIVE,)
        case _:
            assert_never(kind)


def _on_note(incident: Incident) -> tuple[Choice, ...]:
    match incident.level:
        case Level.POINTER:
            return (ASK, Choice.WHERE_TO_RAISE)
        case Level.REMINDER:
            return (ASK, Choice.DELETE_IT, Choice.TAKEN_DOWN, Choice.WHERE_TO_RAISE)
        case Level.SERIOUS:
            return (ASK, Choice.DELETE_IT, Choice.WHERE_TO_RAISE)
        case Level.DANGER:
            return (ASK, Choice.DELETE_IT)
        case Level.SUPPORT:
            return _on_support(incident)
        case Level.LOOK | Level.NONE:
            return ()
        case _:
            assert_never(incident.level)


def _on_support(incident: Incident) -> tuple[Choice, ...]:
    match incident.chief.alert:
        case Alert.NONE | Alert.CROWD:
            return (Choice.TELL_AN_ADMIN, Choice.DELETE_IT, ASK)
        case Alert.THIN:
            return (ASK, Choice.DELETE_IT, Choice.WHERE_TO_RAISE)
        case Alert.URGENT:
            return (ASK,)  # nobody is asked to take down a call for a missing child
        case _:
            assert_never(incident.chief.alert)


def _on_case(case: Case) -> tuple[Choice, ...]:
    match case.state:
        case CaseState.OPEN if case.kind is CaseKind.LOOK:
            return (Choice.CLOSE, Choice.OVERTURN)
        case CaseState.OPEN if case.kind is CaseKind.CROWD:
            return (*((Choice.CALM,) if case.calmed_at is None else ()), Choice.CLOSE, Choice.OVERTURN)
        case CaseState.OPEN:
            return (Choice.ACKNOWLEDGE, Choice.CLOSE, Choice.OVERTURN)
        case CaseState.ACKNOWLEDGED:
            return (Choice.CLOSE, Choice.OVERTURN)
        case CaseState.CLOSED | CaseState.OVERTURNED | CaseState.LAPSED | CaseState.WITHDRAWN:
            return ()
        case _:
            assert_never(case.state)
