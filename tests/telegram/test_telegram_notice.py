"""The standing notice on Telegram: put up once, kept true by edits that call nobody."""

import small_rules
from botapi import BotApi
from school import CHAT, PRIYA, SAM, TimedWatch, a_school, larkrise, watching

from bot.message import Member, MemberId

ADMIN = Member(id=MemberId(f"telegram:{PRIYA}"), name="Priya")


def edits(api: BotApi) -> int:
    return sum(method == "editMessageText" for method, _ in api.requests)


def pinned(api: BotApi) -> str:
    found = api.places[CHAT].pinned
    return "" if found is None else found.text


async def puts_otherwise(watch: TimedWatch) -> None:
    await watch.reception.asked("wording", "group.pinned-help = Ask Mrs Ogg first: {contact}.", ADMIN, None)
    await watch.reception.asked("apply", "", ADMIN, None)


async def test_what_an_admin_puts_otherwise_stands_in_the_notice_without_a_new_message() -> None:
    async with watching() as (api, watch):
        await watch.notice.put_up(CHAT, larkrise())
        await watch.round()
        before, asked = pinned(api), edits(api)
        await puts_otherwise(watch)
        await watch.round()
        await watch.round()

        assert before.endswith("Worried about something at school? Ask the school office, 01632 960001.")
        assert asked == 0
        assert pinned(api).endswith("Ask Mrs Ogg first: the school office, 01632 960001.")
        assert edits(api) == 1
        assert len([each for each in api.sent if each.chat == CHAT and each.seen_by is None]) == 1


async def test_it_is_found_though_an_admin_has_pinned_something_else_since() -> None:
    async with watching() as (api, watch):
        await watch.notice.put_up(CHAT, larkrise())
        api.places[CHAT].pinned = None  # Telegram tells of the last one only
        await puts_otherwise(watch)
        await watch.round()

        (notice,) = [each for each in api.sent if each.chat == CHAT and each.seen_by is None]
        assert notice.text.endswith("Ask Mrs Ogg first: the school office, 01632 960001.")


async def test_one_that_was_deleted_is_not_asked_for_again_and_again_nor_put_up_by_a_look() -> None:
    async with watching() as (api, watch):
        await watch.notice.put_up(CHAT, larkrise())
        api.places[CHAT].pinned = None
        api.sent.clear()
        await puts_otherwise(watch)
        for _ in range(3):
            await watch.round()

        assert edits(api) == 1
        assert [each for each in api.sent if each.seen_by is None and each.chat == CHAT] == []


async def test_whoever_presses_its_button_hears_that_the_rules_changed() -> None:
    async with a_school(rulebook=small_rules.read()) as school:
        for command, words in (("softer", "oaf"), ("apply", "")):
            await school.core.reception.asked(command, words, ADMIN, None)
        await school.api.presses(SAM, "anything", school.place)
        await school.api.until(lambda: bool(school.api.pop_ups))

    assert [each["text"] for each in school.api.pop_ups] == [
        "Nothing for you. All is well. The admins last changed the rules on 2 March. /rules shows what is new."
    ]
