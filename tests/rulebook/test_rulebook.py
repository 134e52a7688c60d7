"""What a small rulebook of its own makes of messages: patterns, contexts, runs, marks, overlays."""

from datetime import timedelta
from pathlib import Path

import pytest
from shipped import shipped

from bot.finding import Concern, Finding, Level, RuleId, Span, Target, TargetKind
from bot.mark import Mark
from bot.message import MemberId
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import example_scene
from bot.rulebook.load import load

RULES = """\
version: 1
lists:
  oaf: {add: [oaf, great lump]}
contexts:
  denied: {title: denied, says: [not], where: before}
  told: {title: told again, is: [quoted]}
  wondered: {title: a question, is: [asked]}
  later: {title: taken back after, says: [just kidding], where: after}
  cooking: {title: about cooking, says: [dough], where: message}
rules:
  - id: oaf
    title: Calls somebody an oaf
    concern: insult
    level: reminder
    when: {says: ["SAYS"], about: anyone}
    unless: [denied, told, wondered, later, cooking]
    examples: {flag: [], leave: []}
  - id: dig
    title: A dig
    concern: insult
    level: none
    when: {says: [late again], about: staff}
    examples: {flag: [], leave: []}
  - id: joining
    title: Joins in
    concern: incitement
    level: reminder
    when: {says: [count me in], answers: [insult]}
    examples: {flag: [], leave: []}
  - id: butt
    title: Says who it is
    concern: naming
    level: pointer
    when: {says: ["^ <named> $"], after: ["who is … (lazy|late)"]}
    examples: {flag: [], leave: []}
  - id: again
    title: The same person again and again
    concern: harassment
    level: serious
    when: {repeats: {times: 3, days: 14}}
    examples: {flag: [], leave: []}
  - id: crowd
    title: Many people about one
    concern: harassment
    level: look
    when: {pile_on: {posters: 3, minutes: 60, concerns: [insult]}}
    examples: {flag: [], leave: []}
"""


def book(tmp_path: Path, says: str = "<oaf>") -> Rulebook:
    file = tmp_path / "rules.yaml"
    file.write_text(RULES.replace("SAYS", says), encoding="utf-8")
    return load(file)


def flagged(rules: Rulebook, *lines: str) -> list[str]:
    """The words of the last line that a live rule flags."""
    scene = example_scene(lines if len(lines) > 1 else lines[0])
    spans = [span for finding in rules.examine(scene) for span in finding.spans]
    return [scene.message.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("says", "text", "words"),
    [
        ("slap you", "I will slapp slap  you", ["slap  you"]),
        ("slap you", "I slapped you, slaps you", ["slapped you", "slaps you"]),
        ("=slap you", "I slapped you", []),
        ("slap … you", "slap one two three four you", ["slap one two three four you"]),
        ("slap … you", "slap one two three four five you", []),
        ("slap …8 you", "slap one two three four five you", ["slap one two three four five you"]),
        ("slap … you", "a slap. you there", []),
        ("slap (him|her hard) now", "slap him now, slap her now, slap her hard now", ["slap him now", "slap her hard now"]),  # noqa: E501
        ("slap the? oaf", "you slap the oaf slap oaf", ["slap the oaf", "slap oaf"]),
        ("slap !(the|my) <person>", "slap her", ["slap her"]),
        ("slap !her <person>", "slap her", []),
        ("^ slap you", "slap you. I slap you", ["slap you"]),
        ("slap you $", "slap you now. I slap you", ["slap you"]),
        ("slap <staff>", "slap Mr Pell, slap Kayden", ["slap Mr Pell"]),
        ("slap <pupil>", "slap Mr Pell, slap Kayden", ["slap Kayden"]),
        ("slap <named>", "slap him, slap Mrs Whitlock", ["slap Mrs Whitlock"]),
        ("slap <you>", "slap him, slap you", ["slap you"]),
        ("slap <them>", "slap him, slap you", ["slap him"]),
        ("slap <family>", "slap my husband, slap you", []),
    ],
)  # fmt: skip
def test_patterns_match_what_they_say(tmp_path: Path, says: str, text: str, words: list[str]) -> None:
    assert flagged(book(tmp_path, says), text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Mr Pell is an oaf", ["oaf"], id="plain"),
        pytest.param("Mr Pell is not an oaf", [], id="before"),
        pytest.param("not now. Mr Pell is an oaf", ["oaf"], id="before, in another sentence"),
        pytest.param("he said Mr Pell is 'an oaf'", [], id="quoted"),
        pytest.param("is Mr Pell an oaf?", [], id="asked"),
        pytest.param("Mr Pell the oaf just kidding", [], id="after"),
        pytest.param("just kidding Mr Pell is an oaf", ["oaf"], id="after, but it stands before"),
        pytest.param("Mr Pell is an oaf. The dough rose", [], id="anywhere in the message"),
        pytest.param("my husband is an oaf", [], id="one's own"),
        pytest.param("what an oaf of a car", [], id="nobody"),
    ],
)
def test_contexts_and_targets_leave_words_alone(tmp_path: Path, text: str, words: list[str]) -> None:
    assert flagged(book(tmp_path), text) == words


