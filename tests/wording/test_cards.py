"""What the admins are told, word for word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from worded import BOOK, ENGLAND, LARKRISE, NOW, SENT, case, earlier, incident, note_to, said, support

from bot.case import Appeal, Case, CaseKind, CaseState
from bot.finding import Alert, Level, Span, Target, TargetKind
from bot.incident import Count, Incident, IncidentId
from bot.message import Media
from bot.notice import Notice, NoticeState
from bot.wording import letters
from bot.wording.casework import Before

DANGER = incident("threat", Level.DANGER, count=Count.NOTHING, weight=0)
ASKED = Appeal(words="It was a line from the panto!", asked_at=NOW)


def card(
    case: Case,
    *incidents: Incident,
    notices: tuple[Notice, ...] = (),
    appeals: dict[IncidentId, Appeal] | None = None,
    before: tuple[Before, ...] = (),
) -> str:
    return letters.card(
        BOOK,
        group=LARKRISE,
        place=ENGLAND,
        case=case,
        incidents=incidents,
        notices=notices,
        appeals=appeals or {},
        now=NOW,
        before=before,
    )


def test_a_card_opens_with_what_to_do_and_ends_with_what_the_bot_does_not_judge() -> None:
    first, last = earlier(7), incident(count=Count.FROZEN)

    text = card(case(), first, last, notices=(note_to(last, NoticeState.DELIVERED),), appeals={last.id: ASKED})

    assert text == (
        "Please have a kind word in private. Start with the worry, not with the words. Then “Close” the case.\n"
        "\n"
        "Case 12, opened Monday 9 March, 18:43.\n"
        "From: Sam\n"
        "Seems to be about: a member of staff (Year 4 teacher)\n"
        "\n"
        "1. Monday 2 March, 18:42: He is «an utter muppet», ask anyone\n"
        "Why: A hard word about a member of staff\n"
        "Note: none was sent.\n"
        "It counts until 1 April.\n"
        "\n"
        "2. Monday 9 March, 18:42: He is «an utter muppet», ask anyone\n"
        "Why: A hard word about a member of staff\n"
        "Note: arrived Monday 9 March, 18:43.\n"
        "It does not count while a person is asked.\n"
        "Sam asks a person (Monday 9 March, 18:43): It was a line from the panto!\n"
        "\n"
        "The words in « » are what a rule found.\n"
        "Could it be a false alarm: a quote, a joke, another person of that name?\n"
        "I do not judge intent or truth. People do.\n"
        "Please also offer a member of staff a kind word in private, if you know who it is. "
        "Never say who told you.\n"
        "“Close”: you have dealt with it. “Overturn”: I was wrong; it is wiped and the member is told."
    )


def test_a_quiet_card_says_that_the_bot_is_unsure_and_nobody_was_told() -> None:
    assert card(case(CaseKind.LOOK), incident(count=Count.NOTHING, weight=0)).startswith(
        "Please read this when you have time. I am not sure about it, and nobody else was told. "
        "“Close” it if there is nothing to do."
    )


def test_a_worry_about_an_adult_names_nobody_quotes_nothing_and_gives_the_route() -> None:
    worry = support("allegation", Alert.THIN, target=Target(TargetKind.STAFF, "staff:1"))

    assert card(case(CaseKind.WORRY), worry) == (
        "A serious worry about an adult was raised in the chat. "
        "Do not look into it yourselves, and do not ask the group for more.\n"
        "If a child is in danger now, call 999.\n"
        "This is the route:\n"
        "1. the head teacher\n"
        "2. the chair of governors\n"
        "3. the council's LADO\n"
        "\n"
        "Case 12, opened Monday 9 March, 18:43.\n"
        "My note to the member says whom to turn to. Nothing of what was said is in this card."
    )


def test_a_worry_about_the_head_does_not_go_to_the_head() -> None:
    worry = support("allegation", Alert.THIN, target=Target(TargetKind.STAFF, "staff:2"))

    assert "1. the chair of governors\n2. the council's LADO\n" in card(case(CaseKind.WORRY), worry)


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (NoticeState.QUEUED, "Note: goes out Monday 9 March, 18:43."),
        (NoticeState.WAITING, "Note: not opened yet. The member may not know."),
        (NoticeState.DELIVERED, "Note: arrived Monday 9 March, 18:43."),
        (NoticeState.VOID, "Note: reached nobody."),
    ],
)
def test_a_card_says_how_far_the_note_has_got(state: NoticeState, line: str) -> None:
    about = incident()

    assert line in card(case(), about, notices=(note_to(about, state),)).splitlines()


def test_a_note_about_danger_waits_for_an_acknowledgement() -> None:
    notices = (note_to(DANGER, NoticeState.QUEUED),)

    assert "Note: goes out once one of you has acknowledged, at the latest Monday 9 March, 18:43." in card(
        case(CaseKind.DANGER), DANGER, notices=notices
    )


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (CaseState.ACKNOWLEDGED, "An admin has it: Monday 9 March, 18:43."),
        (CaseState.CLOSED, "Closed: Monday 9 March, 18:43."),
        (CaseState.OVERTURNED, "Overturned: Monday 9 March, 18:43. The bot was wrong, and the words are wiped."),
        (CaseState.LAPSED, "Lapsed. Nobody decided in time, so nothing counts."),
        (CaseState.WITHDRAWN, "Withdrawn. The member took the message back."),
    ],
)
def test_a_card_says_what_became_of_the_case(state: CaseState, line: str) -> None:
    decided = replace(case(state=state), acknowledged_at=NOW, decided_at=NOW)

    assert card(decided, incident()).splitlines()[3] == line


def test_what_was_wiped_is_not_made_up() -> None:
    wiped = incident(messages=(said(None),), count=Count.CLEARED)

    assert "1. Monday 9 March, 18:42: (not kept)" in card(case(), wiped).splitlines()


def test_a_child_is_shown_by_a_letter_and_a_number_by_its_end() -> None:
    words = replace(said("It is KAYDEN again, ring 07700 900123 or kayden's mum"), spans=(Span(6, 12),))
    about = incident(messages=(words,), target=Target(TargetKind.PUPIL, "name:kayden"))

    assert "It is «K•••••» again, ring ••••• ••••23 or k•••••'s mum" in card(case(), about)


def test_a_card_says_what_was_with_the_words() -> None:
    with_photos = said(media=frozenset({Media.POLL, Media.VOICE, Media.PHOTO}), is_forwarded=True)
    wordless = said(None, media=frozenset({Media.VIDEO}))

    lines = card(case(), incident(messages=(with_photos, wordless))).splitlines()

    assert lines[6:8] == [
        "1. Monday 9 March, 18:42 (passed on) [photo] [voice message] [poll]: He is «an utter muppet», ask anyone",
        "1. Monday 9 March, 18:42 [video]: (not kept)",
    ]


def test_a_card_says_what_its_poster_was_told_before_by_day_and_rule() -> None:
    known = ((SENT - timedelta(days=ago), f"Rule {ago}") for ago in (9, 8, 7, 6))
    before: tuple[Before, ...] = (*known, (SENT, None))

    told = "Earlier notes to them: 1 March (Rule 8), 2 March (Rule 7), 3 March (Rule 6) and 9 March."
    assert told in card(case(CaseKind.SERIOUS), incident(), before=before).splitlines()


def test_an_alert_says_what_was_with_the_words() -> None:
    seen = incident("threat", Level.DANGER, messages=(said(media=frozenset({Media.FILE})),), count=Count.NOTHING)

    text = letters.alert(
        BOOK, group=LARKRISE, place=ENGLAND, case=case(CaseKind.DANGER), incidents=(seen,), times_told=0, now=NOW
    )

    assert "Case 12. Sam, Monday 9 March, 18:42 [file]:" in text.splitlines()


def test_a_card_fits_one_message_and_says_how_many_more_there_are() -> None:
    many = tuple(incident(at=SENT + timedelta(days=day), messages=(said("🦄" * 280),)) for day in range(30))

    text = card(case(), *many)

    assert len(text.encode("utf-16-le")) // 2 <= 2000
    assert "… and 22 more messages." in text
    assert "30. Monday 9 March" in text


def test_a_message_in_many_bits_is_cut_too() -> None:
    bits = tuple(said("word " * 50, at=SENT + timedelta(seconds=here)) for here in range(40))

    assert "… and 35 more messages." in card(case(), incident(messages=bits))


def test_whoever_is_asked_reads_the_member_before_the_bot() -> None:
    frozen = incident(count=Count.FROZEN)

    text = letters.appeal(BOOK, group=LARKRISE, place=ENGLAND, case=case(), incident=frozen, appeal=ASKED, now=NOW)

    assert text == (
        "A member says that I was wrong. Please decide: “Overturn” or “The note stays”.\n"
        "It does not count while you decide.\n"
        "They were told to expect an answer by 12 March.\n"
        "It belongs to case 12.\n"
        "\n"
        "From: Sam\n"
        "Seems to be about: a member of staff (Year 4 teacher)\n"
        "\n"
        "Sam asks a person (Monday 9 March, 18:43): It was a line from the panto!\n"
        "1. Monday 9 March, 18:42: He is «an utter muppet», ask anyone\n"
        "Why: A hard word about a member of staff\n"
        "\n"
        "The words in « » are what a rule found.\n"
        "Could it be a false alarm: a quote, a joke, another person of that name?\n"
        "You are asked because you have no tie to it that I know of. If you do have one, please leave it to others."
    )


def test_who_gave_no_words_is_not_given_any() -> None:
    text = letters.appeal(
        BOOK,
        group=LARKRISE,
        place=ENGLAND,
        case=None,
        incident=incident(),
        appeal=replace(ASKED, words=None),
        now=NOW,
    )

    assert "Sam asks a person (Monday 9 March, 18:43): (no words of their own)" in text.splitlines()


def test_the_admins_who_were_told_hear_that_the_bot_was_wrong() -> None:
    told = {
        "the case": letters.overturned_case(BOOK, case=case(state=CaseState.OVERTURNED)),
        "one of its messages": letters.overturned_case(BOOK, case=case()),
        "no case": letters.overturned_case(BOOK, case=None),
    }

    assert told == {
        "the case": (
            "Case 12 is withdrawn: the bot was wrong. A person has checked. "
            "Its words are wiped, and nothing counts against the member."
        ),
        "one of its messages": (
            "The bot was wrong about one message in case 12. A person has checked. "
            "Its words are wiped, and it does not count."
        ),
        "no case": (
            "The bot was wrong about one message. A person has checked. Its words are wiped, and it does not count."
        ),
    }


def test_what_was_taken_back_leaves_nothing_to_do() -> None:
    assert letters.withdrawn(BOOK, case=case()) == (
        "Case 12 is withdrawn. The member took the message back in time. "
        "There is nothing left to do, and its words are wiped."
    )


def test_a_member_who_wants_to_talk_is_named_to_an_admin_and_not_quoted() -> None:
    assert letters.talk(BOOK, group=LARKRISE, incident=support("distress", Alert.NONE), now=NOW) == (
        "A member would like to talk to an admin. It is about their message of Monday 9 March, 18:42. "
        "Please write to Sam in private."
    )


@pytest.mark.parametrize(
    ("notes", "opening"),
    [
        (1, "1 private note has waited a day and is still unopened."),
        (2, "2 private notes have waited a day and are still unopened."),
    ],
)
def test_a_note_that_waits_does_not_say_whose_it_is(notes: int, opening: str) -> None:
    assert letters.waiting(BOOK, notes=notes) == (
        f"{opening} I do not say whose. Please remind the whole group to press “Anything for me?” on the pinned notice."
    )
