"""What members and admins are told of a change: which rules turned, and what would become of messages."""

from few_words import small

from bot.finding import Level
from bot.rulebook.examples import example_scene
from bot.rulebook.preview import Difference, Outcome, differences
from bot.rulebook.turns import Turn, Way, turns

RULE = (
    "  - {id: NAME, title: Says NAME, concern: insult, level: LEVEL, mode: MODE, when: {says: [NAME]}, examples: {}}\n"
)


def rules(**levels: str) -> str:
    """A rule for each word, of this level; one that only watches is written with a "?"."""
    parts = [
        RULE.replace("NAME", name)
        .replace("LEVEL", level.strip("?"))
        .replace("MODE", "shadow" if "?" in level else "live")
        for name, level in levels.items()
    ]
    return "version: 1\nrules:\n" + "".join(parts)


def test_it_tells_of_every_rule_that_acts_how_it_turned() -> None:
    before = small(
        rules(oaf="look", lump="reminder", soup="serious", gone="look", same="look", shy="look?", off="look")
    )
    after = small(
        rules(
            oaf="serious", lump="pointer", soup="serious", new="look", same="look", shy="look", off="look?", odd="look?"
        )
    )
    other = small(rules(soup="serious").replace("says: [soup]", "says: [soup, stew]"))

    assert turns(before, after) == (
        Turn(Way.GONE, before.rules[3].id, "Says gone"),
        Turn(Way.GONE, before.rules[6].id, "Says off"),
        Turn(Way.STRICTER, before.rules[0].id, "Says oaf"),
        Turn(Way.SOFTER, before.rules[1].id, "Says lump"),
        Turn(Way.NEW, after.rules[3].id, "Says new"),
        Turn(Way.NEW, before.rules[5].id, "Says shy"),
    )
    assert [turn.way for turn in turns(before, other) if turn.title == "Says soup"] == [Way.OTHER]
    assert turns(before, before) == ()


def test_it_shows_the_messages_something_else_would_become_of() -> None:
    before = small(rules(oaf="look", lump="reminder", soup="look", stew="none", broth="look?"))
    after = small(
        rules(oaf="serious", lump="pointer", ladle="look", stew="none", broth="pointer?").replace("[ladle]", "[soup]")
    )
    texts = ("an oaf", "a lump", "the soup", "the stew", "the broth", "coats")

    shown = differences(before, after, map(example_scene, texts))

    assert shown == (
        Difference(text="an oaf", before=Outcome(Level.LOOK, "oaf"), after=Outcome(Level.SERIOUS, "oaf")),
        Difference(text="a lump", before=Outcome(Level.REMINDER, "lump"), after=Outcome(Level.POINTER, "lump")),
        Difference(text="the soup", before=Outcome(Level.LOOK, "soup"), after=Outcome(Level.LOOK, "ladle")),
    )
    assert [(each.is_more, each.is_less) for each in shown] == [(True, False), (False, True), (False, False)]
