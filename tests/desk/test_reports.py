"""What a member brings to the admins reaches those without a tie, and says nothing of who brought it."""

from datetime import timedelta

import pytest
import small_rules
from builders import LENA, PRIYA, TOM, group, member
from fakes import FakeStore
from world import World, book

from bot.desk.inquiries import Inquiries
from bot.group import Group
from bot.ledger import Ledgers
from bot.message import Media, Message
from bot.notice import Choice
from bot.ownrules import OwnRules

THANKS = "Thank you. I have asked the admins to look. I tell nobody that it was you."
TITLED = small_rules.read(small_rules.OAF.replace("id: oaf", "id: a-reminder"))
"""A title for what a world's rules find."""


class Desk:
    """A world with what may be asked in it."""

    def __init__(self) -> None:
        self.world = World()
        self.inquiries = Inquiries(
            store=self.world.store,
            platform=lambda _group: self.world.platform,
            books=book,
            ledgers=Ledgers(),
            rules=OwnRules(
                store=self.world.store,
                rulebook=TITLED,
                clock=lambda: self.world.now,
                wake=self.world.courier.wake,
            ),
            clock=lambda: self.world.now,
            wake=self.world.courier.wake,
        )

    async def asks(
        self, command: str, words: str = "", *, by: str = "Nia", about: Message | None = None, here: Group | None = None
    ) -> str:
        answer = await self.inquiries.asked(command, words, member(by), here, about)
        await self.world.courier.step(self.world.now)
        return answer


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_a_report_is_a_look_for_the_admins_and_names_nobody_who_brought_it(desk: Desk) -> None:
    said = await desk.world.says("Nothing a rule minds, by Sam")

    answer = await desk.asks("report", "he does this every week", about=said, here=group())

    assert answer.startswith(THANKS)
    assert await desk.world.cases() == ("look",)
    for admin in (PRIYA, TOM, LENA):
        (card,) = desk.world.letters(admin.name)
        assert card.text.startswith("A member asks you to read this.")
        assert "Nothing a rule minds, by Sam" in card.text
        assert "From: Sam" in card.text
        assert "he does this every week" in card.text
        assert "Nia" not in card.text
    assert desk.world.platform.posted == []
    assert desk.world.letters("Sam") == desk.world.letters("Nia") == ()


async def test_a_photo_without_a_word_can_be_reported(desk: Desk) -> None:
    said = await desk.world.says("", media=frozenset({Media.PHOTO}))

    await desk.asks("report", about=said, here=group())

    (card,) = desk.world.letters("Tom")
    assert "1. Monday 2 March, 18:42 [photo]: (not kept)" in card.text.splitlines()


async def test_who_brought_it_is_in_no_incident_and_no_case(desk: Desk) -> None:
    said = await desk.world.says("Nothing a rule minds")
    await desk.asks("report", about=said, here=group())

    assert isinstance(desk.world.store, FakeStore)
    kept = [*desk.world.store.incidents.values(), *desk.world.store.cases.values(), *desk.world.store.notices.values()]
    assert "nia" not in repr(kept)


async def test_the_second_to_report_a_message_joins_the_first(desk: Desk) -> None:
    said = await desk.world.says("Nothing a rule minds")

    answers = [await desk.asks("report", about=said, by=by, here=group()) for by in ("Nia", "Nia", "Kim")]

    assert {answer[: len(THANKS)] for answer in answers} == {THANKS}
    assert await desk.world.cases() == ("look",)
    assert (await desk.world.incident(said)).chief.reason == "several members ask you to look at it"
    assert len(desk.world.letters("Priya")) == 1


async def test_an_admin_is_not_told_of_a_report_about_themselves(desk: Desk) -> None:
    said = await desk.world.says("Nothing a rule minds", by="Priya")

    await desk.asks("report", about=said, here=group())

    assert desk.world.letters("Priya") == ()
    assert len(desk.world.letters("Tom")) == 1


async def test_what_has_its_note_already_is_looked_at_too_and_counts_as_before(desk: Desk) -> None:
    said = await desk.world.says("[reminder] Dunn")

    await desk.asks("report", about=said, here=group())

    assert await desk.world.cases() == ("look",)
    assert await desk.world.counts() == ("counted",)


async def test_words_alone_do_and_are_from_nobody(desk: Desk) -> None:
    answer = await desk.asks("report", "They are planning something at the gate", here=group())

    assert answer.startswith(THANKS)
    (card,) = desk.world.letters("Tom")
    assert "From: this member" in card.text
    assert "They are planning something at the gate" in card.text


async def test_nobody_makes_the_admins_their_instrument(desk: Desk) -> None:
    answers = []
    for worry in range(6):
        answers.append(await desk.asks("report", f"worry {worry}", here=group()))
        await desk.world.later(timedelta(minutes=1))

    assert answers[-1].startswith("You have brought as much as I can pass on in a day.")
    assert len(await desk.world.cases()) == 5


async def test_a_stranger_brings_nothing_in_private(desk: Desk) -> None:
    desk.world.platform.strangers.add(member("Nia").id)

    assert await desk.asks("report", "something") == "Please ask me this in your group. I will answer you alone."
    assert await desk.world.cases() == ()


async def test_a_member_asks_a_person_in_their_own_name(desk: Desk) -> None:
    answer = await desk.asks("ask", "What do you keep about me?")

    assert answer == "Thank you. I have passed it on, with your name. You should hear from an admin by 5 March."
    (card,) = desk.world.letters("Priya")
    assert card.text.startswith("A member asks you something. Please answer them in private by 5 March")
    assert "From: Nia" in card.text
    assert Choice.CLOSE in card.choices


async def test_why_shows_a_member_their_own_words_with_what_was_found(desk: Desk) -> None:
    await desk.world.says("Mr Dunn is a [reminder] Dunn")
    await desk.world.says("[reminder] Kemp", by="Kim")

    told = await desk.asks("why", by="Sam")

    assert "Monday 2 March, 18:42: Mr Dunn is a «[reminder]» Dunn" in told
    assert "What I look for here: Calls somebody an oaf." in told
    assert "Kemp" not in told


async def test_why_says_nothing_of_others_nor_of_what_its_writer_was_not_told(desk: Desk) -> None:
    mine = await desk.world.says("[danger] Dunn")
    theirs = await desk.world.says("[reminder] Kemp", by="Kim")
    none = "You have had no note from me this month."

    assert await desk.asks("why", by="Sam", about=mine) == none  # its note waits for an admin
    assert await desk.asks("why", by="Sam", about=theirs) == none
    assert await desk.asks("why", by="Priya") == none
