"""Each person and each chat is reached on their own platform."""

import pytest
from fakes import FakePlatform, Seen

from bot.group import Group
from bot.message import ChatId, GroupId, Member, MemberId, MessageId
from bot.notice import Letter, NoticeId, Way
from bot.ports import RefusedError, UnreachableError
from bot.routes import Routes


def letter(to: str) -> Letter:
    return Letter(notice=NoticeId("n"), to=MemberId(to), group=GroupId("g"), about=None, text="Hello")


async def test_a_letter_goes_to_the_platform_its_member_is_on() -> None:
    one, other = FakePlatform(), FakePlatform()

    await Routes({"telegram": one, "discord": other}).tell(letter("discord:7"))

    assert (one.seen, other.seen) == ([], [Seen(by=MemberId("discord:7"), letter=letter("discord:7"), way=Way.DIRECT)])


async def test_who_is_on_no_platform_that_is_served_cannot_be_reached() -> None:
    with pytest.raises(UnreachableError):
        await Routes({"telegram": FakePlatform()}).tell(letter("discord:7"))


async def test_a_group_on_two_platforms_has_the_admins_of_both_once() -> None:
    ann, bea = Member(id=MemberId("telegram:1"), name="Ann"), Member(id=MemberId("discord:1"), name="Bea")
    group = Group(
        id=GroupId("g"),
        school="Millbrook",
        chats=(ChatId("telegram:-1"), ChatId("telegram:-2"), ChatId("discord:guild:3"), ChatId("export:4")),
    )
    routes = Routes({"telegram": FakePlatform(group_admins=(ann,)), "discord": FakePlatform(group_admins=(bea,))})

    assert await routes.admins(group) == (ann, bea)


async def test_posting_and_deleting_reach_the_chat_or_are_refused() -> None:
    platform = FakePlatform()
    routes = Routes({"telegram": platform})

    await routes.post(ChatId("telegram:-1"), "calm")
    await routes.delete(ChatId("telegram:-1"), MessageId("5"))

    assert platform.posted == [(ChatId("telegram:-1"), "calm")]
    assert platform.deleted == [(ChatId("telegram:-1"), MessageId("5"))]
    with pytest.raises(RefusedError):
        await routes.delete(ChatId("discord:1"), MessageId("5"))
