"""Whom the words of a message are about, with a register and a handful of words of its own."""

from dataclasses import replace
from functools import cache

import pytest
from few_words import few_lists, made

from bot.finding import Target, TargetKind
from bot.message import Member, MemberId, Reply
from bot.people.load import read_register
from bot.people.names import names_of, who_has
from bot.people.target import About, People
from bot.rulebook.book import Rulebook
from bot.rulebook.examples import EXAMPLE_GROUP, example_scene
from bot.scene import Scene

STAFF, PUPIL, PARENT = TargetKind.STAFF, TargetKind.PUPIL, TargetKind.PARENT
REGISTER = read_register(
    """\
Mrs Anna Whitlock, Headteacher
Mr Rob Dale, Deputy head teacher
Mr Gareth Pell, Year 6 teacher
Ms Ruth Daley, SENCO and Year 1 teacher
Mr Ian Savage, Year 6 teacher
Jean
Mr Tom Hall, Caretaker
Mrs Karen Hall, School cook
Mrs Mary O'Brien, Bursar
Mr Q, Year 2 teacher
Mrs Lina D'Sa, Year 6 assistant
Mr Lee Marsh, Head of Year
Mrs Joan Love, Office
"""
)
HEAD, DALE, PELL, DALEY, SAVAGE, JEAN, TOM_HALL, KAREN_HALL, OBRIEN, Q, DSA, MARSH, LOVE = (
    Target(STAFF, person.key) for person in REGISTER.staff
)
NOBODY = About(Target(TargetKind.OTHER), is_pointed=False)
WORDS = """\
staff-role: {about: x, words: [head, deputy head, head of year, senco, year (one|six) teacher, year six assistant]}
person-word: {about: somebody, words: [woman]}
pupil-role: {about: pupils, words: [kid, lad]}
pupil-hint: {about: of a child, words: [playground]}
pupil-word: {about: somebody's child, words: [lad, son]}
parent-word: {about: somebody's parent, words: [mum]}
own-family: {about: one's own people, words: [my husband]}
own-child: {about: one's own child, words: [my son]}
child-name: {about: children, words: [kayden]}
grown-name: {about: parents, words: [karen]}
"""
RULES = "version: 1\nrules:\n- {id: a, title: A, concern: insult, level: look, when: {says: [oaf]}, examples: {}}\n"


@cache
def book() -> Rulebook:
    return made(RULES, few_lists(words=WORDS, speak="{wanna: want to}", irregular="{}"))


def around(scene: Scene) -> People:
    return People(book().read(scene.message.text), scene, book().reader, book().ordinary)


def pointed(text: str, words: str) -> tuple[People, int, int]:
    """The people of a message, and where these words of it stand."""
    people = around(example_scene(text, replace(EXAMPLE_GROUP, register=REGISTER)))
    said, wanted = people.reading.words, book().read(words).words
    first = next(place for place in range(len(said)) if said[place : place + len(wanted)] == wanted)
    return people, first, first + len(wanted)


def about(text: str, words: str) -> About:
    people, first, last = pointed(text, words)
    return people.about(first, last)


