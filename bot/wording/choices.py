"""Which buttons go with what."""

from typing import assert_never

from bot.case import Act, Case, CaseKind, CaseState
from bot.finding import Alert, Level
from bot.incident import Incident
from bot.notice import Choice, NoticeKind

ASK = Choice.ASK_A_PERSON
TO_CHANGE = {
    NoticeKind.RESTED: (Choice.BRING_BACK,),
    NoticeKind.TRIAL: (Choice.GO_LIVE,),
    NoticeKind.TUNE: (Choice.NEVER, Choice.SOFTER),  # nobody who says "you were wrong" wants more of it
}


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
        case NoticeKind.CLEARED | NoticeKind.ASKED | NoticeKind.OVERTURNED | NoticeKind.NEW_YEAR:
            return ()
        case NoticeKind.TAKEN | NoticeKind.WITHDRAWN | NoticeKind.TALK | NoticeKind.WAITING | NoticeKind.UNREAD:
            return ()
        case NoticeKind.OPTIONS | NoticeKind.SECOND:
            find = _more if kind is NoticeKind.OPTIONS else _second
            return find(case) if case is not None and case.is_open else ()
        case NoticeKind.SHADOWED | NoticeKind.OWN_RULES | NoticeKind.WEEKLY | NoticeKind.CHECK | NoticeKind.TRIED:
            return ()
        case NoticeKind.RESTED | NoticeKind.TRIAL | NoticeKind.TUNE:
            return TO_CHANGE[kind]
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
        case CaseState.OPEN if case.kind in {CaseKind.LOOK, CaseKind.CROWD}:
            first: tuple[Choice, ...] = ()
        case CaseState.OPEN:
            first = (Choice.ACKNOWLEDGE,)
        case CaseState.ACKNOWLEDGED:
            first = ()
        case CaseState.CLOSED | CaseState.OVERTURNED | CaseState.LAPSED | CaseState.WITHDRAWN:
            return ()
        case _:
            assert_never(case.state)
    return (*first, *_ways(case), Choice.CLOSE, Choice.OVERTURN, *((Choice.MORE,) if _more(case) else ()))


def _ways(case: Case) -> tuple[Choice, ...]:
    match case.kind:
        case CaseKind.CROWD:
            return (Choice.CALM,) if case.calmed_at is None else ()
        case CaseKind.REPEATED | CaseKind.SERIOUS:
            return (Choice.FRIENDLY,)
        case CaseKind.LOOK | CaseKind.DANGER | CaseKind.RISK | CaseKind.WORRY:
            return ()
        case _:
            assert_never(case.kind)


def _more(case: Case) -> tuple[Choice, ...]:
    ticks = (Choice.ORDERLY, Choice.AT_RISK)
    rest = (Choice.CASE_FILE, Choice.NEVER, Choice.SOFTER, Choice.STRICTER)
    match case.kind:
        case CaseKind.WORRY:
            return ()  # not to be looked into: its card has the route
        case CaseKind.CROWD | CaseKind.RISK:
            return (Choice.PASS_ON, *ticks, *rest)
        case CaseKind.LOOK | CaseKind.REPEATED | CaseKind.SERIOUS | CaseKind.DANGER:
            pause = Choice.RESUME if is_paused(case) else Choice.PAUSE
            return (Choice.REMOVE, pause, Choice.PASS_ON, *ticks, *rest)
        case _:
            assert_never(case.kind)


def is_paused(case: Case) -> bool:
    last = case.last(Act.PAUSED, Act.RESUMED)
    return last is not None and last.act is Act.PAUSED


def _second(case: Case) -> tuple[Choice, ...]:
    last = case.last(Act.PAUSE_ASKED, Act.PAUSED, Act.RESUMED, Act.PASS_ASKED, Act.PASSED)
    match None if last is None else last.act:
        case Act.PAUSE_ASKED:
            return (Choice.PAUSE,)
        case Act.PAUSED:
            return (Choice.RESUME,)
        case Act.PASS_ASKED:
            return (Choice.PASS_ON,)
        case _:
            return ()
