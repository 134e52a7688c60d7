"""What everybody in a group may read, word for word."""

from dataclasses import replace

from worded import BLANK, BOOK, ENGLAND, LARKRISE

from bot.group import Contact
from bot.wording import letters

POLICIES = Contact(kind="policies", text="the policies page", link="https://larkrise.example/policies")


def test_the_pinned_notice_says_what_the_bot_does_and_what_it_leaves_alone() -> None:
    assert letters.pinned(BOOK, group=LARKRISE, place=ENGLAND).split("\n\n") == [
        "This group has a quiet helper bot. It is here so that nobody in our school community gets hurt.",
        "You are free to say what you think of school, good or bad. The bot leaves that alone.",
        "If a message may hurt someone, the bot writes to its sender only, never in the group.",
        (
            "A note says if it counts. When three count in 30 days, the admins are asked to look. "
            "If something is serious or someone may be in danger, they are told at once."
        ),
        "People decide, not the bot. Each note has a button, “Ask a person”.",
        (
            "The bot reads each message and forgets it. "
            "It keeps only what it wrote a note or asked the admins about, and only for a time."
        ),
        "Press “Anything for me?” to see if a note waits for you. Nobody else sees the answer.",
        "Send /rules to see what it looks for.",
        "Private is not hidden. Others can take a picture of what we write here.",
        "Worried about something at school? Ask the school office, 01632 960142.",
    ]


def test_the_pinned_notice_names_the_day_of_a_change_and_the_languages_there_are() -> None:
    text = letters.pinned(BOOK, group=LARKRISE, place=ENGLAND, changed="2 March", languages=("en", "pl"))

    assert text.split("\n\n")[-3:] == [
        "The admins last changed the rules on 2 March. /rules shows what is new.",
        "Worried about something at school? Ask the school office, 01632 960142.",
        "English: /language en · polski: /language pl",
    ]
    assert "\n\n\n" not in letters.pinned(BOOK, group=LARKRISE, place=ENGLAND, languages=("en",))


def test_who_joins_is_told_how_notes_reach_them() -> None:
    assert letters.joining(BOOK, group=LARKRISE).split("\n\n") == [
        "Welcome to the parents' group of Larkrise Primary School.",
        "It has a quiet helper bot, which is me. If a message of yours may hurt someone, I write to you alone.",
        "Please write to me once in private, so that my notes can reach you there.",
        "You are free to say what you think of school. I leave that alone.",
    ]


def test_where_to_raise_it_follows_the_places_steps() -> None:
    group = replace(LARKRISE, contacts=(*LARKRISE.contacts, POLICIES))

    assert letters.where(BOOK, group=group, place=ENGLAND) == (
        "How to raise a worry with the school:\n"
        "1. Start with the class teacher.\n"
        "2. If you are not sure whom to ask, try the school office, 01632 960142.\n"
        "3. If it is not sorted out, or it is serious, tell the head teacher.\n"
        "4. To put it in writing, use the school's complaints procedure.\n"
        "5. If it is about the head, write to the chair of governors.\n"
        "6. If the school has answered and you still disagree, there is the Department for Education "
        "(https://www.gov.uk/complain-about-school).\n"
        "For a worry about a child's safety: the school's Designated Safeguarding Lead.\n"
        "To read for yourself: the policies page (https://larkrise.example/policies).\n"
        "If a child is in danger now, call 999."
    )


def test_where_nothing_is_known_of_the_place_the_school_remains() -> None:
    assert letters.where(BOOK, group=replace(LARKRISE, contacts=()), place=BLANK) == (
        "How to raise a worry with the school:\n"
        "1. Start with the class teacher.\n"
        "2. If you are not sure whom to ask, try the school office.\n"
        "3. If it is not sorted out, or it is serious, tell the head teacher.\n"
        "4. To put it in writing, use the school's complaints procedure.\n"
        "For a worry about a child's safety: the person in charge of child safety at school.\n"
        "To read for yourself: the school's policies.\n"
        "If a child is in danger now, call the emergency services."
    )
