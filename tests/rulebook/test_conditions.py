"""What must hold for a rule to find something, each condition alone and together; and what it then says."""

from dataclasses import replace

import pytest
from few_words import flagged, small

from bot.finding import Alert, Concern, Finding, Level, RuleId, RuleMode, Span, Target, TargetKind
from bot.group import Naming
from bot.message import Member, MemberId, MessageId, Reply
from bot.rulebook.examples import EXAMPLE_GROUP, example_scene

WHERE = ("before", "after", "around", "sentence", "message", "talk")
CONTEXTS = "".join(f"  {w}: {{title: {w}, where: {w}, says: [not, great oaf, oaf pig]}}\n" for w in WHERE)
BY_PLACE = f"""\
version: 1
contexts:
  quoted: {{title: quoted, is: [quoted]}}
  asked: {{title: asked, is: [asked]}}
{CONTEXTS}rules:
"""
RULE = "  - {id: NAME, title: T, concern: insult, level: look, when: {says: [oaf]}, unless: [NAME], examples: {}}\n"
EVERY = ("quoted", "asked", *WHERE)
PLACED = BY_PLACE + "".join(RULE.replace("NAME", name) for name in EVERY)


@pytest.mark.parametrize(
    ("lines", "silenced"),
    [
        pytest.param("what an oaf", "", id="nothing stands there"),
        pytest.param('he said "an oaf"', "quoted", id="quoted"),
        pytest.param("who is an oaf?", "asked", id="asked"),
        pytest.param("not oaf", "before sentence message talk", id="just before"),
        pytest.param("not one two three oaf", "before sentence message talk", id="three words before"),
        pytest.param("not one two three four oaf", "sentence message talk", id="four words before"),
        pytest.param("oaf not", "after sentence message talk", id="just after"),
        pytest.param("oaf one two three not", "after sentence message talk", id="three words after"),
        pytest.param("oaf one two three four not", "sentence message talk", id="four words after"),
        pytest.param("great oaf", "before around sentence message talk", id="around, it ends with them"),
        pytest.param("oaf pig", "after around sentence message talk", id="around, it begins with them"),
        pytest.param("not. Oaf", "message talk", id="before, in another sentence"),
        pytest.param("Oaf. Not now", "message talk", id="after, in another sentence"),
        pytest.param(["Jo: not now", "Sam: oaf"], "talk", id="in the talk before"),
    ],
)
def test_a_reason_to_leave_words_alone_holds_where_it_must_stand(lines: str | list[str], silenced: str) -> None:
    found = {rule for rule, _ in flagged(small(PLACED), *([lines] if isinstance(lines, str) else lines))}

    assert set(EVERY) - found == set(silenced.split())


ABOUT = """\
version: 1
rules:
  - {id: whoever, title: Oaf, concern: insult, level: look, when: {says: [oaf]}, examples: {}}
  - {id: anyone, title: Oaf, concern: insult, level: look, when: {says: [oaf], about: anyone}, examples: {}}
  - {id: staff, title: Oaf, concern: insult, level: look, when: {says: [oaf], about: staff}, examples: {}}
  - {id: small, title: Oaf, concern: insult, level: look, when: {says: [oaf], about: [pupil, parent]}, examples: {}}
  - {id: help, title: Help, concern: risk, level: support, when: {says: [oaf]}, examples: {}}
  - {id: staff-help, title: Help, concern: risk, level: support, when: {says: [oaf], about: staff}, examples: {}}
"""
NOBODY, OUTSIDE = "about nobody in particular", "about somebody outside this school"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        pytest.param(
            "Mr Pell is an oaf", [None, None, None, "not about parent or pupil", None, None], id="who works here"
        ),
        pytest.param(
            "that lad is an oaf", [None, None, "not about staff", None, None, "not about staff"], id="a pupil"
        ),
        pytest.param("you oaf", [None, None, "not about staff", None, None, "not about staff"], id="a parent"),
        pytest.param("my husband is an oaf", [OUTSIDE] * 4 + [None, OUTSIDE], id="one's own"),
        pytest.param("my lad is an oaf", [None, OUTSIDE, OUTSIDE, OUTSIDE, None, OUTSIDE], id="one's own child"),
        pytest.param("what an oaf", [None, NOBODY, NOBODY, NOBODY, None, NOBODY], id="nobody"),
    ],
)
def test_a_rule_says_whom_its_words_must_be_about_and_why_it_left_them_alone(
    text: str, reasons: list[str | None]
) -> None:
    assert [fired.silenced_by for fired in small(ABOUT).explain(example_scene(text))] == reasons


