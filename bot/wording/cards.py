"""What the admins are told: cases, alerts, people who ask a person, and what is over."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import assert_never

from bot.case import Appeal, Case, CaseKind, CaseState
from bot.finding import Target
from bot.group import Group
from bot.incident import Count, Incident, IncidentId, Said
from bot.ladder import terms
from bot.ladder.reminding import appeal_is_due, reminders
from bot.ladder.terms import DANGER_NOTE_AFTER, WINDOW
from bot.notice import Notice, NoticeKind, NoticeState
from bot.place import ContactKind, Place
from bot.wording import casework, contacts, dates, mentions
from bot.wording.casework import Before
from bot.wording.phrasebook import Phrasebook
from bot.wording.receipts import ANSWER
from bot.wording.shown import plain, quote

LIMIT = 2000
"""Letters a Discord message holds, counted the stricter way (an emoji is two); Telegram's 4,096 is no bound then."""
EXCERPTS = (1600, 800, 400, 280, 160, 80, 40)
"""Letters of each excerpt, tried in turn until everything fits."""
SAID = 5  # messages of one incident shown; more only when somebody posts in bits
ROLE, REASON, OWN_WORDS = 60, 160, 600


def card(
    book: Phrasebook,
    *,
    group: Group,
    place: Place,
    case: Case,
    incidents: tuple[Incident, ...],
    notices: tuple[Notice, ...],
    appeals: Mapping[IncidentId, Appeal],
    now: datetime,
    before: tuple[Before, ...] = (),
) -> str:
    """One case, from what to do down to what the bot does not judge. `incidents` and `before`: oldest first."""
    view = _View(book, group, place, now)
    if case.kind is CaseKind.WORRY:
        return "\n".join(view.worry(case, incidents))
    is_crowd = case.kind is CaseKind.CROWD
    head = [
        view.brought(incidents) or view.task(case),
        "",
        *view.case(case),
        *(() if is_crowd else view.people(incidents[-1])),
        *casework.noted_before(book, group=group, before=before, now=now),
    ]

    def body(incident: Incident, number: int, most: int) -> str:
        asked = appeals.get(incident.id)
        parts = [view.incident(incident, number, most), *view.outcome(case, incident, notices)]
        whose = view.people(incident) if is_crowd else ()
        return "\n".join((*whose, *parts, *(view.appeal(incident, asked, most) if asked else ())))

    if reminders(case, now):
        head.insert(0, book.say("card.again"))
    head += casework.done(book, group=group, case=case, now=now)
    tail = [book.say("card.marked"), book.say("card.doubt"), book.say("card.limits")]
    tail += casework.support(book, case=case, incident=incidents[-1])
    if is_crowd and case.is_open and case.calmed_at is None:
        tail.append(book.say("card.calm-option"))
    if case.is_open:
        tail.append(book.say("card.options"))
    return _fitted(book, head, incidents, body, tail)


def alert(
    book: Phrasebook,
    *,
    group: Group,
    place: Place,
    case: Case,
    incidents: tuple[Incident, ...],
    times_told: int,
    now: datetime,
) -> str:
    """Danger or a life at risk. `times_told`: how often they have been told before, 0 the first time."""
    view = _View(book, group, place, now)
    head = [book.say("alert.risk" if case.kind is CaseKind.RISK else "alert.danger")]
    if times_told:
        head.append(book.say("alert.again", times=book.amount("times", times_told)))
    head.append(book.say("alert.call", emergency=place.emergency))
    if place.police and case.kind is not CaseKind.RISK:
        head.append(book.say("alert.police", police=place.police))
    head.append(book.say("alert.ack"))
    if case.kind is CaseKind.RISK:
        head.append(book.say("alert.contact"))
        safeguarding = contacts.named(book, group, place, ContactKind.SAFEGUARDING)
        head.append(book.say("alert.safeguarding", contact=safeguarding))

    def body(incident: Incident, number: int, most: int) -> str:  # noqa: ARG001  # the same shape as a card's
        return "\n".join(view.alarm(case, incident, most))

    tail = [book.say("alert.kept")]
    if case.kind is CaseKind.DANGER:
        tail.append(book.say("alert.untold", grace=dates.span(book, DANGER_NOTE_AFTER)))
    return _fitted(book, head, incidents, body, tail)


