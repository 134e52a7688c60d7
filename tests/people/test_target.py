"""Whom a message is about: names, roles, relations and pronouns, with the talk before it."""

from dataclasses import replace

import pytest
from shipped import shipped

from bot.finding import Target, TargetKind
from bot.message import MessageId, Reply
from bot.people.target import People
from bot.rulebook.examples import example_scene

STAFF, PUPIL, PARENT, GROUP = TargetKind.STAFF, TargetKind.PUPIL, TargetKind.PARENT, TargetKind.GROUP
HEAD, PELL, OKONJO, SAVAGE, LOVE = (Target(STAFF, f"staff:{n}") for n in range(1, 6))


NOBODY = Target(TargetKind.OTHER, "nobody at all")


def about(*lines: str, words: str | None = None) -> Target | None:
    """Whom `words` of the last line are about, or the whole line; read with the examples' register."""
    scene = example_scene(lines if len(lines) > 1 else lines[0])
    book = shipped()
    reading = book.read(scene.message.text)
    people = People(reading, scene, book.reader, book.ordinary)
    place = scene.message.text.find(words) if words else 0
    first = next(i for i, token in enumerate(reading.tokens) if token.end > place)
    pointed = people.about(first, first + 1)
    return pointed.target if pointed.is_pointed else NOBODY


@pytest.mark.parametrize(
    ("text", "words", "target"),
    [
        pytest.param("that cow Mrs Whitlock", "cow", HEAD, id="title and surname"),
        pytest.param("anna whitlock is a cow", "cow", HEAD, id="first name and surname"),
        pytest.param("Mrs W is a cow", "cow", HEAD, id="alias"),
        pytest.param("Pelly is a cow", "cow", PELL, id="nickname written as a name"),
        pytest.param("okonjo is a cow", "cow", OKONJO, id="a surname that is no word"),
        pytest.param("Okonjoo is a cow", "cow", OKONJO, id="one typo"),
        pytest.param("Savage is a clown", "clown", SAVAGE, id="a word as a name"),
        pytest.param("I think Savage is a clown", "clown", SAVAGE, id="a word with a capital inside a sentence"),
        pytest.param("mr savage is a clown", "clown", SAVAGE, id="a word with a title"),
        pytest.param("Mr S is a clown", "clown", SAVAGE, id="title and initial"),
        pytest.param("okono is a cow", "cow", OKONJO, id="a letter missing"),
        pytest.param("okonjjo is a cow", "cow", OKONJO, id="a letter too many"),
        pytest.param("okanju is a cow", "cow", NOBODY, id="two letters wrong are another name"),
        pytest.param("pall is a cow", "cow", NOBODY, id="one of four letters wrong is another word"),
        pytest.param("savagee is a cow", "cow", NOBODY, id="a surname that is a word, with a typo"),
        pytest.param("pelly is a cow", "cow", NOBODY, id="a nickname not written as a name"),
        pytest.param("anna is a cow", "cow", NOBODY, id="a first name not written as a name"),
        pytest.param("P e l l is a clown", "clown", PELL, id="spelt out"),
        pytest.param("Mr P3ll is a clown", "clown", PELL, id="a title, in disguise"),
        pytest.param("mr okonkjo is a clown", "clown", OKONJO, id="a title, and two letters changed places"),
        pytest.param(
            "I miss the old days, what a clown",
            "clown",
            NOBODY,
            id="a title that is a word, and no name after it",
        ),
        pytest.param("the y4 teacher is a clown", "clown", PELL, id="class and role"),
        pytest.param("that year four teacher is a clown", "clown", PELL, id="year in words"),
        pytest.param("the headteacher is a clown", "clown", HEAD, id="head"),
        pytest.param("the caretaker is a clown", "clown", Target(STAFF), id="a role nobody on the register has"),
        pytest.param("Mr Banerjee is a clown", "clown", Target(STAFF, "name:banerjee"), id="a title, not registered"),
        pytest.param("Kayden's mum is a clown", "clown", Target(PARENT, "parent-of:name:kayden"), id="somebody's mum"),
        pytest.param("Kayden is a clown", "clown", Target(PUPIL, "name:kayden"), id="a child's name"),
        pytest.param("Karen is a clown", "clown", Target(PARENT, "name:karen"), id="a grown-up's name"),
        pytest.param("that kid is a clown", "clown", Target(PUPIL), id="a child pointed at"),
        pytest.param("some mums are clowns", "clown", Target(PARENT), id="parents"),
        pytest.param("you lot are clowns", "clown", Target(GROUP), id="several people"),
        pytest.param("Mr Pell you clown", "clown", PELL, id="spoken to by name"),
        pytest.param("my husband is a clown", "clown", None, id="one's own husband"),
        pytest.param("my daughter is a clown", "clown", None, id="one's own child"),
        pytest.param(
            "one more word about my daughter, clown", "clown", Target(PARENT), id="one's own child stood up for"
        ),
        pytest.param("my husband says he is a clown", "clown", None, id="one's own husband, he"),
        pytest.param("my husband says she is a clown", "clown", Target(STAFF), id="a husband is nobody's she"),
        pytest.param("my mum says he is a clown", "clown", Target(STAFF), id="a mother is nobody's he"),
        pytest.param("my lads say he is a clown", "clown", Target(STAFF), id="two lads are nobody's he"),
        pytest.param("our dog is a clown", "clown", None, id="one's own dog"),
        pytest.param("the prime minister is a clown", "clown", None, id="a politician"),
        pytest.param("love is a clown", "clown", NOBODY, id="a word is no name"),
        pytest.param("it was a savage day", "savage", NOBODY, id="an adjective"),
    ],
)
def test_a_message_on_its_own(text: str, words: str, target: Target | None) -> None:
    assert about(text, words=words) == target


@pytest.mark.parametrize(
    ("lines", "words", "target"),
    [
        pytest.param(("Jo: Mr Pell was late again", "Sam: he is a clown"), "he", PELL, id="he"),
        pytest.param(("Jo: is Miss Okonjo off?", "Kim: yes", "Sam: she is a clown"), "she", OKONJO, id="two before"),
        pytest.param(("Jo: I like the plan", "Sam: you are a clown"), "you", Target(PARENT, "member:jo"), id="you"),
        pytest.param(("Jo: Mr Pell did", "Sam: lazy"), "lazy", PELL, id="no word points at anybody"),
        pytest.param(("Sam: my son met Mr Pell", "Sam: he is a clown"), "he", PELL, id="staff before one's own child"),
    ],
)
def test_a_message_in_a_conversation(lines: tuple[str, ...], words: str, target: Target) -> None:
    assert about(*lines, words=words) == target


@pytest.mark.parametrize(
    ("answered", "target"),
    [
        pytest.param(None, Target(STAFF), id="nobody was named"),
        pytest.param("Mr Pell was late again", PELL, id="the message that is answered named him"),
    ],
)
def test_a_message_that_answers_one_no_longer_in_memory(answered: str | None, target: Target) -> None:
    scene, book = example_scene("he is a clown"), shipped()
    message = replace(scene.message, reply_to=Reply(id=MessageId("long ago"), text=answered))
    scene = replace(scene, message=message)

    people = People(book.read(message.text), scene, book.reader, book.ordinary)

    assert people.about(3, 4).target == target
