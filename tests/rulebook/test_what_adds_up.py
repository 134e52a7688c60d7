"""What of a message outlives the recent past, and what it adds up to with earlier ones."""

from datetime import timedelta

import pytest
from few_words import small

from bot.finding import Concern, Finding
from bot.mark import Mark
from bot.message import MemberId, MessageId
from bot.rulebook.examples import example_scene

RULES = """\
version: 1
rules:
  - {id: oaf, title: T, concern: insult, level: look, when: {says: [oaf]}, examples: {}}
  - {id: fists, title: T, concern: threat, level: danger, when: {says: [fists]}, examples: {}}
  - {id: bruise, title: T, concern: child, level: support, when: {says: [bruise]}, examples: {}}
  - {id: alone, title: T, concern: risk, level: look, when: {says: [alone]}, examples: {}}
  - {id: again, title: Again, concern: harassment, level: serious, when: {repeats: {times: 3, days: 2}}, examples: {}}
  - {id: insults, title: Insults, concern: harassment, level: reminder, when: {repeats: {times: 2, days: 30, concerns: [insult]}}, examples: {}}
  - {id: crowd, title: Crowd, concern: incitement, level: look, when: {pile_on: {posters: 3, minutes: 10}}, examples: {}}
  - id: both
    title: Both
    concern: intimidation
    level: look
    when: {repeats: {times: 2, days: 1, concerns: [threat]}, pile_on: {posters: 2, minutes: 60, concerns: [insult]}}
    examples: {}
"""  # noqa: E501


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        pytest.param("Mr Pell is an oaf", [("staff:2", Concern.INSULT)], id="who about whom"),
        pytest.param("Mr Pell is an oaf, my fists", [("staff:2", Concern.THREAT)], id="the gravest of two"),
        pytest.param(
            "Mr Pell is an oaf. Mrs Love is an oaf, such an oaf",
            [("staff:2", Concern.INSULT), ("staff:5", Concern.INSULT)],
            id="each person once",
        ),
        pytest.param("Mr Pell gave him a bruise", [], id="never of a call for help"),
        pytest.param("Mr Pell is alone", [], id="never of a life at risk"),
        pytest.param("what an oaf", [], id="nobody in particular"),
    ],
)
def test_it_keeps_who_about_whom_and_never_of_what_is_a_call_for_help(
    text: str, marks: list[tuple[str, Concern]]
) -> None:
    scene = example_scene(text)

    assert small(RULES).marks(small(RULES).examine(scene), scene.message) == tuple(
        Mark(
            group=scene.group.id,
            poster=scene.message.author.id,
            target=target,
            concern=concern,
            message=scene.message.id,
            at=scene.message.sent_at,
            expires_at=scene.message.sent_at + timedelta(days=30),
        )
        for target, concern in marks
    )


def recalled(text: str, *earlier: tuple[str, str, Concern, float]) -> tuple[Finding, ...]:
    """`earlier`: who wrote about whom, what and how many hours before."""
    scene = example_scene(text)
    findings = small(RULES).examine(scene)
    own = small(RULES).marks(findings, scene.message)
    past = tuple(
        Mark(
            group=scene.group.id,
            poster=MemberId(poster),
            target=target,
            concern=concern,
            message=MessageId(f"earlier {number}"),
            at=scene.message.sent_at - timedelta(hours=hours),
            expires_at=scene.message.sent_at,
        )
        for number, (poster, target, concern, hours) in enumerate(earlier)
    )
    return small(RULES).recall(findings, scene.message, (*past, *own))


PELL = "staff:2"
INSULT, THREAT, RUMOUR = Concern.INSULT, Concern.THREAT, Concern.RUMOUR


@pytest.mark.parametrize(
    ("earlier", "rules"),
    [
        pytest.param([], [], id="for the first time"),
        pytest.param([("sam", PELL, RUMOUR, 1), ("sam", PELL, RUMOUR, 2)], ["again"], id="whatever it was"),
        pytest.param([("sam", PELL, INSULT, 1)], ["insults"], id="an insult again"),
        pytest.param([("sam", PELL, INSULT, 719)], ["insults"], id="within a month"),
        pytest.param([("sam", PELL, INSULT, 720)], [], id="a month ago"),
        pytest.param([("sam", PELL, RUMOUR, 1), ("sam", PELL, RUMOUR, 48)], [], id="one of them two days ago"),
        pytest.param([("sam", "staff:5", INSULT, 1)], [], id="about somebody else"),
        pytest.param([("jo", PELL, RUMOUR, 0.1), ("kim", PELL, RUMOUR, 0.1)], ["crowd"], id="three people"),
        pytest.param([("jo", PELL, RUMOUR, 0.1), ("kim", PELL, RUMOUR, 0.2)], [], id="one of them too long ago"),
        pytest.param([("sam", PELL, THREAT, 1)], [], id="of two conditions the first alone"),
        pytest.param([("jo", PELL, INSULT, 0.5)], [], id="of two conditions the second alone"),
        pytest.param([("sam", PELL, THREAT, 1), ("jo", PELL, THREAT, 0.5)], ["both"], id="both of them"),
    ],
)
def test_it_adds_up_by_person_kind_and_time(earlier: list[tuple[str, str, Concern, float]], rules: list[str]) -> None:
    assert [finding.rule for finding in recalled("Mr Pell is an oaf", *earlier)] == rules


def test_what_adds_up_shows_where_the_message_speaks_of_that_person_and_the_gravest_first() -> None:
    text = "Mr Pell is an oaf. Mrs Love is an oaf. Mr Pell, you oaf"

    found = recalled(text, ("sam", PELL, INSULT, 1), ("sam", PELL, INSULT, 2))

    assert [(one.rule, one.level, one.target.key, one.reason) for one in found] == [
        ("again", "serious", PELL, "Again (about somebody who works at the school)"),
        ("insults", "reminder", PELL, "Insults (about somebody who works at the school)"),
    ]
    assert [text[span.start - 6 : span.end] for span in found[0].spans] == ["is an oaf", "l, you oaf"[1:]]


def test_where_nothing_adds_up_nothing_is_looked_back_for() -> None:
    assert small("\n".join(RULES.splitlines()[:6])).mark_span == timedelta()
    assert small(RULES).mark_span == timedelta(days=30)