def appeal(
    book: Phrasebook,
    *,
    group: Group,
    place: Place,
    case: Case | None,
    incident: Incident,
    appeal: Appeal,
    now: datetime,
) -> str:
    """To an admin who may decide: what the member says, before what the bot found."""
    view = _View(book, group, place, now)
    head = [book.say("appeal.decide")]
    if incident.count is Count.FROZEN:
        head.append(book.say("appeal.frozen"))
    head.append(book.say("appeal.by", date=dates.day(book, appeal.asked_at + ANSWER, now, group.timezone)))
    if appeal_is_due(appeal, now):
        head.insert(0, book.say("card.again"))
    if case is not None:
        head.append(book.say("appeal.case", case=str(case.number)))
    head += ["", *view.people(incident)]

    def body(incident: Incident, number: int, most: int) -> str:
        return "\n".join((*view.appeal(incident, appeal, most), view.incident(incident, number, most)))

    tail = [book.say("card.marked"), book.say("card.doubt"), book.say("appeal.limits")]
    return _fitted(book, head, (incident,), body, tail)


class _View:
    """One group's cases as its admins see them at one moment."""

    def __init__(self, book: Phrasebook, group: Group, place: Place, now: datetime) -> None:
        self._book = book
        self._group = group
        self._place = place
        self._now = now

    def task(self, case: Case) -> str:
        return self._book.say(f"card.{case.kind.value}", emergency=self._place.emergency)

    def brought(self, incidents: tuple[Incident, ...]) -> str | None:
        """What to do when a member, and no rule, is why there is a case."""
        match incidents[-1].chief.rule:
            case terms.REPORTED_RULE:
                return self._book.say("card.reported")
            case terms.ASKED_RULE:
                by = dates.day(self._book, incidents[-1].posted_at + ANSWER, self._now, self._group.timezone)
                return self._book.say("card.asked", date=by)
            case _:
                return None

    def case(self, case: Case) -> Iterator[str]:
        yield self._book.say("card.opened", case=str(case.number), when=self._moment(case.opened_at))
        at = case.acknowledged_at if case.state is CaseState.ACKNOWLEDGED else case.decided_at
        if case.state is not CaseState.OPEN:
            yield self._book.say(f"card.state-{case.state.value}", when=self._moment(at) if at else None)

        if case.calmed_at is not None:
            yield self._book.say("card.calmed", when=self._moment(case.calmed_at))

    def people(self, incident: Incident) -> Iterator[str]:
        yield self._book.say("card.member", name=mentions.poster(incident))
        yield self._about(incident)

    def incident(self, incident: Incident, number: int, most: int) -> str:
        """Its messages and why they are here."""
        lines = [
            self._book.say(
                "card.said",
                n=str(number),
                when=self._moment(said.sent_at),
                marks=mentions.marks(self._book, said),
                excerpt=self._excerpt(incident, said, most),
            )
            for said in incident.said[:SAID]
        ]
        return "\n".join((*lines, *self._more(incident), self._why(incident)))

    def alarm(self, case: Case, incident: Incident, most: int) -> Iterator[str]:
        for said in incident.said[:SAID]:
            when = self._moment(said.sent_at)
            name, marks = mentions.poster(incident), mentions.marks(self._book, said)
            yield self._book.say("alert.case", case=str(case.number), name=name, when=when, marks=marks)
            yield self._excerpt(incident, said, most) or self._book.gaps["excerpt"]
        yield from self._more(incident)
        if case.kind is CaseKind.DANGER:
            yield self._about(incident)
        yield self._why(incident)

    def outcome(self, case: Case, incident: Incident, notices: tuple[Notice, ...]) -> Iterator[str]:
        """Whether its note arrived, and what became of its count."""
        notes = tuple(n for n in notices if n.kind is NoticeKind.NOTE and n.incident == incident.id)
        if notes:
            yield self._arrival(case, notes[-1])
        else:
            yield self._book.say("card.note-none")
        match incident.count:
            case Count.NOTHING | Count.PROVISIONAL | Count.LAPSED | Count.CLOSED:
                pass
            case Count.COUNTED | Count.FROZEN | Count.CLEARED | Count.OVERTURNED | Count.VOID:
                until = dates.day(self._book, incident.posted_at + WINDOW, self._now, self._group.timezone)
                yield self._book.say(f"card.count-{incident.count.value}", until=until)
            case _:
                assert_never(incident.count)

    def appeal(self, incident: Incident, asked: Appeal, most: int) -> Iterator[str]:
        words = plain(asked.words or "", min(OWN_WORDS, most))
        name = mentions.poster(incident)
        yield self._book.say("card.appeal", name=name, when=self._moment(asked.asked_at), words=words)
        if asked.upheld is not None:
            yield self._book.say("card.appeal-upheld" if asked.upheld else "card.appeal-stays")

    def worry(self, case: Case, incidents: tuple[Incident, ...]) -> Iterator[str]:
        """Names nobody and quotes nothing."""
        yield self.task(case)
        yield self._book.say("card.worry-now", emergency=self._place.emergency)
        about = incidents[-1].chief.target
        route = tuple(contacts.route(self._book, self._group, self._place, about))
        if route:
            yield self._book.say("card.worry-route")
            yield from (f"{step}. {contact}" for step, contact in enumerate(route, 1))
        yield ""
        yield from self.case(case)
        yield self._book.say("card.worry-member")

    def _about(self, incident: Incident) -> str:
        role = self._role(incident.chief.target)
        about = mentions.whom(self._book, incident)
        return self._book.say("card.about-role" if role else "card.about", whom=about, role=role)

    def _arrival(self, case: Case, note: Notice) -> str:
        match note.state:
            case NoticeState.QUEUED | NoticeState.SENDING:
                held = case.kind is CaseKind.DANGER and case.state is CaseState.OPEN
                return self._book.say("card.note-held" if held else "card.note-queued", when=self._moment(note.due_at))
            case NoticeState.VOID:
                return self._book.say("card.note-void")
            case NoticeState.WAITING if note.delivered_at is None:
                return self._book.say("card.note-waiting")
            # One that was seen where it vanishes again has arrived, and waits to be read at leisure.
            case NoticeState.DELIVERED | NoticeState.ACKNOWLEDGED | NoticeState.WAITING:
                at = note.delivered_at
                return self._book.say("card.note-delivered", when=self._moment(at) if at else None)
            case _:
                assert_never(note.state)

    def _why(self, incident: Incident) -> str:
        chief = incident.chief
        return self._book.say("card.why", reason=plain(chief.reason, REASON))

    def _more(self, incident: Incident) -> Iterator[str]:
        if len(incident.said) > SAID:
            yield self._book.amount("more-messages", len(incident.said) - SAID)

    def _excerpt(self, incident: Incident, said: Said, most: int) -> str | None:
        return quote(said.excerpt, said.spans, most, mentions.child(incident)) if said.excerpt else None

    def _role(self, target: Target) -> str | None:
        """What a member of staff does; admins see the part, not the name."""
        person = self._group.register.member(target.key) if target.key else None
        return plain(person.role, ROLE) if person is not None else None

    def _moment(self, at: datetime) -> str:
        return dates.moment(self._book, at, self._now, self._group.timezone)


def _fitted(
    book: Phrasebook,
    head: list[str],
    incidents: tuple[Incident, ...],
    body: Callable[[Incident, int, int], str],
    tail: list[str],
) -> str:
    """As much as one message holds: fewer letters of each excerpt first, then fewer messages, the latest kept."""

    def laid_out(shown: int, most: int) -> str:
        hidden = len(incidents) - shown
        blocks = (body(incident, hidden + place, most) for place, incident in enumerate(incidents[hidden:], 1))
        more = [book.amount("more-messages", hidden)] if hidden else []
        return "\n".join((*head, *more, "", "\n\n".join(blocks), "", *tail))

    # From the end: how many fit is soon exceeded, and a case of hundreds costs no more than one of ten.
    shown = 1
    while shown < len(incidents) and _size(laid_out(shown + 1, EXCERPTS[-1])) <= LIMIT:
        shown += 1
    texts = (laid_out(shown, most) for most in EXCERPTS)
    return next((text for text in texts if _size(text) <= LIMIT), laid_out(shown, EXCERPTS[-1]))


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
