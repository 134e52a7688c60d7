"""A profile is changed by words, whole or not at all, and every change can be put back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.desk.profile import KEYS, Change, Gap, change, gaps, value_of
from bot.errors import ProfileError
from bot.group import Contact, Group, Mode, Naming, QuietHours
from bot.message import GroupId
from bot.people.register import Register, StaffMember
from bot.place import names

TODAY = date(2026, 3, 2)
OFFICE = Contact(kind="school-office", text="The office, 01632 960001", checked_on=TODAY)
LARKRISE = Group(
    id=GroupId("larkrise"),
    school="Larkrise Primary School",
    contacts=(OFFICE,),
    register=Register((StaffMember(key="staff:1", name="Mrs Hall"),)),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("school= Larkrise   Academy ", replace(LARKRISE, school="Larkrise Academy")),
        ("place=blank", replace(LARKRISE, place="blank")),
        ("Timezone=europe/dublin", replace(LARKRISE, timezone=ZoneInfo("Europe/Dublin"))),
        ("naming=with-attack", LARKRISE),
        ("naming=strict", replace(LARKRISE, naming=Naming.STRICT)),
        ("mode=live", replace(LARKRISE, mode=Mode.LIVE)),
        ("mode=paused", replace(LARKRISE, mode=Mode.PAUSED)),
        ("quiet=21:30-06:45", replace(LARKRISE, quiet=QuietHours(start=time(21, 30), end=time(6, 45)))),
        ("quiet=off", replace(LARKRISE, quiet=QuietHours(start=time(0), end=time(0)))),
        ("admin-role=<@&77>", replace(LARKRISE, admin_role="<@&77>")),
        ("admin-role=", LARKRISE),
        ("school-office=", replace(LARKRISE, contacts=())),
        (
            "head=Mrs Hall, by appointment|https://larkrise.example/head",
            replace(
                LARKRISE,
                contacts=(
                    OFFICE,
                    Contact(
                        kind="head",
                        text="Mrs Hall, by appointment",
                        link="https://larkrise.example/head",
                        checked_on=TODAY,
                    ),
                ),
            ),
        ),
    ],
)
def test_a_setting_is_changed_and_can_be_put_back(words: str, expected: Group) -> None:
    changed, changes = change(LARKRISE, [words], TODAY)

    assert changed == expected
    assert changes == () or changes[0].after == value_of(changed, changes[0].key)
    back, _ = change(changed, [f"{each.key}={each.before}" for each in changes], TODAY)
    assert back == LARKRISE


def test_choosing_a_mode_ends_the_wait_for_another() -> None:
    waiting = replace(LARKRISE, live_from=datetime(2026, 3, 9, tzinfo=UTC))

    changed, _ = change(waiting, ["mode=shadow"], TODAY)

    assert changed.live_from is None


def test_only_what_differs_is_told() -> None:
    _, changes = change(LARKRISE, ["place=england", "naming=off"], TODAY)

    assert changes == (Change(key="naming", before="with_attack", after="off"),)


def test_every_mistake_is_told_and_nothing_changed() -> None:
    wanted = [
        "school=Other",
        "timezon=Europe/London",
        "timezone=Europe/Londn",
        "timezone=Larkrise",
        "place=mars",
        "naming=often",
        "mode",
        "quiet=22:00",
        "quiet=22:00-22:00",
        "quiet=22:00:30-07:00",
        "school=",
        "head=Mrs Hall|larkrise.example",
        "head=Mrs Hall|https://larkrise.example and more",
        "head=|https://larkrise.example",
        "heads=Mrs Hall",
        "xyzzy=1",
        "school=a\x07b",
    ]

    with pytest.raises(ProfileError) as caught:
        change(LARKRISE, wanted, TODAY)

    assert str(caught.value).split("\n") == [
        "timezon=Europe/London: there is no such setting (did you mean timezone?)",
        "timezone=Europe/Londn: there is no such time zone (did you mean Europe/London?)",
        "timezone=Larkrise: there is no such time zone (it is a name such as Europe/London)",
        f"place=mars: is one of {', '.join(names())}",
        "naming=often: is one of off, with_attack, strict",
        "mode: put it as key=value",
        "quiet=22:00: quiet hours are two times, such as 22:00-07:00, or off",
        "quiet=22:00-22:00: quiet hours are two times, such as 22:00-07:00, or off",
        "quiet=22:00:30-07:00: quiet hours are two times, such as 22:00-07:00, or off",
        "school=: is empty",
        "head=Mrs Hall|larkrise.example: after the | comes a link that starts with https://",
        "head=Mrs Hall|https://larkrise.example and more: after the | comes a link that starts with https://",
        "head=|https://larkrise.example: is empty",
        "heads=Mrs Hall: there is no such setting (did you mean head?)",
        f"xyzzy=1: there is no such setting (there are {', '.join(KEYS)})",
        "school=a\x07b: has a character that cannot be shown",
    ]


@pytest.mark.parametrize("words", [["mode=live", "school-office="], ["school-office=", "mode=live"]])
def test_a_group_without_a_contact_cannot_go_live(words: list[str]) -> None:
    with pytest.raises(ProfileError, match="set a contact first"):
        change(LARKRISE, words, TODAY)


def test_a_profile_says_what_it_lacks() -> None:
    assert gaps(LARKRISE, TODAY) == ()
    assert gaps(Group(id=GroupId("new"), school="New", place="atlantis"), TODAY) == (
        Gap("place", f"its place is atlantis, which there is none of: there are {', '.join(names())}"),
        Gap("contacts", "it has no contacts: notes cannot say where a worry can be taken"),
        Gap("staff", "it has no staff: nobody is known to be meant by a name"),
    )


@pytest.mark.parametrize(
    ("today", "is_old"), [pytest.param(date(2027, 3, 1), False, id="a year less a day"), (date(2027, 3, 2), True)]
)
def test_a_contact_is_looked_at_again_after_a_year(today: date, *, is_old: bool) -> None:
    expected = (Gap("contacts", "nobody has checked these contacts for a year: school-office"),) if is_old else ()

    assert gaps(LARKRISE, today) == expected
