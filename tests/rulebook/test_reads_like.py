"""What the learned reader may do with a message, and what becomes of a model that is none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from shipped import shipped

from bot.detectors.model import BITS, BUCKETS, Model, Sureness
from bot.detectors.page import Page
from bot.detectors.sight import sight
from bot.detectors.traits import BLOCKS, Words, traits
from bot.errors import FileError, RulesError
from bot.finding import Concern, Level, Span
from bot.group import Naming
from bot.people.target import People
from bot.rulebook.book import Rulebook
from bot.rulebook.document import parse_document
from bot.rulebook.examples import EXAMPLE_GROUP, example_scene
from bot.rulebook.learned import MODEL, load_model, save_model
from bot.rulebook.load import judged

RULES = """\
version: 1
contexts:
  told: {title: told again, is: [quoted]}
rules:
  - id: insulting
    title: Reads like an insult
    concern: insult
    level: reminder
    when: {reads_like: {insult: normal}}
    unless: [told]
    examples: {flag: [], leave: []}
  - id: of-staff
    title: Reads like an insult of somebody who works here
    concern: insult
    level: pointer
    when: {reads_like: {insult: keen, threat: keen}, about: staff}
    examples: {flag: [], leave: []}
  - id: turnip
    title: Says turnip, and not kindly
    concern: insult
    level: look
    when: {says: [turnip], reads_like: {insult: keen}}
    examples: {flag: [], leave: []}
  - id: beetroot
    title: Says beetroot
    concern: insult
    level: pointer
    when: {says: [beetroot]}
    examples: {flag: [], leave: []}
