"""No name, school, contact, role or message can make a text fail, grow too long or show what it should not."""

from dataclasses import replace
from datetime import timedelta
from unicodedata import category

from hypothesis import given, settings
from hypothesis import strategies as st
from worded import BLANK, BOOK, ENGLAND, HISTORIES, LARKRISE, NOW, SENT, case, incident, note_to, said

from bot.case import Appeal, CaseKind
from bot.finding import Level, Span, Target, TargetKind
from bot.group import Contact
from bot.incident import Incident
from bot.notice import NoticeState
from bot.people.register import Register, StaffMember
from bot.wording import letters
from bot.wording.letters import Standing
from bot.wording.lint import MEMBER_WORDS, words

WILD = st.text(max_size=300) | st.sampled_from(
    [
        "{name}",
        "{",
        "}}",
        "{0.__class__}",
        "%s",
        "سام {until}",
        "\u202eevil",
        "👩\u200d👧" * 40,
        "a " * 150,
        "\x00",
        "…",
    ]
)
OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e")
"""Signs that turn what stands after them round."""
MOMENTS = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400))
SHOWN = settings(max_examples=40, deadline=None)


@SHOWN
@given(
    name=WILD,
    office=WILD,
    link=st.none() | WILD,
    wording=st.sampled_from(["insult", "doxxing", "naming", "rumour", "no-such"]),
    level=st.sampled_from([Level.POINTER, Level.REMINDER, Level.SERIOUS, Level.DANGER, Level.SUPPORT]),
    history=st.sampled_from(HISTORIES),
    later=MOMENTS,
)
def test_any_note_can_be_written_and_read(
    name: str,
    office: str,
    link: str | None,
    wording: str,
    level: Level,
    history: tuple[Standing, tuple[Incident, ...]],
    later: timedelta,
) -> None:
    standing, before = history
    group = replace(LARKRISE, contacts=(Contact(kind="school-office", text=office, link=link),))
    about = incident(wording, level, name=name)
    for place in (ENGLAND, BLANK):
        text = letters.note(
            BOOK, group=group, place=place, incident=about, earlier=before, standing=standing, now=NOW + later
        )

        assert len(words(text)) <= MEMBER_WORDS
        assert {sign for sign in text if category(sign) in {"Cc", "Cs"} or sign in OVERRIDES} <= {"\n"}


@SHOWN
@given(
    name=WILD,
    role=WILD,
    text=WILD,
    own=st.none() | WILD,
    reason=WILD,
    many=st.integers(1, 40),
    start=st.integers(0, 300),
)
def test_any_card_fits_one_message(
    name: str, role: str, text: str, own: str | None, reason: str, many: int, start: int
) -> None:
    group = replace(LARKRISE, school=name, register=Register((StaffMember(key="staff:1", name=name, role=role),)))
    words_of_it = replace(said(text), spans=(Span(start, start + 9),))
    about = tuple(
        incident(at=SENT + timedelta(minutes=here), name=name, messages=(words_of_it,) * 7) for here in range(many)
    )
    about = tuple(replace(each, findings=(replace(each.chief, reason=reason),)) for each in about)
    asked = Appeal(words=own, asked_at=NOW)
    notices = (note_to(about[0], NoticeState.WAITING),)
    kinds = list(CaseKind)

    texts = [
        letters.card(
            BOOK,
            group=group,
            place=ENGLAND,
            case=case(kind),
            incidents=about,
            notices=notices,
            appeals={each.id: asked for each in about},
            now=NOW,
        )
        for kind in kinds
    ]
    texts += [
        letters.alert(BOOK, group=group, place=ENGLAND, case=case(kind), incidents=about, times_told=9, now=NOW)
        for kind in kinds
    ]
    texts.append(
        letters.appeal(BOOK, group=group, place=ENGLAND, case=case(), incident=about[0], appeal=asked, now=NOW)
    )

    assert max(len(each.encode("utf-16-le", "surrogatepass")) // 2 for each in texts) <= 2000


@SHOWN
@given(school=WILD, kind=st.sampled_from(["school-office", "policies", "nonsense"]), text=WILD)
def test_any_school_can_be_named_in_the_group(school: str, kind: str, text: str) -> None:
    group = replace(LARKRISE, school=school, contacts=(Contact(kind=kind, text=text),))

    assert letters.pinned(BOOK, group=group, place=ENGLAND)
    assert letters.joining(BOOK, group=group)
    assert letters.where(BOOK, group=group, place=BLANK)


@SHOWN
@given(key=st.none() | WILD, text=WILD)
def test_any_target_can_be_hidden(key: str | None, text: str) -> None:
    about = incident(messages=(said(text),), target=Target(TargetKind.PUPIL, None if key is None else f"name:{key}"))

    assert letters.card(
        BOOK, group=LARKRISE, place=BLANK, case=case(), incidents=(about,), notices=(), appeals={}, now=NOW
    )