@pytest.mark.parametrize(
    ("text", "words", "target"),
    [
        pytest.param("the head is a clown", "clown", HEAD, id="the head, where there is a deputy head too"),
        pytest.param("the deputy head is a clown", "clown", DALE, id="the deputy head"),
        pytest.param("the head of year is a clown", "clown", MARSH, id="a year without a number"),
        pytest.param("the senco is a clown", "clown", DALEY, id="one of somebody's two roles"),
        pytest.param("the year one teacher is a clown", "clown", DALEY, id="a year in words"),
        pytest.param("the year six assistant is a clown", "clown", DSA, id="another year in words"),
        pytest.param("the year six teacher is a clown", "clown", Target(STAFF), id="a role of two people"),
        pytest.param("I think Jean is a clown", "clown", JEAN, id="somebody known by one name only"),
        pytest.param("mr hall is a clown", "clown", TOM_HALL, id="one surname, told apart by the title"),
        pytest.param("mrs hall is a clown", "clown", KAREN_HALL, id="the other of that surname"),
        pytest.param("sir savage is a clown", "clown", SAVAGE, id="a title that is a word, before a name that is one"),
        pytest.param("sir love is a clown", "clown", LOVE, id="the same of four letters"),
        pytest.param("mr savagge is a clown", "clown", SAVAGE, id="a typo after a title"),
        pytest.param("what a clown sir love", "clown", LOVE, id="at the end"),
        pytest.param("mr banerjee is a clown", "clown", Target(STAFF, "name:banerjee"), id="a stranger's title"),
        pytest.param("she is a clown in the playground", "clown", Target(PUPIL), id="a hint at a child"),
        pytest.param("o'brien is a clown", "clown", OBRIEN, id="a name with an apostrophe"),
        pytest.param("obrien is a clown", "clown", OBRIEN, id="the same without"),
        pytest.param("d'sa is a clown", "clown", DSA, id="a short one"),
        pytest.param("mr q is a clown", "clown", Q, id="a surname of one letter, with its title"),
        pytest.param("W h i t l o c k is a clown", "clown", HEAD, id="a name of two words, spelt out"),
        pytest.param("sir W h i t l o c k is a clown", "clown", HEAD, id="the same after a title"),
        pytest.param(
            "W h i t l o c k's lad is a clown", "clown", Target(PUPIL, f"pupil-of:{HEAD.key}"), id="whose lad he is"
        ),
        pytest.param("what a clown W h i t l o c k", "clown", HEAD, id="spelt out at the end"),
        pytest.param("Kayden mum is a clown", "clown", Target(PARENT, "parent-of:name:kayden"), id="in few letters"),
        pytest.param("Mr Pell lad is a clown", "clown", PELL, id="a lad who is not said to be his"),
        pytest.param("Mr Pell met mum, what a clown", "clown", PELL, id="a mum who is not said to be theirs"),
        pytest.param("kayden is a clown", "clown", Target(PUPIL, "name:kayden"), id="a child without a capital"),
        pytest.param("Zayn's lad is a clown", "clown", Target(PUPIL, "pupil-of:name:zayn"), id="an unknown's child"),
        pytest.param("Zayn's mum is a clown", "clown", Target(PARENT, "parent-of:name:zayn"), id="an unknown's mum"),
        pytest.param("Karen is a clown", "clown", Target(PARENT, "name:karen"), id="a grown-up's first name"),
        *(
            pytest.param(f"{whose} karen is a clown", "clown", Target(PUPIL, "name:karen"), id=f"{whose} karen")
            for whose in ("your", "his", "her", "their", "little")
        ),
    ],
)
def test_who_is_called_something_is_whom_it_is_about(text: str, words: str, target: Target) -> None:
    assert about(text, words) == About(target, is_pointed=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("q is a clown", id="one letter by itself"),
        pytest.param("what a clown, thanks miss", id="a title that ends the message"),
        pytest.param("so ZAYN what a clown", id="a shouted word"),
        pytest.param("Savage act, what a clown", id="a word that begins the message"),
        pytest.param("I THINK SAVAGE ACTS ARE CLOWN", id="a word among capitals"),
        pytest.param("thank the mrs. what a clown", id="a title that ends a sentence"),
        pytest.param("whit lock, what a clown", id="two words that only sound like one name"),
        pytest.param("what a clown. Savage", id="a word that is a sentence, and the last"),
        pytest.param("Sister act, what a clown", id="a title that is a word, with the sentence's capital"),
        *(
            pytest.param(f"a {word} act, what a clown", id=f"{word}, which is no title here")
            for word in ("sir", "doctor", "father", "sister", "miss")
        ),
    ],
)
def test_what_only_looks_like_a_name_is_nobody(text: str) -> None:
    assert about(text, "clown") == NOBODY


@pytest.mark.parametrize(
    ("text", "words", "target"),
    [
        pytest.param("Mr Pell is a clown says Mrs Whitlock", "clown", PELL, id="who stands before it, not after"),
        pytest.param("that lad is a clown. Mr Pell was nice", "clown", Target(PUPIL), id="its own sentence first"),
        pytest.param("Lad is a clown. Mr Pell met that", "clown", Target(PUPIL), id="from its first word on"),
        pytest.param("Mr Pell was late. what a clown", "clown", PELL, id="then the message"),
        pytest.param("Mrs Whitlock met Mr Pell", "Mrs Whitlock", HEAD, id="a name is its own"),
        pytest.param(
            "Mrs Whitlock met his lad", "his", Target(PUPIL), id="a possessive goes with what it stands before"
        ),
        pytest.param("we met Kayden that lad hit me", "lad", Target(PUPIL), id="a role beside a name is its own"),
        pytest.param("Mrs Whitlock met Mr Pell and he is a clown", "he", PELL, id="the nearest before"),
        pytest.param("he is a clown that Mr Pell", "he", PELL, id="or whoever comes after"),
        pytest.param("that lad will knock heads", "that lad will knock heads", Target(PUPIL), id="who does it"),
        pytest.param("they say Mr Pell met Mrs Whitlock", "they", PELL, id="they are whoever is named next"),
        pytest.param("that woman met Mr Pell and Mrs Whitlock", "woman", PELL, id="so is that woman"),
        pytest.param("Mrs Anna Whitlock met Mr Pell", "Mrs", HEAD, id="a title goes with a first name"),
        pytest.param("you silly lot are clowns", "you", Target(TargetKind.GROUP), id="several, with a word between"),
        pytest.param("that woman is a clown", "woman", Target(STAFF), id="somebody, most often of the staff"),
        pytest.param("anna whitlock met Mr Pell", "anna", HEAD, id="a first name goes with a surname"),
        pytest.param("you lad are a clown", "lad", Target(PUPIL), id="who is spoken to, by role"),
        pytest.param("Mr Pell hit my husband so I will have him", "him", PELL, id="who did it, by name"),
        pytest.param("my son will knock heads", "my son will knock heads", None, id="one's own child who does it"),
        pytest.param("my husband gave him my own ball", "him", Target(STAFF), id="another's own is not theirs"),
        pytest.param("that lad hit my husband so I will have him", "him", Target(PUPIL), id="who did it to one's own"),
        pytest.param("she says you are a clown", "you", Target(PARENT), id="you are not she"),
        pytest.param("you told me Mr Pell you clown", "you clown", PELL, id="you are whom the sentence names"),
        pytest.param(
            "my husband will have him", "him", Target(STAFF), id="one's own people are not whom they do it to"
        ),
        pytest.param("my husband will have him", "my husband will have him", Target(STAFF), id="nor in one breath"),
        pytest.param("my husband said I like him", "him", None, id="but what another does may be to them"),
        pytest.param("my husband lost his own shoe", "his", None, id="and what is their own is theirs"),
        pytest.param("he pushed my son so I will have him", "him", Target(STAFF), id="nor are they who did it first"),
    ],
)
def test_words_are_about_whom_a_reader_would_think(text: str, words: str, target: Target | None) -> None:
    assert about(text, words) == About(target, is_pointed=True)