@pytest.mark.parametrize(
    ("text", "rule", "target", "reason"),
    [
        ("Mr Pell is an oaf", "whoever", Target(TargetKind.STAFF, "staff:2"), "Oaf (about somebody who works at the school)"),  # noqa: E501
        ("that lad is an oaf", "whoever", Target(TargetKind.PUPIL), "Oaf (about a pupil)"),
        ("you oaf", "whoever", Target(TargetKind.PARENT), "Oaf (about a parent)"),
        ("you all oaf", "whoever", Target(TargetKind.GROUP), "Oaf (about several people)"),
        ("my lad is an oaf", "whoever", Target(TargetKind.OTHER), "Oaf (about somebody not named)"),
        ("what an oaf", "whoever", Target(TargetKind.OTHER), "Oaf (about somebody not named)"),
        # Help is for whoever it is about: the writer, the writer's child, or somebody the words point at.
        ("what an oaf", "help", Target(TargetKind.PARENT), "Help (about a parent)"),
        ("my husband is an oaf", "help", Target(TargetKind.PARENT), "Help (about a parent)"),
        ("my lad is an oaf", "help", Target(TargetKind.PUPIL), "Help (about a pupil)"),
        ("that lad is an oaf", "help", Target(TargetKind.PUPIL), "Help (about a pupil)"),
        ("Mr Pell is an oaf", "help", Target(TargetKind.STAFF, "staff:2"), "Help (about somebody who works at the school)"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_finding_tells_whom_it_is_about_in_words(text: str, rule: str, target: Target, reason: str) -> None:
    found = {finding.rule: finding for finding in small(ABOUT).examine(example_scene(text))}[RuleId(rule)]

    assert (found.target, found.reason) == (target, reason)


WHOLE = """\
version: 1
rules:
  - id: oaf
    title: Says oaf
    concern: risk
    level: support
    when: {says: [oaf, lump], also: [soup, stew]}
    wording: threat
    signpost: [head, school-office]
    alert: thin
    mode: shadow
    examples: {}
  - {id: plain, title: Says oaf too, concern: insult, level: danger, when: {says: [oaf]}, examples: {}}
"""


def test_a_finding_holds_all_its_rule_says_and_the_one_that_decides_comes_first() -> None:
    text = "oaf of a lump, and an oaf in the soup"
    plain, oaf = small(WHOLE).examine(example_scene(text))

    assert (plain.rule, plain.wording, plain.spans) == ("plain", "insult", (Span(0, 3), Span(22, 25)))
    assert oaf == Finding(
        rule=RuleId("oaf"),
        concern=Concern.RISK,
        level=Level.SUPPORT,
        target=Target(TargetKind.PARENT),
        spans=(Span(0, 3), Span(9, 13), Span(22, 25)),
        reason="Says oaf (about a parent)",
        wording="threat",
        signpost=("head", "school-office"),
        alert=Alert.THIN,
        mode=RuleMode.SHADOW,
    )


HOLDING = """\
version: 1
rules:
  - {id: number, title: T, concern: doxxing, level: look, when: {shares: [phone, email]}, examples: {}}
  - {id: ring, title: T, concern: doxxing, level: look, when: {says: [ring], shares: [phone]}, examples: {}}
  - {id: letters, title: T, concern: insult, level: look, when: {regex: ["zz+", "q{3}"]}, examples: {}}
  - {id: snore, title: T, concern: insult, level: look, when: {says: [snore], regex: "zz+"}, examples: {}}
  - {id: dial, title: T, concern: doxxing, level: look, when: {shares: [phone], regex: "zz+"}, examples: {}}
  - {id: also, title: T, concern: insult, level: look, when: {says: [snore], also: [soup, stew]}, examples: {}}
  - {id: after, title: T, concern: insult, level: look, when: {says: [same], after: [soup]}, examples: {}}
  - {id: any-word, title: T, concern: insult, level: look, when: {says: ["…"], after: [stew]}, examples: {}}
"""

PHONE, ALL = "07700 900 123", "ring 07700 900 123"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(["ring me"], [], id="what is said, without the detail"),
        pytest.param([f"it is {PHONE}"], [("number", PHONE)], id="the detail, without what is said"),
        pytest.param([ALL], [("number", PHONE), ("ring", "ring"), ("ring", PHONE)], id="both"),
        pytest.param(["a@b.example"], [("number", "a@b.example")], id="a detail of another kind"),
        pytest.param(["I snore"], [], id="what is said, without the letters"),
        pytest.param(["oh ZZZ"], [("letters", "ZZZ")], id="the letters, without what is said"),
        pytest.param(["I snore zzz"], [("letters", "zzz"), ("snore", "snore")], id="what is said, and the letters"),
        pytest.param(
            [f"qqq {PHONE}"], [("number", PHONE), ("letters", "qqq")], id="a detail, without the letters it needs"
        ),
        pytest.param(
            [f"zz {PHONE}"], [("dial", PHONE), ("number", PHONE), ("letters", "zz")], id="a detail, and the letters"
        ),
        pytest.param(["I snore. Stew is on"], [("also", "snore")], id="with what must stand there too"),
        pytest.param(["Jo: stew", "Sam: snore"], [("any-word", "snore")], id="what must stand there too stands before"),
        pytest.param(["Jo: soup", "Sam: same"], [("after", "same")], id="after what must be said before"),
        pytest.param(["Jo: coats", "Sam: same"], [], id="after something else"),
        pytest.param(["same soup"], [], id="what must be said before stands in the message itself"),
    ],
)
def test_all_that_a_rule_asks_for_must_hold(lines: list[str], found: list[tuple[str, str]]) -> None:
    assert flagged(small(HOLDING), *lines) == found


NAMES = """\
version: 1
rules:
  - {id: strict, title: T, concern: rumour, level: pointer, when: {says: [late]}, naming: strict, examples: {}}
  - {id: naming, title: T, concern: naming, level: pointer, when: {says: [late]}, examples: {}}
  - {id: insult, title: T, concern: insult, level: pointer, when: {says: [late]}, examples: {}}
"""


def test_how_much_a_name_weighs_is_each_groups_choice() -> None:
    rules = small(NAMES)

    heard = {
        naming: {
            finding.rule
            for finding in rules.examine(example_scene("Mr Pell is late", replace(EXAMPLE_GROUP, naming=naming)))
        }
        for naming in Naming
    }

    assert heard == {
        Naming.OFF: {"insult"},
        Naming.WITH_ATTACK: {"insult", "naming"},
        Naming.STRICT: {"insult", "naming", "strict"},
    }


REPLIES = """\
version: 1
rules:
  - {id: oaf, title: T, concern: insult, level: look, when: {says: [oaf], about: anyone}, examples: {}}
  - {id: shadow, title: T, concern: threat, level: look, when: {says: [lump]}, mode: shadow, examples: {}}
  - {id: joins, title: T, concern: incitement, level: look, when: {says: [count me in], answers: [insult, threat]}, examples: {}}
  - {id: again, title: T, concern: insult, level: look, when: {says: [and me], answers: [incitement]}, examples: {}}
  - {id: after, title: T, concern: insult, level: look, when: {says: [well said], after: [oaf]}, examples: {}}
"""  # noqa: E501


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(["Jo: Mr Pell is an oaf", "Sam: count me in"], ["joins"], id="what was said is of the concern"),
        pytest.param(["Jo: Mr Pell is a lump", "Sam: count me in"], [], id="by a rule that only watches"),
        pytest.param(["Jo: my husband is an oaf", "Sam: count me in"], [], id="what was said is left alone"),
        pytest.param(
            ["Jo: Mr Pell is an oaf", "Kim: count me in", "Sam: and me"], [], id="what was said is nothing by itself"
        ),
        pytest.param(
            ["Jo: Mr Pell is an oaf", "A: x", "B: y", "Sam: count me in"], ["joins"], id="the third message before"
        ),
        pytest.param(
            ["Jo: Mr Pell is an oaf", "A: x", "B: y", "C: z", "D: q", "Sam: count me in"], [], id="long before"
        ),
    ],
)
def test_what_a_reply_answers_is_looked_at_by_itself(lines: list[str], found: list[str]) -> None:
    assert [rule for rule, _ in flagged(small(REPLIES), *lines)] == found


