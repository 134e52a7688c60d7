"""Reports, a pause and a case's file on the loopback server."""

from typing import Any

from botapi import ME, BotApi, RefusalError
from school import CHAT, PRIYA, SAM, TOM, a_school

NIA = 11


class Api(BotApi):
    """One that takes files."""

    def __init__(self) -> None:
        super().__init__()
        self.sent_files: list[int] = []

    def on_senddocument(self, data: dict[str, Any]) -> dict[str, Any]:
        chat = int(data["chat_id"])
        self._may_write(chat)
        self.sent_files.append(chat)
        return {"message_id": self.number(), "date": 1, "chat": {"id": chat, "type": "private"}}


def people(api: BotApi) -> BotApi:
    api.person(SAM, "Sam")
    api.person(PRIYA, "Priya", started=True)
    api.person(TOM, "Tom", started=True)
    api.person(NIA, "Nia", started=True)
    api.place(CHAT, "Larkrise parents", PRIYA, TOM, ME)
    return api


def answered(api: BotApi, number: int, text: str, at: int) -> dict[str, Any]:
    chat = api.places[CHAT].shown
    return {"message_id": number, "date": at, "chat": chat, "from": api.user(SAM), "text": text}


async def test_a_report_in_reply_reaches_the_admins_and_only_its_sender_is_answered() -> None:
    async with a_school(people(BotApi())) as school:
        number = await school.says(SAM, "nothing a rule minds")
        said = answered(school.api, number, "nothing a rule minds", int(school.now.timestamp()))

        await school.says(NIA, "/report every day", reply_to_message=said)
        card = await school.note(PRIYA)
        thanks = await school.note(NIA)

        assert "From: Sam" in card.text
        assert "nothing a rule minds" in card.text
        assert "Nia" not in card.text
        assert thanks.text.startswith("Thank you. I have asked the admins to look.")
        assert school.api.private(SAM) == []
        assert school.api.public(school.place) == []


async def test_what_is_passed_on_to_the_bot_in_private_is_a_report_of_the_message_it_was() -> None:
    async with a_school(people(BotApi())) as school:
        at = int(school.now.timestamp())
        await school.says(SAM, "[reminder] Dunn")
        origin = {"type": "user", "date": at, "sender_user": school.api.user(SAM)}

        await school.api.says(NIA, "[reminder] Dunn", at=at + 60, forward_origin=origin)
        card = await school.note(PRIYA)

        assert "From: Sam" in card.text
        assert len(school.store.incidents) == 1
        assert (await school.note(NIA)).text.startswith("Thank you.")


async def test_two_admins_pause_a_member_for_a_day_and_one_lets_them_post_again() -> None:
    api = BotApi()
    async with a_school(people(api)) as school:
        await school.says(SAM, "[serious] Dunn")
        card = await school.note(PRIYA)
        await school.api.presses(PRIYA, school.button(card, "options"))
        ways = await school.note(PRIYA, 2)

        await school.api.presses(PRIYA, school.button(ways, "pause"))
        asked = await school.note(TOM, 2)
        assert api.restricted == []
        await school.api.presses(TOM, school.button(asked, "pause"))
        agreed = await school.note(PRIYA, 3)
        await school.api.presses(PRIYA, school.button(agreed, "resume"))
        await school.api.until(lambda: len(api.restricted) == 2)

        until = int(school.now.timestamp()) + 24 * 60 * 60
        assert api.restricted == [(CHAT, SAM, False, until), (CHAT, SAM, True, None)]
        assert school.api.public(school.place) == []


async def test_without_the_right_the_admin_hears_what_is_missing() -> None:
    api = BotApi()
    api.refuse["restrictChatMember"] = [RefusalError(400, "Bad Request: not enough rights to restrict chat member")]
    async with a_school(people(api)) as school:
        await school.says(SAM, "[serious] Dunn")
        card = await school.note(PRIYA)
        _, _, notice = school.button(card, "close").partition(":")

        await school.api.presses(PRIYA, f"pause:{notice}")
        asked = await school.note(TOM, 2)
        await school.api.presses(TOM, school.button(asked, "pause"))
        await school.api.until(lambda: "right to restrict members" in str(api.pop_ups + api.private(TOM)))

        assert api.restricted == []


async def test_a_cases_file_goes_to_the_private_chat_of_whoever_asked() -> None:
    api = Api()
    async with a_school(people(api)) as school:
        await school.says(SAM, "[serious] Dunn")
        card = await school.note(PRIYA)
        _, _, notice = school.button(card, "close").partition(":")

        await school.api.presses(PRIYA, f"file:{notice}")
        await school.api.until(lambda: len(api.sent_files) == 2)

        assert api.sent_files == [PRIYA, PRIYA]


async def test_the_open_cases_are_listed_to_an_admin_alone() -> None:
    async with a_school(people(BotApi())) as school:
        await school.says(SAM, "[serious] Dunn")
        await school.note(PRIYA)

        await school.says(PRIYA, "/cases")
        await school.says(NIA, "/cases")

        assert "Case 1: serious" in (await school.note(PRIYA, 2)).text
        assert (await school.note(NIA)).text == "Only the group's admins can do that."
