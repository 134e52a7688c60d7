"""No fact of one place stands in a text for another, in any text there is."""

import pytest
from worded import every_text

from bot.place import Place, load, names

PLACES = {name: load(name) for name in names()}
RENDERED = {name: "\n".join(text.text for text in every_text(place=place)) for name, place in PLACES.items()}


def facts(place: Place) -> frozenset[str]:
    """Numbers, links, names of bodies and roles, the law: whatever holds for this place and may not elsewhere."""
    services = [fact for each in place.services for fact in (each.name, each.phone, each.link) if fact]
    own = [place.emergency, place.police, place.data_law, place.data_regulator, *services]
    return frozenset(fact for fact in own if fact)


@pytest.mark.parametrize("name", PLACES)
def test_a_text_holds_no_fact_of_another_place(name: str) -> None:
    own = facts(PLACES[name])
    foreign = {fact for other in PLACES.values() for fact in facts(other)} - own
    # A fact that is part of one of ours, as 999 is of "112 or 999", is ours too.
    foreign = {fact for fact in foreign if not any(fact in each for each in own)}

    assert {fact for fact in foreign if fact in RENDERED[name]} == set()


def test_the_search_would_find_a_leak() -> None:
    assert {name for name in PLACES if "Samaritans" in RENDERED[name]} == set(PLACES) - {"blank"}
    assert {name for name in PLACES if "Live Fear Free" in RENDERED[name]} == {"wales"}
    assert {name for name in PLACES if "Ombudsman for Children" in RENDERED[name]} == {"ireland"}


def test_every_place_but_the_blank_one_says_what_all_must() -> None:
    kinds = {"safeguarding", "adult-worry", "regulator", "child-helpline", "distress-helpline", "abuse-helpline"}

    lacking = {
        name: kinds - {service.kind.value for service in place.services}
        for name, place in PLACES.items()
        if name != "blank"
    }

    assert {name: lacks for name, lacks in lacking.items() if lacks} == {}
    assert [name for name, place in PLACES.items() if name != "blank" and not (place.data_law and place.timezone)] == []
