"""What a reader makes of letters: every disguise undone, every innocent word left alone, every span in its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.chunks import _ODD
from bot.reading.english import English
from bot.reading.fold import LIMIT, fold, plain
from bot.reading.lexicon import Lexicon
from bot.reading.phrases import Parts, Phrases
from bot.reading.reading import Reader, Reading

LEXICON = Lexicon.of(
    known=[
        "stupid",
        "slap",
        "waste",
        "staff",
        "cow",
        "the",
        "a",
        "of",
        "space",
        "knife",
        "good",
        "going",
        "to",
        "fuck",
    ],
    hidden=["fuck", "bitch", "cunt", "waste"],
    speak={"u": ("you",), "gonna": ("going", "to"), "i'll": ("i", "will"), "can't": ("can", "not")},
)
PHRASES = Phrases({"insult": [("stupid", "cow"), ("cow",)], "sign": [("🔪",)]}, Parts())
STRANGE, LETTER, THRICE = re.compile(r"[^a-z'\s]"), re.compile(r"[^\W\d_]"), re.compile(r"(.)\1\1", re.DOTALL)


def seen(text: str) -> list[str]:
    return [token.text for token in reading(text).tokens]


def reading(text: str) -> Reading:
    return Reader(LEXICON, PHRASES).read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("You STUPID cow!!", ["you", "stupid", "cow"], id="case and punctuation"),
        pytest.param("stuuuupid", ["stupid"], id="repeats"),
        pytest.param("st*pid sl*w", ["stupid", "sl", "w"], id="a mask of a word nobody hides, if one fits"),
        pytest.param("f**k", ["fuck"], id="mask"),
        pytest.param("f••k", ["fuck"], id="round mask"),
        pytest.param("f·u·c·k", ["fuck"], id="raised dots"),
        pytest.param("b*tch's", ["bitch"], id="mask with a possessive"),
        pytest.param("f@ck", ["fuck"], id="a letter's look-alike as a mask"),
        pytest.param("w4$te", ["waste"], id="leet"),
        pytest.param("s t u p i d", ["stupid"], id="letters apart"),
        pytest.param("s.t.u.p.i.d", ["stupid"], id="letters with dots"),
        pytest.param("s-l-a-p", ["slap"], id="letters with dashes"),
        pytest.param("s t u p i d e r", ["stupider"], id="letters apart of a longer word nobody knows"),
        pytest.param("s t u p i d, c o w", ["stupid", "cow"], id="a comma ends a word of letters apart"),
        pytest.param("h u g e, h.u.g.e", ["huge", "huge"], id="letters apart of a word nobody knows"),
        pytest.param("ｓｔｕｐｉｄ", ["stupid"], id="full width"),
        pytest.param("𝓼𝓽𝓾𝓹𝓲𝓭", ["stupid"], id="fancy letters"),
        pytest.param("ⓢⓣⓤⓟⓘⓓ", ["stupid"], id="circled letters"),
        pytest.param("stupi\u0301d", ["stupid"], id="marks"),
        pytest.param("st\u200bup\u2060id", ["stupid"], id="invisible signs"),
        pytest.param("сow", ["cow"], id="a Cyrillic letter in a Latin word"),
        pytest.param("u gonna", ["you", "going", "to"], id="text-speak"),
        pytest.param("I’ll can't", ["i", "will", "can", "not"], id="contractions, either apostrophe"),
        pytest.param("Hall's he's", ["hall", "'s", "he", "is"], id="possessive and is"),
        pytest.param("🔪🐍", ["🔪", "🐍"], id="emoji are words"),
        pytest.param("||stupid|| *cow* _slap_", ["stupid", "cow", "slap"], id="spoilers and markdown"),
        pytest.param("see https://x.example/stupid?cow=1 ok", ["see", "https", "ok"], id="a link is one word"),
    ],
)
def test_reads_what_a_person_would_read(text: str, words: list[str]) -> None:
    assert seen(text) == words


@pytest.mark.parametrize(
    "text", ["y4", "3pm", "5am", "10b", "2nd", "b&m", "scunthorpe", "2x", "co2", "mcdonald", "żuk", "жук", "قطة", "गाय"]
)
def test_leaves_innocent_words_what_they_are(text: str) -> None:
    assert "".join(seen(text)) == text.replace("&", "").replace("ż", "z")


def test_a_phrase_is_found_where_it_stands() -> None:
    found = reading("well, you Stupid  cow 🔪")

    assert found.hits == {"insult": {2: (4,), 3: (4,)}, "sign": {4: (5,)}}
    assert found.text[found.span(2, 4).start : found.span(2, 4).end] == "Stupid  cow"


def test_sentences_end_at_stops_and_new_lines_and_questions_are_known() -> None:
    found = reading("Is it good? It is 3.30pm\nslap")

    assert found.sentences == ((0, 3), (3, 7), (7, 8))
    assert [found.is_asked(token) for token in (0, 3, 7)] == [True, False, False]


def test_what_stands_in_quotes_is_known() -> None:
    quoted = [
        token.text for token in reading("he said 'you stupid cow' and \"slap\", I can't").tokens if token.is_quoted
    ]

    assert quoted == ["you", "stupid", "cow", "slap"]


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_span_lies_in_the_original(text: str) -> None:
    places = [(token.start, token.end) for token in reading(text).tokens]

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.text(max_size=300) | st.text("abu '.!🔪\n", max_size=100))
def test_the_words_alone_are_the_words_in_their_places(text: str) -> None:
    assert reading(text).words == tuple(token.text for token in reading(text).tokens)


@given(st.text(max_size=300))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=200))
def test_every_folded_letter_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)

    assert len(folded.origin) == len(folded.text)
    assert all(0 <= place < len(text) for place in folded.origin)
    assert list(folded.origin) == sorted(folded.origin)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 10_000,
        "🔪" * 9_000,
        "\u0301" * 9_000,
        "\ufdfa" * 4_096,
        "\ud800" * 100,
        "\u202e" * 500,
        "🔪🤡" * 2_000,
        "a1" * 5_000,
        "1!" * 4_000,
    ],
    ids=[
        "10,000 words",
        "emoji",
        "marks",
        "one sign that unfolds",
        "surrogates",
        "right to left",
        "two emoji",
        "leet",
        "signs",
    ],
)
def test_odd_texts_are_read_up_to_the_limit(text: str) -> None:
    assert len(fold(text).text) <= LIMIT
    assert len(reading(text)) <= LIMIT


@given(st.text("ab'Z1é ²_\n*😀б٣", max_size=7))
def test_a_chunk_is_odd_with_a_letter_at_an_edge_and_a_strange_sign_or_with_one_sign_three_times(text: str) -> None:
    begins = bool(LETTER.match(text)) and STRANGE.search(text, 1) is not None
    ends = bool(LETTER.match(text[-1:])) and STRANGE.search(text[:-1]) is not None

    assert bool(_ODD.fullmatch(text)) is (begins or ends or THRICE.search(text) is not None)


@pytest.mark.parametrize(
    ("word", "kind", "forms"),
    [
        ("slap", "verb", {"slap", "slaps", "slapped", "slapping", "slappin"}),
        ("bully", "verb", {"bully", "bullies", "bullied", "bullying", "bullyin"}),
        ("witch", "noun", {"witch", "witches"}),
        ("smash", "none", {"smash"}),
        ("shove", "verb", {"shove", "shoves", "shoved", "shoving", "shovin"}),
    ],
)
def test_words_inflect_as_english_does(word: str, kind: str, forms: set[str]) -> None:
    assert set(English({}, {}).forms(word, kind)) == forms
