"""What a member is told about what they wrote, word for word."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from worded import (
    BLANK,
    BOOK,
    ENGLAND,
    LARKRISE,
    NOW,
    SENT,
    TOMORROW,
    earlier,
    incident,
    note,
    said,
    support,
)

from bot.finding import Alert, Level, Target, TargetKind
from bot.group import Contact
from bot.incident import Count, Incident
from bot.wording import letters
from bot.wording.letters import Standing
from bot.wording.lint import words

HEAD = Target(TargetKind.STAFF, "staff:2")


def test_a_first_reminder_says_what_counts_until_when_and_who_would_see_an_answer() -> None:
    assert note(incident()) == (
        "Hi Sam. I am this group's helper bot. Only you get this.\n"
        "\n"
        "Your message at 18:42 may come across as hurtful about a member of staff. "
        "Typed words can land harder than we mean.\n"
        "\n"
        "It counts until 8 April. When three count, I tell the admins.\n"
        "\n"
        "Change it or take it down within 15 minutes and it will not count.\n"
        "\n"
        "Worried about school? Ask the school office, 01632 960142.\n"
        "\n"
        "Not right? Tap “Ask a person”: an admin with no tie to it will see it."
    )


def test_a_later_reminder_tells_the_true_history_by_its_dates() -> None:
    assert note(incident(), earlier(7), standing=Standing.LATER) == (
        "Hi Sam. Only you get this.\n"
        "\n"
        "Your message at 18:42 may come across as hurtful about a member of staff.\n"
        "\n"
        "Two of your messages count now: 2 March, and this one until 8 April. "
        "If one more counts before 1 April, I tell the admins.\n"
        "\n"
        "Change it or take it down within 15 minutes and it will not count.\n"
        "\n"
        "Worried about school? Ask the school office, 01632 960142.\n"
        "\n"
        "Not right? Tap “Ask a person”: an admin with no tie to it will see it."
    )


def test_what_did_not_come_to_count_is_not_held_against_anybody() -> None:
    void = (earlier(9, Count.CLEARED), earlier(8, Count.VOID), earlier(6, Count.FROZEN), earlier(5, Count.OVERTURNED))

    assert "Two of your messages count now: 2 March, and" in note(
        incident(), *void, earlier(7), standing=Standing.LATER
    )


def test_the_reminder_that_opens_a_case_says_so() -> None:
    text = note(incident(), earlier(7), earlier(4), standing=Standing.OPENS_CASE)

    assert text.split("\n\n") == [
        "Hi Sam.",
        (
            "Your message at 18:42 may come across as hurtful about a member of staff. "
            "Typed words can land harder than we mean."
        ),
        (
            "Three of your messages count now: 2 March and 5 March, and this one until 8 April. "
            "So I have told the admins. They decide, not me."
        ),
        "Change it or take it down within 15 minutes and it will not count.",
        "Worried about school? Ask the school office, 01632 960142.",
        "Not right? Tap “Ask a person”: an admin with no tie to it will see it.",
    ]


def test_the_reminder_that_joins_a_case_says_that_the_admins_are_looking_already() -> None:
    text = note(incident(), earlier(7), earlier(4), standing=Standing.JOINS_CASE)

    assert text.split("\n\n")[2] == (
        "The group's admins are already looking at messages of yours. This one joins them. It counts until 8 April."
    )


def test_a_message_from_before_the_last_note_arrived_does_not_count_and_hears_so() -> None:
    text = note(incident(count=Count.NOTHING, weight=0), earlier(0), standing=Standing.LATER)

    assert text.split("\n\n")[2:4] == [
        "It does not count, as you wrote it before my last note reached you.",
        "Please change it or take it down.",
    ]


def test_after_two_clears_no_third_is_promised() -> None:
    before = tuple(replace(earlier(ago, Count.CLEARED), delivered_at=NOW) for ago in (9, 8))
    untold = tuple(replace(each, delivered_at=None) for each in before)

    assert note(incident(), *before).split("\n\n")[3] == "Please change it or take it down."
    assert "will not count" in note(incident(), *before[:1])
    assert "will not count" in note(incident(), *untold)


def test_a_pointer_is_not_a_reproach_and_counts_nothing() -> None:
    pointer = incident("naming", Level.POINTER, count=Count.NOTHING, weight=0, signpost=("complaints",))

    assert note(pointer).split("\n\n") == [
        "Hi Sam. I am this group's helper bot. Only you get this.",
        "This is just a pointer. It does not count, and no admin was told.",
        (
            "You are free to say what you think of school. "
            "A worry about one person gets sorted sooner when the school hears it first."
        ),
        "To raise it with the school, see the school's complaints procedure.",
        "Not right? Tap “Ask a person”: an admin with no tie to it will see it.",
    ]


def test_something_serious_is_said_plainly() -> None:
    serious = incident("intimidation", Level.SERIOUS, weight=2, target=Target(TargetKind.PARENT, "member:p2"))

    assert note(serious, standing=Standing.OPENS_CASE).split("\n\n") == [
        "Your message at 18:42 may leave another parent feeling unsafe. Please take it down.",
        (
            "I have told the group's admins, so that a person can look. They decide what happens next, not me. "
            "It counts as two until 8 April."
        ),
        "Worried about school? Ask the school office, 01632 960142.",
        "Not right? Tap “Ask a person”: an admin with no tie to it will see it.",
    ]


def test_a_note_about_danger_says_who_knows_and_whom_to_call() -> None:
    danger = incident("threat", Level.DANGER, count=Count.NOTHING, weight=0)

    assert note(danger).split("\n\n") == [
        "Your message at 18:42 could make someone feel unsafe. Please take it down now.",
        "I have told the group's admins, and they can see what it said.",
        "If anyone is in danger now, call 999.",
        "If you are upset and want to talk, any admin can listen.",
        "Not right? Tap “Ask a person”: an admin with no tie to it will see it.",
    ]


def test_somebody_who_says_that_a_child_was_hurt_is_sent_to_people_who_can_act() -> None:
    allegation = support("allegation", Alert.THIN, "head", "chair", "child-helpline", "emergency")

    assert note(allegation).split("\n\n") == [
        "Your message at 18:42 may be about a child hurt by an adult. This needs people who can act.",
        "Please tell the head teacher.",
        "If it is about the head, tell the chair of governors.",
        "You can also call the NSPCC on 0808 800 5000.",
        "If anyone is in danger now, call 999.",
        "Please keep it out of the chat now.",
        "The admins know that a serious worry was raised. It does not count.",
        "Misread? Tap “Ask a person”: an admin with no tie to it will see it.",
    ]


def test_an_allegation_about_the_head_goes_to_the_chair_first() -> None:
    about_the_head = support("allegation", Alert.THIN, "head", "chair", "emergency", target=HEAD)

    assert note(about_the_head).split("\n\n")[1:3] == [
        "Please tell the chair of governors.",
        "If anyone is in danger now, call 999.",
    ]


def test_somebody_in_distress_decides_alone_whether_an_admin_hears_of_it() -> None:
    assert note(support("distress", Alert.NONE, "distress-helpline", "emergency")).split("\n\n") == [
        "I saw your message at 18:42. Things may be very hard for you right now. You do not have to face them alone.",
        "You can call Samaritans on 116 123, at any hour.",
        "If anyone is in danger now, call 999.",
        "I have told nobody. If you tap “Tell an admin”, an admin will hear that you would like to talk.",
        "Misread? Tap “Ask a person”: an admin with no tie to it will see it.",
    ]


def test_a_missing_child_cannot_wait() -> None:
    missing = support("missing-child", Alert.URGENT, "emergency", "school-office")

    assert note(missing).split("\n\n")[:3] == [
        "I saw your message at 18:42. If a child is missing, call 999 now. Do not wait.",
        "You can also ask the school office, 01632 960142.",
        "I have told the group's admins, so that someone can help.",
    ]


def test_somebody_afraid_at_home_is_offered_the_helpline() -> None:
    afraid = support("abuse-at-home", Alert.NONE, "emergency", "abuse-helpline")

    assert "You can call the National Domestic Abuse Helpline on 0808 2000 247, at any hour." in note(afraid)


@pytest.mark.parametrize(
    ("about", "now", "opening"),
    [
        pytest.param(incident(), NOW, "Your message at 18:42 may", id="today"),
        pytest.param(incident(), TOMORROW, "Your message on Monday 9 March at 18:42 may", id="another day"),
        pytest.param(
            incident(),
            SENT + timedelta(days=365),
            "Your message on Monday 9 March 2026 at 18:42 may",
            id="another year",
        ),
        pytest.param(
            incident(messages=(said(), said(at=SENT + timedelta(minutes=1)))),
            NOW,
            "Your messages at 18:42 may",
            id="in two parts",
        ),
        pytest.param(
            incident(messages=(said(is_forwarded=True),)), NOW, "What you shared at 18:42 may", id="passed on"
        ),
        pytest.param(
            incident(at=SENT.replace(month=7)), SENT.replace(month=7), "Your message at 18:42 may", id="in summer"
        ),
    ],
)
def test_a_message_is_named_by_its_time_on_the_groups_clock(about: Incident, now: datetime, opening: str) -> None:
    assert note(about, now=now).split("\n\n")[1].startswith(opening)


def test_a_reminder_sends_nobody_to_the_police_or_a_helpline() -> None:
    loud = incident("threat", signpost=("emergency", "police-non-emergency", "child-helpline", "head"))

    assert note(loud).split("\n\n")[4] == "Please tell the head teacher."


def test_a_text_an_older_rulebook_named_gives_way_to_a_general_one() -> None:
    assert "Your message at 18:42 may hurt or worry a member of staff." in note(incident("long-gone"))


def test_a_long_contact_gives_way_before_the_note_gets_too_long() -> None:
    office = Contact(kind="school-office", text="the office, " + "which is behind the bike sheds and " * 5)
    group = replace(LARKRISE, contacts=(office,))

    text = letters.note(
        BOOK,
        group=group,
        place=BLANK,
        incident=incident(),
        earlier=(earlier(7),),
        standing=Standing.LATER,
        now=TOMORROW,
    )

    assert "Worried about school? Ask the school office." in text
    assert len(words(text)) <= 90


def test_nobody_gets_a_note_at_a_level_that_has_none() -> None:
    with pytest.raises(ValueError, match="nobody gets a note at level look"):
        note(incident(level=Level.LOOK))


def test_in_shadow_mode_the_admins_see_the_note_and_not_the_name() -> None:
    text = letters.shadowed(
        BOOK, group=LARKRISE, place=ENGLAND, incident=incident(), earlier=(), standing=Standing.FIRST, now=NOW
    )

    assert text.split("\n\n")[:2] == [
        "Trial run: no member was told. Somebody would have got this note:",
        "Hello. I am this group's helper bot. Only you get this.",
    ]
    assert "Sam" not in text
