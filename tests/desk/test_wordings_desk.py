"""A group's admins put things in their own words: shown as members would get them, held to what ours are held to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tuning_chat import ANN, BEA, GROUP, INSULT, SAM, Chat

from bot.group import Sentence, Spoken
from bot.notice import Choice
from bot.wording.own import is_open
from bot.wording.phrasebook import load

SHORT = """\
note:
  hello: Dear {name},
help:
  school-office: "Worried about school? Mrs Ogg in the office knows: {contact}."
"""
OURS = load("en")
TRUE = ": it says what I did or what counts, and has to be true; or it is no text for members"


@pytest.fixture
def chat() -> Chat:
    return Chat()


def own(key: str, text: str, language: str = "en") -> Sentence:
    return Sentence(language=language, key=key, text=text)


async def noted(chat: Chat) -> str:
    """What a member gets now."""
    await chat.says(INSULT)
    return next(seen.letter.text for seen in reversed(chat.platform.seen) if seen.by == SAM.id)


async def test_a_few_lines_are_shown_in_whole_notes_then_used_then_said(chat: Chat) -> None:
    shown = await chat.asks("wording", SHORT)
    before = await chat.group()
    applied = await chat.press(Choice.APPLY)

    assert shown.startswith(
        "Sentences that would change: 2. Members would get texts such as these:\n\n— 1.\nDear Sam, "
    )
    assert "Worried about school? Mrs Ogg in the office knows: the school office." in shown
    assert shown.endswith("note.hello: Dear {name},\n" + shown[shown.index("help.school-office:") :])
    assert before.wordings == ()
    assert applied == "Done. This is version 1 of your sentences. To go back, send /wording undo"
    assert (await chat.group()).wordings[0].sentences == (
        own("note.hello", "Dear {name},"),
        own("help.school-office", "Worried about school? Mrs Ogg in the office knows: {contact}."),
    )
    assert "Mrs Ogg in the office knows" in await noted(chat)


async def test_the_file_that_is_handed_out_comes_back_unchanged_and_changes_nothing(chat: Chat) -> None:
    told = await chat.asks("wording")
    (document,) = chat.platform.seen[-1].letter.documents
    text = document.content.decode()

    assert told.startswith("I have sent you my sentences as a file, to you alone.")
    assert (chat.platform.seen[-1].by, document.name) == (ANN.id, "wording.yaml")
    assert text.startswith("# Our wording, version 0. Please leave this line as it is.\nlanguage: en\n")
    assert await chat.core.reception.filed("", text, ANN, "wording.yaml") == "It says so already."
    changed = text.replace("hello: Hi {name}.", "hello: Dear {name},")
    assert await chat.core.reception.filed("", changed, ANN) == await chat.core.reception.filed("", changed, ANN)
    await chat.asks("apply")
    assert (await chat.group()).wordings[0].sentences == (own("note.hello", "Dear {name},"),)


async def test_every_mistake_is_told_by_line_and_nothing_changes(chat: Chat) -> None:
    told = await chat.asks(
        "wording",
        "note:\n"
        "  helo: Hi\n"
        "  first: It does not count.\n"
        "  hello: Hi {nmae}.\n"
        "notes:\n"
        "  insult:\n"
        "    says: You were rude.\n"
        "    why: This is harassment of the victim.\n"
        "    brief: word word word word word word word word word word word word word word word word word word word"
        " word word\n"
        "help:\n"
        "  head: Please tell somebody.\n"
        "group:\n"
        '  pinned: [Hello., "Press “{anything}” or “{ask}”. {three} count in {window}."]\n',
    )

    assert told.splitlines() == [
        "Nothing was changed. This is what is wrong, line by line:",
        "2: `note.helo` cannot be changed (did you mean `note.hello`?)",
        f"3: `note.first` cannot be changed{TRUE}",
        "4: `note.hello` cannot use {nmae} (did you mean `name`?)",
        "7: `notes.insult.says` says `you were rude`, which is on the list of words never said",
        "8: `notes.insult.why` says `harass*`, which is on the list of words never said",
        "8: `notes.insult.why` says `victim*`, which is on the list of words never said",
        "9: `notes.insult.brief` has a sentence of more than 20 words: " + "word " * 20 + "word",
        "11: `help.head` must go on saying {contact}",
        "13: `group.pinned` must go on saying /rules",
    ]
    assert await chat.asks("apply") == "I have nothing from you to use. Send me the change again."
    assert (await chat.group()).wordings == ()


async def test_what_makes_a_whole_note_too_long_or_too_hard_is_refused_where_it_stands(chat: Chat) -> None:
    long = "Please think about it. " * 14
    hard = "Institutional communication necessitates considerable circumspection. "
    told = await chat.asks("wording", f"notes:\n  insult:\n    says: '{{message}} may hurt. {long}'\n")
    read = await chat.asks("wording", f"note.bot = {hard}")

    assert told.splitlines()[1].startswith("3: `notes.insult.says`: with it, a whole text has ")
    assert told.splitlines()[1].endswith(" words; 90 is the most")
    assert "1: `note.bot`: with it, a whole text reads at grade " in read


async def test_one_sentence_is_looked_at_and_changed_from_a_phone_and_taken_back(chat: Chat) -> None:
    listed = await chat.asks("wording", "several")
    one = await chat.asks("wording", "note.hello")
    await chat.asks("wording", "note.hello = Dear {name},")
    await chat.asks("apply")
    other = await chat.asks("wording", "note.hello")
    await chat.asks("wording", "note.hello =")
    back = await chat.asks("apply")

    assert listed.splitlines()[1:] == ["/wording several.again", "/wording several.change"]
    assert one.splitlines()[0] == "Hi {name}."
    assert one.splitlines()[-1] == "/wording note.hello ="
    assert other.splitlines()[0] == "Dear {name},"
    assert back == "Done. This is version 2 of your sentences. To go back, send /wording undo"
    assert (await chat.group()).wordings[0].sentences == ()


async def test_a_sentence_that_was_not_written_about_stays(chat: Chat) -> None:
    for words in (SHORT, "note.down = Please take this down."):
        await chat.asks("wording", words)
        await chat.asks("apply")

    assert [each.key for each in (await chat.group()).wordings[0].sentences] == [
        "note.hello",
        "help.school-office",
        "note.down",
    ]


async def test_versions_are_kept_and_brought_back(chat: Chat) -> None:
    nothing = await chat.asks("wording", "undo")
    for hello in ("Dear {name},", "Hello {name}."):
        await chat.asks("wording", f"note.hello = {hello}")
        await chat.asks("apply")
    undone = await chat.asks("wording", "undo")
    listed = await chat.asks("wording", "undo 9")
    await chat.asks("wording", "undo 0")

    assert nothing == "I have no such version. These are the ones I have:"
    assert undone == "Done. This is version 3 of your sentences. To go back, send /wording undo"
    assert [line.split(" (")[0] for line in listed.splitlines()[1:]] == [f"/wording undo {n}" for n in (3, 2, 1)]
    assert [each.sentences[:1] for each in (await chat.group()).wordings] == [
        (),
        (own("note.hello", "Dear {name},"),),
        (own("note.hello", "Hello {name}."),),
        (own("note.hello", "Dear {name},"),),
    ]


async def test_two_admins_at_once_are_told_and_overwrite_nothing(chat: Chat) -> None:
    await chat.asks("wording")
    taken = chat.platform.seen[-1].letter.documents[0].content.decode()
    await chat.asks("wording", "note.hello = Dear {name},", by=ANN)
    await chat.asks("wording", "note.hello = Hello {name}.", by=BEA)
    await chat.asks("apply", by=ANN)
    late = await chat.asks("apply", by=BEA)
    file = await chat.core.reception.filed("", taken, BEA, "wording.yaml")

    moved = "Nothing was changed. Your sentences are not what they were when you took them"
    assert late.startswith(moved)
    assert file.startswith(moved)
    assert (await chat.group()).wordings[0].sentences == (own("note.hello", "Dear {name},"),)


async def test_the_button_uses_what_it_was_shown_with_be_it_rules_or_words(chat: Chat) -> None:
    await chat.asks("wording", "note.hello = Dear {name},")
    words = chat.letter(Choice.APPLY)
    chat.now += timedelta(minutes=1)
    await chat.asks("softer", "dolt")

    assert await chat.press(Choice.APPLY, letter=words) == "I have nothing from you to use. Send me the change again."
    assert await chat.press(Choice.APPLY) == "Done. This is version 1 of your rules. To go back, send /undo."
    assert (await chat.group()).wordings == ()


async def test_only_the_groups_admins_may(chat: Chat) -> None:
    assert await chat.asks("wording", SHORT, by=SAM) == "Only the group's admins can do that."
    assert await chat.core.reception.filed("", SHORT, SAM, "wording.yaml") == "Only the group's admins can do that."


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("a: &a [1]\nb: *a\n", "2: aliases (*name) are not used here; write the part out"),
        ("note: [\n", "2: is not YAML: did not find expected node content"),
        ("language: tlh\nnote:\n  hello: nuqneH\n", "1: `language` is one of "),
        ("note:\n  hello: 'Hi {name'\n", "2: `note.hello` opens a brace and never closes it"),
        ("note:\n  hello:\n", "2: `note.hello` says nothing"),
        (f"note:\n  hello: {'x' * 2001}\n", "2: `note.hello`: 2001 letters are too many; 2000 is the most"),
    ],
)
async def test_a_file_that_cannot_be_is_refused_and_says_where(chat: Chat, sent: str, says: str) -> None:
    told = await chat.asks("wording", sent)

    assert told.splitlines()[0] == "Nothing was changed. This is what is wrong, line by line:"
    assert says in told


async def test_a_file_of_twenty_megabytes_is_not_read(chat: Chat) -> None:
    assert (await chat.asks("wording", "note:\n" * 4_000_000)).startswith("Nothing was changed. This is far too long")


async def test_a_draft_is_mended_by_whoever_reads_it_and_said_once_it_is_switched_on(chat: Chat) -> None:
    shown = await chat.asks("wording", "pl note.down = Proszę to zdjąć.")
    await chat.asks("apply")
    polish = load("pl")
    on = Spoken(language="pl", edition=polish.edition)
    await chat.store.save_group(replace(await chat.group(), languages=(on,)))
    english = await noted(chat)
    chat.store.languages[GROUP.id, SAM.id] = "pl"
    await chat.later(timedelta(days=2))

    assert "Nobody is written to in polski yet. First have it read and switched on: /languages pl." in shown
    assert "Please take it down." in english
    assert "Proszę to zdjąć." in await noted(chat)


async def test_what_does_not_fit_after_an_upgrade_gives_way_to_ours_and_the_admins_see_it(chat: Chat) -> None:
    await chat.asks("wording", "note.hello = Dear {name},")
    await chat.asks("apply")
    group = await chat.group()
    (newest,) = group.wordings
    gone = replace(
        newest, sentences=(*newest.sentences, own("notes.gone.says", "{message} went."), own("note.down", "{x}"))
    )
    await chat.store.save_group(replace(group, wordings=(gone,)))

    told = await chat.asks("admin")

    assert "Sentences in your own words: 3. /wording shows them." in told
    assert "I say mine in their place. Please look at: note.down, notes.gone.says." in told
    assert "Please take it down." in await noted(chat)


def test_nothing_that_says_what_happened_or_counts_may_be_put_otherwise() -> None:
    told = {key for key in OURS.texts if key.partition(".")[0] in {"note", "several", "to-member"} and not is_open(key)}

    assert {"note.first", "note.opens", "note.danger", "note.support-nobody", "note.ask", "several.first"} <= told
    assert not any(
        is_open(key) for key in OURS.texts if key.partition(".")[0] in {"answers", "labels", "card", "alert"}
    )