def test_what_one_author_says_in_a_breath_is_read_as_one(tmp_path: Path) -> None:
    rules = book(tmp_path)

    assert flagged(rules, "Sam: Mr Pell is a great", "Sam: lump") == ["lump"]
    assert flagged(rules, "Sam: Mr Pell is a great", "Jo: lump") == []
    assert flagged(rules, "Sam: Mr Pell is an oaf", "Sam: see you") == []


def test_a_finding_says_everything_and_shadowed_words_nothing(tmp_path: Path) -> None:
    assert book(tmp_path).examine(example_scene("Mr Pell is an oaf, an oaf")) == (
        Finding(
            rule=RuleId("oaf"),
            concern=Concern.INSULT,
            level=Level.REMINDER,
            target=Target(TargetKind.STAFF, "staff:2"),
            spans=(Span(14, 17), Span(22, 25)),
            reason="Calls somebody an oaf (about somebody who works at the school)",
            wording="insult",
        ),
    )


def recalled(rules: Rulebook, *posters: str, minutes: int = 10) -> list[str]:
    """Which rules the last of these posters' digs at Mr Pell adds up to."""
    scene = example_scene("Mr Pell late again")
    findings = rules.examine(scene)
    own = rules.marks(findings, scene.message)
    earlier = tuple(
        Mark(
            group=own[0].group,
            poster=MemberId(poster),
            target=own[0].target,
            concern=Concern.INSULT,
            message=type(scene.message.id)(f"earlier {number}"),
            at=scene.message.sent_at - timedelta(minutes=minutes * (len(posters) - number)),
            expires_at=own[0].expires_at,
        )
        for number, poster in enumerate(posters)
    )
    return [finding.rule for finding in rules.recall(findings, scene.message, (*earlier, *own))]


@pytest.mark.parametrize(
    ("posters", "minutes", "rules"),
    [
        pytest.param(("sam",), 10, [], id="twice is not three times"),
        pytest.param(("sam", "sam"), 10, ["again"], id="the third time"),
        pytest.param(("sam", "sam"), 14 * 24 * 60 // 2, [], id="the first was a fortnight ago"),
        pytest.param(("sam", "sam"), 14 * 24 * 60 // 2 - 1, ["again"], id="a minute less"),
        pytest.param(("jo", "kim"), 10, ["crowd"], id="three people"),
        pytest.param(("jo", "jo"), 10, [], id="two people"),
        pytest.param(("jo", "kim"), 30, [], id="an hour apart"),
    ],
)
def test_digs_add_up(tmp_path: Path, posters: tuple[str, ...], minutes: int, rules: list[str]) -> None:
    assert recalled(book(tmp_path), *posters, minutes=minutes) == rules


def test_a_dig_alone_is_nothing_but_a_mark(tmp_path: Path) -> None:
    scene = example_scene("Mr Pell late again")
    rules = book(tmp_path)

    assert [finding.level for finding in rules.examine(scene)] == [Level.NONE]
    assert rules.marks(rules.examine(scene), scene.message) == (
        Mark(
            group=scene.group.id,
            poster=scene.message.author.id,
            target="staff:2",
            concern=Concern.INSULT,
            message=scene.message.id,
            at=scene.message.sent_at,
            expires_at=scene.message.sent_at + timedelta(days=14),
        ),
    )


def test_an_overlay_changes_shipped_rules_and_adds_its_own(tmp_path: Path) -> None:
    base = shipped()
    first = base.rules[0]
    overlay = tmp_path / "ours.yaml"
    overlay.write_text(
        f"""\
version: 1
extends: shipped
lists: {{snollygoster: {{add: [snollygoster]}}}}
rules:
  - {{id: {first.id}, mode: "off"}}
  - {{id: {base.rules[1].id}, title: Ours}}
  - id: snollygoster
    title: Calls somebody a snollygoster
    concern: insult
    level: pointer
    when: {{says: "<snollygoster>", about: staff}}
    examples: {{flag: [Mr Pell is a snollygoster], leave: [I am a snollygoster]}}
""",
        encoding="utf-8",
    )

    ours = load(overlay)

    assert [rule.id for rule in ours.rules] == [*(rule.id for rule in base.rules[1:]), "snollygoster"]
    assert ours.rules[0].title == "Ours"
    assert flagged(ours, "Mr Pell is a snollygoster") == ["snollygoster"]
    unheard = [line for line in ours.advice if "should flag but leaves alone" in line]
    assert unheard, "a rule that answers what the overlay switched off says that it cannot any more"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        pytest.param(
            ["Jo: she is an oaf", "Sam: count me in"], ["count me in"], id="what was said is itself of the concern"
        ),
        pytest.param(["Jo: the fair is on Friday", "Sam: count me in"], [], id="what was said is harmless"),
        pytest.param(["Jo: she is not an oaf", "Sam: count me in"], [], id="what was said was left alone"),
        pytest.param(["Sam: count me in"], [], id="nothing was said"),
        pytest.param(["Jo: ...", "Sam: Mr Pell"], [], id="nothing that has words"),
        pytest.param(["Jo: who is always late here", "Sam: Mr Pell"], ["Mr Pell"], id="a name answers"),
        pytest.param(["Jo: who is on the door", "Sam: Mr Pell"], [], id="a name answers something else"),
        pytest.param(["Sam: who is always late here? Mr Pell"], [], id="not in the message itself"),
    ],
)
def test_a_reply_is_read_with_what_it_answers(tmp_path: Path, lines: list[str], words: list[str]) -> None:
    assert flagged(book(tmp_path), *lines) == words