"""


def model(**words: tuple[Concern, int]) -> Model:
    """One that has learned a few words, each to speak so much for a concern."""
    concerns = (Concern.INSULT, Concern.THREAT)
    table, marks = np.zeros((BUCKETS, 2), dtype=np.int8), np.zeros(BUCKETS, dtype=np.uint8)
    for word, (concern, weight) in words.items():
        page = read(word)
        number = traits(sight(page, {word}), Words({word}))[0][1]
        table[int(number) >> (64 - BITS), concerns.index(concern)] = weight
        marks[int(number) >> (64 - BITS)] = int(number) & 255
    scales = np.full(len(BLOCKS), 0.5, dtype=np.float32)
    limits = {Sureness.CAUTIOUS: 0.99, Sureness.NORMAL: 0.9, Sureness.KEEN: 0.6}
    return Model(concerns, table, marks, scales, np.full(2, -2, dtype=np.float32), limits)


BASE = judged(parse_document(RULES, "rules.yaml"), "rules.yaml", Path("no model"))
"""Reads words; the rules that ask the learned reader are left out of it."""


def read(text: str) -> Page:
    scene, reading = example_scene(text), BASE.read(text)
    return Page(reading, People(reading, scene, BASE.reader, BASE.ordinary))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "model.npz"
    save_model(model(turnip=(Concern.INSULT, 60), beetroot=(Concern.INSULT, 30), thump=(Concern.THREAT, 60)), path)
    return path


def book(path: Path, rules: str = RULES) -> Rulebook:
    return judged(parse_document(rules, "rules.yaml"), "rules.yaml", path)


STRICT = replace(EXAMPLE_GROUP, naming=Naming.STRICT)


def told(rulebook: Rulebook, text: str) -> list[tuple[str, Level, str, list[str]]]:
    found = [each for each in rulebook.examine(example_scene(text, STRICT)) if each.rule != "beetroot"]
    return [(f.rule, f.level, f.reason, [text[span.start : span.end] for span in f.spans]) for f in found]


def test_it_tells_how_sure_it_is_and_shows_the_words_that_made_it_think_so(path: Path) -> None:
    assert told(book(path), "what a T-u-r-n-i-p, really") == [
        ("turnip", Level.LOOK, "Says turnip, and not kindly (about somebody not named)", ["T-u-r-n-i-p"]),
        ("insulting", Level.REMINDER, "Reads like an insult, 1.00 (about somebody not named)", ["T-u-r-n-i-p"]),
    ]


def test_a_rule_says_how_sure_and_about_whom(path: Path) -> None:
    assert [rule for rule, *_ in told(book(path), "Mr Pell is a beetroot")] == ["of-staff"]
    assert told(book(path), "my sister is a beetroot") == []
    assert told(book(path), "she brought soup") == []


def test_a_context_silences_it(path: Path) -> None:
    rulebook = book(path)

    assert told(rulebook, 'he wrote "turnip" on the board')[0][0] == "turnip"
    assert "insulting" not in [rule for rule, *_ in told(rulebook, 'he wrote "turnip" on the board')]


def test_what_no_word_of_the_message_explains_is_not_told(path: Path) -> None:
    sure = load_model(path)
    save_model(replace(sure, bias=np.full(2, 9, dtype=np.float32)), path)
    load_model.cache_clear()

    assert told(book(path), "lovely soup") == []


def test_a_name_carries_no_weight() -> None:
    words = {"is", "late", "mr", "and"}

    seen = {name: sight(read(f"{name} is late, and Mr Pell and {name}"), words).words for name in ("Zbigniew", "Olu")}

    assert set(seen.values()) == {("<person>", "is", "late", "and", "<staff>", "and", "<person>")}


def test_the_same_model_is_the_same_file(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.npz"

    save_model(load_model(path), again)

    assert again.read_bytes() == path.read_bytes()


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def changed(path: Path, old: str, new: str, part: str = "card.json") -> None:
    with ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = parts[part].replace(old.encode(), new.encode()) if old else b""
    with ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def with_weights(path: Path, **arrays: object) -> None:
    save_model(replace(load_model(path), **arrays), path)  # type: ignore[arg-type]
    load_model.cache_clear()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(Path.unlink, "there is no such file", id="missing"),
        pytest.param(truncated, "no model of a reader, or not all of one", id="truncated"),
        pytest.param(lambda path: path.write_bytes(b""), "no model of a reader", id="empty"),
        pytest.param(lambda path: path.write_text("version: 1"), "no model of a reader", id="another file"),
        pytest.param(lambda path: changed(path, "schoolgate-reader", "others"), "format: ", id="foreign"),
        pytest.param(lambda path: changed(path, '"version": 1', '"version": 0'), "made for version 0", id="older"),
        pytest.param(lambda path: changed(path, '"insult"', '"sarcasm"'), "concerns.0: ", id="unknown concern"),
        pytest.param(
            lambda path: with_weights(path, bias=np.array([np.nan, 0], dtype=np.float32)),
            "'bias' holds something that is no number",
            id="NaN",
        ),
        pytest.param(
            lambda path: with_weights(path, table=np.zeros((8, 2), dtype=np.int8)), "'table' is int8", id="wrong shape"
        ),
        pytest.param(
            lambda path: with_weights(path, table=np.zeros((BUCKETS, 70), dtype=np.int8)), "more than", id="too large"
        ),
    ],
)
def test_a_model_that_is_none_is_refused_with_the_reason_and_the_other_rules_run(
    path: Path, spoil: object, reason: str
) -> None:
    spoil(path)  # type: ignore[operator]

    with pytest.raises(FileError, match=reason):
        load_model(path)
    rulebook = book(path)

    assert [rule.id for rule in rulebook.rules] == ["beetroot"]
    assert rulebook.advice[:1] == (rulebook.without_reader,)
    assert reason.removesuffix(": ") in rulebook.advice[0]
    assert "Without the learned reader these rules are left out: insulting, of-staff, turnip" in rulebook.advice[0]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(lambda path: changed(path, '"keen": 0.6', '"keen": 1.0'), "limits", id="a limit nothing reaches"),
        pytest.param(lambda path: changed(path, '"keen": 0.6', '"keen": 0.0'), "limits", id="a limit all reaches"),
        pytest.param(lambda path: changed(path, '"keen": 0.6', '"normal": 0.6'), "limits", id="a limit less"),
        pytest.param(lambda path: changed(path, "", "", "bias.npy"), "not all of one", id="an empty part"),
    ],
)
def test_a_model_that_is_not_whole_is_refused(path: Path, spoil: Callable[[Path], None], reason: str) -> None:
    spoil(path)

    with pytest.raises(FileError, match=reason):
        load_model(path)


def test_a_concern_the_model_does_not_know_is_a_mistake_with_its_line(path: Path) -> None:
    with pytest.raises(RulesError) as refused:
        book(path, RULES.replace("{insult: normal}", "{rumour: normal}"))

    assert str(refused.value) == "rules.yaml:9: the learned reader knows no 'rumour'; it knows insult, threat"


@pytest.mark.parametrize("text", ["", " ", "…", "?" * 5000, "turnip " * 900, "\u0000\u202e", "😂" * 3000, "ﷺ" * 2000])
def test_odd_texts_are_read_like_any_other(path: Path, text: str) -> None:
    for finding in book(path).examine(example_scene(text)):
        assert all(isinstance(span, Span) and 0 <= span.start < span.end <= len(text) for span in finding.spans)


def test_alone_the_shipped_reader_reminds_at_most_and_shows_danger_to_a_person() -> None:
    looked = {Concern.THREAT, Concern.INTIMIDATION, Concern.INCITEMENT, Concern.DOXXING, Concern.CHILD}
    learned = [rule for rule in shipped().rules if rule.is_learned]

    assert {rule.concern for rule in learned} == set(load_model(MODEL).concerns)
    assert {rule.concern for rule in learned if rule.level is Level.LOOK} == looked
    assert {rule.level for rule in learned} == {Level.LOOK, Level.POINTER, Level.REMINDER, Level.SUPPORT}


LOOKED_AT_AGAIN = """\
version: 1
second_look: true
rules:
  - {id: soup, title: Says soup, concern: insult, level: reminder, when: {says: [soup]}, examples: {flag: [], leave: []}}
  - {id: stew, title: Says stew, concern: threat, level: danger, when: {says: [stew]}, examples: {flag: [], leave: []}}
  - {id: help, title: Says broth, concern: insult, level: support, alert: urgent, when: {says: [broth]}, examples: {flag: [], leave: []}}
  - {id: name, title: Names, concern: insult, level: pointer, when: {says: ["<named> … table"]}, naming: strict, examples: {flag: [], leave: []}}
