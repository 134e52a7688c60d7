"""What keeps the bot from hearing, or lets outsiders in, is seen while it runs and told to who can mend it."""

import pytest
from botapi import ME, BotApi, RefusalError
from builders import MONDAY
from fakes import Paper
from school import CHAT, LENA, PRIYA, SAM, TOM, a_school, larkrise, watching

from adapters.telegram import listen
from bot.message import MemberId
from bot.pulse import Pulse

BLIND = "I cannot read what is said in Larkrise Primary School yet."
PUBLIC = "Larkrise Primary School is public now"
PRIVATE = "Larkrise Primary School is private again"
SHOWN = "Larkrise Primary School is tied to a public channel"
AT_HOME = {"location": {"longitude": 1.0, "latitude": 1.0}, "address": "4 Mill Lane"}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying again does not wait."""
    monkeypatch.setattr(listen, "FIRST_REST", 0.01)


def told(api: BotApi, to: int) -> list[str]:
    """Each by its first words."""
    return [each.text[:30] for each in api.private(to)]


async def test_a_group_made_public_is_told_to_its_admins_once_and_again_when_it_happens_again() -> None:
    async with watching() as (api, watch):
        place = api.places[CHAT]
        await watch.round()
        before = told(api, PRIYA)
        place.more = {"username": "larkrise"}
        await watch.round()
        await watch.round()
        once = told(api, PRIYA)
        place.more = {}
        await watch.round()
        place.more = {"active_usernames": ["larkrise"]}
        await watch.round()

        assert before == []
        assert once == [PUBLIC[:30]]
        assert told(api, TOM) == [PUBLIC[:30], PRIVATE[:30], PUBLIC[:30]]
        assert api.public(place) == []


async def test_what_is_wrong_now_is_known_to_whoever_asks_for_the_status() -> None:
    api = BotApi()
    async with watching(api) as (api, watch):
        api.places[CHAT].more = {"username": "larkrise"}
        await watch.round()
        wrong = watch.health.of(larkrise())
        api.places[CHAT].more = {}
        await watch.round()

        assert ([each[: len(PUBLIC)] for each in wrong], watch.health.of(larkrise())) == ([PUBLIC], ())


@pytest.mark.parametrize(
    ("more", "channel", "said"),
    [
        pytest.param({"location": AT_HOME}, None, [PUBLIC[:30]], id="tied to a place"),
        pytest.param({"linked_chat_id": -500}, {"username": "news"}, [SHOWN[:30]], id="of a public channel"),
        pytest.param({"linked_chat_id": -500}, {}, [], id="of a private channel the bot is in"),
        pytest.param({"linked_chat_id": -500}, None, [], id="of a private channel"),
    ],
)
async def test_other_ways_of_being_public_are_seen(
    more: dict[str, object], channel: dict[str, object] | None, said: list[str]
) -> None:
    async with watching() as (api, watch):
        api.places[CHAT].more = more
        if channel is not None:
            api.place(-500, "News").more = channel
        await watch.round()

        assert told(api, PRIYA) == said


async def test_privacy_mode_switched_on_while_the_bot_is_no_admin_is_blindness() -> None:
    async with watching() as (api, watch):
        api.places[CHAT].admins.discard(ME)
        api.reads_all = True
        await watch.round()
        seeing = told(api, PRIYA)
        api.reads_all = False
        await watch.round()

        assert (seeing, told(api, PRIYA)) == ([], [BLIND[:30]])


async def test_a_right_taken_away_is_told() -> None:
    async with watching() as (api, watch):
        await watch.round()
        api.places[CHAT].lacks |= {"can_delete_messages"}
        await watch.round()
        await watch.round()

        assert told(api, PRIYA) == ["I had a right in Larkrise Primary School"[:30]]


async def test_a_right_never_given_is_for_the_doctor_to_mention() -> None:
    async with watching() as (api, watch):
        api.places[CHAT].lacks = {"can_delete_messages", "can_pin_messages"}
        await watch.round()

        assert told(api, PRIYA) == []


async def test_when_no_admin_can_be_told_the_operator_is() -> None:
    api = BotApi()
    api.knows_ephemeral = False
    async with watching(api, operator=MemberId(f"telegram:{LENA}")) as (_, watch):
        api.started = {LENA}
        api.places[CHAT].more = {"username": "larkrise"}
        await watch.round()

        assert told(api, LENA) == [PUBLIC[:30]]


async def test_what_nobody_could_be_told_is_told_when_somebody_can(capsys: pytest.CaptureFixture[str]) -> None:
    api = BotApi()
    api.knows_ephemeral = False
    async with watching(api) as (_, watch):
        api.started = set()
        api.places[CHAT].more = {"username": "larkrise"}
        await watch.round()
        first = told(api, PRIYA)
        api.started = {PRIYA}
        await watch.round()

    assert (first, told(api, PRIYA)) == ([], [PUBLIC[:30]])
    assert "nobody could be told what is wrong in a chat" in capsys.readouterr().out


async def test_a_bot_that_is_demoted_says_so_at_once_to_every_admin_and_is_glad_to_be_back() -> None:
    async with a_school() as school:
        await school.api.promotes(PRIYA, school.place, is_admin=False)
        await school.api.quiet()
        once = told(school.api, TOM)
        for is_admin in (True, False):
            await school.api.promotes(PRIYA, school.place, is_admin=is_admin)
            await school.api.quiet()

        assert once == [BLIND[:30]]
        assert told(school.api, PRIYA) == [BLIND[:30]] * 2
        assert [text for text in school.api.public(school.place) if "I cannot read" in text] == []


async def test_a_bot_that_is_kicked_tells_its_admins_and_let_in_again_it_goes_on_with_the_same_profile() -> None:
    async with a_school() as school:
        await school.api.promotes(PRIYA, school.place, is_admin=True)
        await school.api.quiet()
        await school.api.kicks(SAM, school.place)
        await school.api.quiet()
        out = told(school.api, PRIYA)
        school.place.is_gone = False
        await school.api.lets_in(PRIYA, school.place, as_admin=True)
        await school.says(SAM, "[reminder] Dunn")

        assert out == ["I was taken out of Larkrise Primary School"[:30]]
        assert len(await school.store.groups()) == 1
        assert len(school.store.incidents) == 1


async def test_a_look_that_telegram_does_not_answer_says_nothing_and_forgets_nothing() -> None:
    async with watching() as (api, watch):
        api.places[CHAT].more = {"username": "larkrise"}
        await watch.round()
        for method in ("getChatMember", "getChat", "getMe"):
            api.refuse[method] = [RefusalError(502, "Bad Gateway")]
            await watch.round()
        await watch.round()

        assert told(api, PRIYA) == [PUBLIC[:30]]


async def test_a_group_that_became_a_supergroup_while_nobody_listened_is_followed() -> None:
    async with watching() as (api, watch):
        gone = RefusalError(400, "group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009)
        api.refuse["getChatMember"] = [gone]
        await watch.round()

        assert [group.chats for group in await watch._reception.groups()] == [("telegram:-1009",)]
        assert told(api, PRIYA) == []


@pytest.mark.parametrize(
    ("refusal", "why"),
    [
        pytest.param(
            RefusalError(401, "Unauthorized"), "Telegram does not know the bot's token any more", id="revoked"
        ),
        pytest.param(
            RefusalError(409, "Conflict: terminated by other getUpdates request"),
            "another program takes what Telegram has for this bot",
            id="another poller",
        ),
        pytest.param(RefusalError(502, "Bad Gateway"), None, id="Telegram is down for a moment"),
    ],
)
async def test_a_bot_that_has_gone_deaf_sends_no_heartbeat_until_it_hears_again(
    refusal: RefusalError, why: str | None
) -> None:
    async with a_school() as school:
        pulse = Pulse(
            intake=school.core.intake,
            courier=school.core.courier,
            ledger=Paper(),
            clock=lambda: MONDAY,
            started=MONDAY,
        )
        school.api.refuse["getUpdates"] = [refusal] * 3
        await school.api.says(TOM, "hello", school.place, int(MONDAY.timestamp()))
        await school.api.until(lambda: len(school.api.refuse["getUpdates"]) == 1)
        deaf = await pulse.wrong()
        await school.api.quiet()
        await school.says(TOM, "nothing in it")
        await school.says(TOM, "nothing more")

        assert (deaf, await pulse.wrong()) == (why, None)
