"""A message that stays in memory is read once; what is known of it goes with it."""

import gc
from dataclasses import replace

from builders import message

from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Parts, Phrases
from bot.reading.reading import Reader


def reader() -> Reader:
    return Reader(Lexicon(), Phrases({}, Parts()))


def test_a_message_is_read_once_as_long_as_it_is_in_memory() -> None:
    ours, said = reader(), message("Coats are in the hall")

    assert ours.read_message(said) is ours.read_message(said)
    assert ours.read_message(said).words == ("coats", "are", "in", "the", "hall")


def test_an_edited_message_is_read_anew() -> None:
    ours, said = reader(), message("Coats are in the hall")
    ours.read_message(said)

    assert ours.read_message(replace(said, text="Boots too")).words == ("boots", "too")


def test_what_was_read_is_forgotten_with_the_message() -> None:
    ours, said = reader(), message("Coats are in the hall")
    ours.read_message(said)

    del said
    gc.collect()

    assert list(ours._messages) == []


def test_an_answer_is_worked_out_once_for_each_question() -> None:
    asked: list[str] = []
    read = reader().read("Coats are in the hall")

    answers = [read.once(question, lambda question=question: asked.append(question) or question) for question in "aba"]  # type: ignore[misc,func-returns-value]

    assert (answers, asked) == (["a", "b", "a"], ["a", "b"])
