"""An admin sends a file of rules in private on Telegram; nothing is fetched that cannot be one."""

from botapi import BotApi
from school import PRIYA, SAM, a_school

STAFF = "name,role\nZoë Hâll,Office\n".encode("cp1252")


async def answered(api: BotApi, to: int, name: str, content: bytes, size: int | None = None) -> str:
    """The first thing the bot says to the file."""
    async with a_school(api):
        await api.sends(to, name, content, size)
        await api.until(lambda: bool(api.private(to)))
    return api.private(to)[0].text


async def test_every_mistake_in_it_is_told_by_line() -> None:
    told = await answered(BotApi(), PRIYA, "rules.yaml", b"rules: [")

    assert told.splitlines()[0] == "Nothing was changed. This is what is wrong, line by line:"


async def test_a_staff_list_from_a_spreadsheet_on_windows_is_shown_before_it_is_taken() -> None:
    told = await answered(BotApi(), PRIYA, "staff.csv", STAFF)

    assert told.startswith("+ Zoë Hâll, Office\n")
    assert "Send “yes” to take this list." in told


async def test_a_file_of_sentences_is_shown_as_members_would_get_it_with_a_button_to_use_it() -> None:
    api = BotApi()
    async with a_school(api) as school:
        await api.sends(PRIYA, "wording.yaml", b"note:\n  hello: 'Dear {name},'\n")
        await api.until(lambda: len(api.private(PRIYA)) == 2)
        shown = next(each for each in api.private(PRIYA) if each.buttons)
        await api.presses(PRIYA, dict(shown.buttons)["Use the change"])
        await api.quiet()
        (group,) = await school.store.groups()

    assert shown.text.startswith("Sentences that would change: 1.")
    assert "Dear Sam, I am this group's helper bot." in shown.text
    assert [each.text for each in group.wordings[0].sentences] == ["Dear {name},"]


async def test_one_that_is_too_large_is_not_fetched() -> None:
    api = BotApi()

    told = await answered(api, PRIYA, "rules.yaml", b"rules: [", 20_000_000)

    assert told.startswith("Nothing was changed. I cannot read this file.")
    assert "getFile" not in [method for method, _ in api.requests]


async def test_a_member_who_sends_one_is_told_that_it_is_for_admins() -> None:
    assert await answered(BotApi(), SAM, "rules.yaml", b"rules: [") == "Only the group's admins can do that."