def test_what_one_s_own_people_do_to_nobody_named_is_about_nobody() -> None:
    assert about("my husband will knock heads", "my husband will knock heads") == NOBODY


@pytest.mark.parametrize(
    ("text", "target"),
    [
        pytest.param(f"Pell {'very ' * 55}late and that lad clown", PELL, id="sixty words before"),
        pytest.param(f"Pell {'very ' * 56}late and that lad clown", Target(PUPIL), id="sixty-one words before"),
        pytest.param(f"that lad clown {'very ' * 60}late Pell", Target(PUPIL), id="sixty-one words after"),
        pytest.param(f"that lad clown {'very ' * 59}late Pell", PELL, id="sixty words after"),
    ],
)
def test_a_name_is_heard_sixty_words_away(text: str, target: Target) -> None:
    assert about(text, "clown") == About(target, is_pointed=True)


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        pytest.param("my son is a clown", True, id="in front"),
        pytest.param("what a clown is my son", True, id="behind"),
        pytest.param("that lad is a clown", False, id="another's child"),
        pytest.param("my son was late. Mr Pell is a clown. my son says", False, id="in other sentences"),
    ],
)
def test_one_s_own_child_is_heard_of_in_the_same_sentence(text: str, *, is_own: bool) -> None:
    people, first, last = pointed(text, "clown")

    assert people.is_own_child(first, last) is is_own


def test_a_title_by_itself_is_nobodys_name() -> None:
    assert names_of(read_register("Sir, Caretaker"), frozenset()).by_first == {}


@pytest.mark.parametrize("role", ["Headteacher", "Head teacher", "Head"])
def test_the_head_is_told_from_the_other_heads_however_the_school_writes_it(role: str) -> None:
    register = read_register(f"Mr Rob Dale, Deputy head teacher\nMrs Anna Whitlock, {role}\nMr Lee Marsh, Head of year")

    assert who_has(("head",), names_of(register, frozenset())) == "staff:2"


def test_the_last_four_messages_set_the_tone() -> None:
    talk = around(example_scene(tuple(f"Jo: {word}" for word in "one two three four five six".split()))).talk

    assert [people.reading.text for people in talk] == ["two", "three", "four", "five"]


def test_you_are_whoever_is_answered_also_when_their_message_is_gone() -> None:
    scene = example_scene(("Jo: fine", "Sam: you are a clown"))
    kim = Member(id=MemberId("kim"), name="Kim")
    scene = replace(scene, message=replace(scene.message, reply_to=Reply(id=scene.message.id, author=kim)))

    assert around(scene).about(0, 1) == About(Target(PARENT, "member:kim"), is_pointed=True)


def test_you_are_whoever_wrote_the_message_that_is_answered() -> None:
    scene = example_scene(("Kim: fine", "Jo: fine", "Sam: you are a clown"))
    scene = replace(scene, message=replace(scene.message, reply_to=Reply(id=scene.recent[0].id)))

    assert around(scene).about(0, 1) == About(Target(PARENT, "member:kim"), is_pointed=True)


def test_the_first_name_of_whoever_wrote_lately_is_a_grown_up_s() -> None:
    scene = example_scene(("Zed: fine", "Sam: zed is a clown"))

    assert around(scene).about(3, 4) == About(Target(PARENT, "name:zed"), is_pointed=True)