"""  # noqa: E501


@pytest.fixture
def calm(tmp_path: Path) -> Path:
    """A reader that suspects little where it knows no word."""
    path = tmp_path / "calm.npz"
    save_model(replace(model(turnip=(Concern.INSULT, 60)), bias=np.full(2, -3, dtype=np.float32)), path)
    return path


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("the soup is on the table", [], id="everyday talk"),
        pytest.param("the soup is on the table you turnip", ["soup"], id="talk it finds suspicious"),
        pytest.param("the stew is on the table", ["stew"], id="a clear danger"),
        pytest.param("the broth is on the table", ["help"], id="a life at risk"),
        pytest.param("Mr Pell is on the table", ["name"], id="what a strict group asked for"),
        pytest.param("zupa soup jest na stole", ["soup"], id="a language it does not know"),
    ],
)
def test_a_second_look_leaves_everyday_talk_alone_but_never_a_danger(calm: Path, text: str, rules: list[str]) -> None:
    assert [rule for rule, *_ in told(book(calm, LOOKED_AT_AGAIN), text)] == rules


def test_without_a_second_look_every_rule_is_taken_at_its_word(calm: Path) -> None:
    rulebook = book(calm, LOOKED_AT_AGAIN.replace("second_look: true\n", ""))

    assert [rule for rule, *_ in told(rulebook, "the soup is on the table")] == ["soup"]


def test_it_says_that_the_second_look_silenced_a_rule(calm: Path) -> None:
    fired = book(calm, LOOKED_AT_AGAIN).explain(example_scene("the soup is on the table"))

    assert [one.silenced_by for one in fired] == ["reads like everyday talk"]


def test_what_an_admin_wrote_or_changed_is_taken_at_its_word() -> None:
    overlay = """\
version: 1
extends: shipped
rules:
  - {id: insult-is, title: Ours}
  - {id: soup, title: Says soup, concern: insult, level: reminder, when: {says: [soup]}, examples: {flag: [], leave: []}}
"""  # noqa: E501
    rules = judged(parse_document(overlay, "ours.yaml"), "ours.yaml").rules

    doubted = {rule.id for rule in rules if rule.is_doubted}
    assert not doubted & {"insult-is", "soup"}
    assert {"insult-name", "insult-manner"} <= doubted
    assert not any(rule.level is Level.DANGER for rule in rules if rule.is_doubted)
