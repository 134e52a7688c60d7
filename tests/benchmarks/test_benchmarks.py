"""What `make bench` measures on is the same every time, and its page says what was found. Nothing here is timed."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import corpus
import curves
import pytest
import worst
import yaml
from builders import minutes
from names import BETTER, OBSCENITY, OFF_ALONE, ON_ALONE, TELEGRAM, UNIT, in_groups, of_length, of_rules, plain
from page import page, picture
from projection import Served, Stream, by_processor
from results import Results, goals
from rounds import Contender, Ratio, Took, interleaved, ratio

SECONDS = {
    UNIT: 1e-6,
    plain(100): 10e-6,
    plain(1_000): 11e-6,
    plain(5_000): 30e-6,
    OFF_ALONE: 15e-6,
    ON_ALONE: 40e-6,
    TELEGRAM: 100e-6,
    BETTER: 10_000e-6,
}
CURVES = [
    *(of_length(number, reader) for number in curves.LENGTHS for reader in ("off", "on")),
    *map(of_rules, curves.RULES),
    *map(in_groups, curves.GROUPS),
]
TALK = Stream(messages=500, waited=2.5, processor=1.0, requests=0)
FLAGGED = Stream(messages=100, waited=5.0, processor=1.0, requests=150)
SERVED = Served(platform="Telegram", talk=TALK, flagged=FLAGGED, megabytes=300)
RESULTS = Results(
    machine="a machine",
    made="2026-03-02: two rounds.",
    took={name: Took(name, (each, 2 * each)) for name, each in SECONDS.items()},
    curves={name: Took(name, (10e-6 * place,)) for place, name in enumerate(CURVES, 1)},
    served=(SERVED, replace(SERVED, platform="Discord", flagged=replace(FLAGGED, processor=20.0))),
    worst={"off": (worst.Worst("word salad", 4.0),), "on": (worst.Worst("word salad", 6.0),)},
    started={"imports": 1.0, "reader": 0.1, "rules": 7.0, "process": 200.0, "groups": 30.0},
)


def test_the_corpus_is_the_same_every_time_and_one_in_six_deserves_something() -> None:
    said = corpus.texts(60)
    corpus.texts.cache_clear()

    assert corpus.texts(60) == said
    assert len(set(said)) == 60


def test_every_message_of_the_talk_follows_the_ten_before_it_within_the_recent_past() -> None:
    scenes = corpus.in_talk(corpus.texts(30), corpus.school())

    assert [len(scene.recent) for scene in scenes] == [min(place, 10) for place in range(30)]
    assert len({earlier.author for earlier in scenes[-1].recent}) == 7
    assert scenes[-1].message.sent_at - scenes[-1].recent[0].sent_at < minutes(10)


def test_two_schools_have_eighty_people_each_and_hardly_one_in_common() -> None:
    one, other = ({person.name for person in corpus.register(number).staff} for number in (1, 2))

    assert (len(one), len(other)) == (80, 80)
    assert len(one & other) < 8


def test_a_long_list_has_as_many_phrases_as_it_says() -> None:
    assert [len(set(corpus.phrases(count))) for count in (100, 1_000)] == [100, 1_000]


def test_the_longest_messages_are_as_long_as_a_platform_allows() -> None:
    assert {kind: len(text) for kind, text in worst.kinds().items()} == dict.fromkeys(worst.kinds(), worst.LONGEST)


def test_everything_takes_its_turn_and_the_first_round_does_not_count() -> None:
    turns: list[str] = []

    def turn(name: str) -> float:
        turns.append(name)
        return float(len(turns))

    took = interleaved([Contender(name, 2, lambda name=name: turn(name)) for name in "ab"], 2, lambda _: None)  # type: ignore[misc]

    assert turns == ["a", "b"] * 3
    assert took == {"a": Took("a", (1.5, 2.5)), "b": Took("b", (2.0, 3.0))}


def test_each_length_is_half_the_corpus_in_messages_of_that_length() -> None:
    said = corpus.texts(60)

    messages = {length: curves.cut(said, length) for length in (10, 640)}

    assert {length: {len(text) for text in texts} for length, texts in messages.items()} == {10: {10}, 640: {640}}
    assert len(messages[10]) == 60
    assert "".join(messages[640]) == " ".join(said)[: 640 * len(messages[640])]


def test_groups_take_turns_and_go_on_where_they_were() -> None:
    scenes = curves.in_turn(corpus.texts(3), 2)

    said = [(scene.group.id, scene.message.group, scene.message.chat) for _ in range(2) for scene in scenes()]

    assert said == [(f"school-{20 + turn % 2}",) * 3 for turn in range(6)]


def test_many_rules_have_ten_phrases_each_and_none_has_anothers() -> None:
    document = yaml.safe_load(corpus.many_rules(100))

    added = [phrase for one in document["lists"].values() for phrase in one["add"]]
    assert [len(one["add"]) for one in document["lists"].values()] == [10] * 100
    assert len(set(added)) == 1_000
    assert len(document["rules"]) == 101


def test_a_ratio_is_worked_out_within_each_round() -> None:
    assert ratio(Took("a", (2.0, 30.0, 4.0)), Took("b", (1.0, 10.0, 1.0))) == Ratio(3.0, 2.0, 4.0)


def test_every_goal_is_judged_by_what_was_found() -> None:
    assert [(goal.reach, goal.found, goal.is_met) for goal in goals(RESULTS)] == [
        ("≤ 12 ×", "11 × (11 to 11)", True),
        ("≤ 15%", "11% (11% to 11%)", True),
        ("≤ 15%", "15% (15% to 15%)", True),
        ("≤ 50%", "40% (40% to 40%)", True),
        ("≤ 2 ×", "3.0 × (3.0 to 3.0)", False),
        ("≤ 5 ms", "4.0 ms", True),
        ("≤ 5 ms", "6.0 ms", False),
        ("≥ 500 ×", "909 × (909 to 909)", True),
        ("≤ 40 MB", "30 MB", True),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "| 5,000 phrases against 100 | ≤ 2 × | 3.0 × (3.0 to 3.0) | **no** |",
        "| word salad | 4.0 | 6.0 |",
        "| reader on | 20 | 40 | 60 | 80 | 100 |",
        "| reader off | 110 | 120 | 130 |",
        "| reader off | 140 | 150 | 160 | 170 | 180 |",
        "| Telegram, 500 of talk | 2.0 | 200 | 0.0 |",
        "| Discord, 100 of flagged | 200.0 | 20 | 1.5 |",
        "| of a core, 1,000 groups take | 2.5% | 8.8% |",
        "| half of one processor core is enough for | 20,000 | 5,700 |",
        "| half of the requests the platform allows is enough for | 30,000 | 50,000 |",
        "What runs out first is half of one processor core, on Discord, at about 5,700 groups.",
    ],
)
def test_the_page_shows_what_was_found(line: str) -> None:
    assert line in page(RESULTS).splitlines()


@pytest.mark.parametrize(
    ("milliseconds", "cold", "groups"),
    [
        pytest.param(45, 1.0, 1_000, id="as many as are ready, or fewer: nothing is worked out again"),
        pytest.param(9, 1.0, 4_500, id="more: with what it costs to work them out again"),
        pytest.param(9, 90.0, 1_024, id="never fewer than are ready"),
    ],
)
def test_more_groups_than_are_kept_ready_cost_more(milliseconds: float, cold: float, groups: int) -> None:
    stream = Stream(messages=1_000, waited=1.0, processor=milliseconds, requests=1)
    served = Served(platform="Telegram", talk=stream, flagged=stream, megabytes=300)

    assert by_processor(served, cold) == groups


def test_every_goal_that_is_missed_says_why() -> None:
    slow = {name: Took(name, (1.0 if name not in {TELEGRAM, UNIT} else 1e-6,)) for name in (*SECONDS, OBSCENITY)}

    missed = goals(replace(RESULTS, took=slow, started={**RESULTS.started, "groups": 99.0}))

    assert [goal.what for goal in missed if not goal.is_met and not goal.why] == []


def test_the_picture_has_a_bar_for_everything_that_took_its_turn() -> None:
    drawn = ET.fromstring(picture(RESULTS))  # noqa: S314  # of our own making

    bars = list(drawn.iter("{http://www.w3.org/2000/svg}rect"))[1:]  # the first is the ground
    assert len(bars) == len(SECONDS)