@pytest.mark.parametrize(
    ("text", "answered", "found"),
    [
        pytest.param("count me in", "Mr Pell is an oaf", ["joins"], id="of the concern"),
        pytest.param("well said", "Mr Pell is an oaf", ["after"], id="with the words that must stand there"),
        pytest.param("count me in", "the soup is hot", [], id="of none"),
        pytest.param("well said", None, [], id="the platform does not tell"),
    ],
)
def test_the_message_it_answers_counts_however_long_ago_it_was(
    text: str, answered: str | None, found: list[str]
) -> None:
    scene = example_scene(text)
    reply = Reply(id=MessageId("long ago"), author=Member(id=MemberId("jo"), name="Jo"), text=answered)

    findings = small(REPLIES).examine(replace(scene, message=replace(scene.message, reply_to=reply)))

    assert [finding.rule for finding in findings] == found


def test_a_reply_is_about_whom_the_message_it_answers_was_about() -> None:
    (found,) = small(REPLIES).examine(example_scene(("Jo: Mr Pell is an oaf", "Sam: count me in")))
    (pointed,) = small(REPLIES).examine(example_scene(("Jo: Mr Pell is an oaf", "Sam: count me in, Mrs Love")))

    assert (found.target.key, pointed.target.key) == ("staff:2", "staff:5")
