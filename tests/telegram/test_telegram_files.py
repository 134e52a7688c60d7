"""An admin sends a file of rules in private on Telegram; nothing is fetched that cannot be one."""

from aiohttp import web
from botapi import BotApi
from botmethods import Json
from school import PRIYA, SAM, a_school

FILE = {"file_id": "f1", "file_unique_id": "u1", "file_name": "rules.yaml"}


class WithFiles(BotApi):
    """Gives out one file."""

    def __init__(self) -> None:
        super().__init__()
        self.content, self.name = b"rules: [", "rules.yaml"
        self.files = [web.get("/file/bot{token}/documents/1.yaml", self.gives)]

    def on_getfile(self, data: Json) -> Json:
        return {"file_id": data["file_id"], "file_unique_id": "u1", "file_path": "documents/1.yaml"}

    async def gives(self, request: web.Request) -> web.Response:  # noqa: ARG002  # one file is all there is
        return web.Response(body=self.content)


async def answered(api: WithFiles, to: int, size: int) -> list[str]:
    async with a_school(api):
        await api.says(to, "", document={**FILE, "file_name": api.name, "file_size": size})
        await api.until(lambda: bool(api.private(to)))
    return [each.text for each in api.private(to)]


async def test_every_mistake_in_it_is_told_by_line() -> None:
    told = await answered(WithFiles(), PRIYA, 8)

    assert told[0].splitlines()[0] == "Nothing was changed. This is what is wrong, line by line:"


async def test_a_staff_list_from_a_spreadsheet_on_windows_is_shown_before_it_is_taken() -> None:
    api = WithFiles()
    api.content, api.name = "name,role\nZoë Hâll,Office\n".encode("cp1252"), "staff.csv"

    told = await answered(api, PRIYA, 30)

    assert told[0].startswith("+ Zoë Hâll, Office\n")
    assert "Send “yes” to take this list." in told[0]


async def test_a_file_of_sentences_is_shown_as_members_would_get_it_with_a_button_to_use_it() -> None:
    api = WithFiles()
    api.content, api.name = b"note:\n  hello: 'Dear {name},'\n", "wording.yaml"

    async with a_school(api) as school:
        await api.says(PRIYA, "", document={**FILE, "file_name": api.name, "file_size": 40})
        await api.until(lambda: len(api.private(PRIYA)) == 2)
        shown = next(each for each in api.private(PRIYA) if each.buttons)
        await api.presses(PRIYA, dict(shown.buttons)["Use the change"])
        await api.quiet()
        (group,) = await school.store.groups()

    assert shown.text.startswith("Sentences that would change: 1.")
    assert "Dear Sam, I am this group's helper bot." in shown.text
    assert [each.text for each in group.wordings[0].sentences] == ["Dear {name},"]


async def test_one_that_is_too_large_is_not_fetched() -> None:
    api = WithFiles()

    told = await answered(api, PRIYA, 20_000_000)

    assert told[0].startswith("Nothing was changed. I cannot read this file.")
    assert "getFile" not in [method for method, _ in api.requests]


async def test_a_member_who_sends_one_is_told_that_it_is_for_admins() -> None:
    api = WithFiles()

    assert (await answered(api, SAM, 8))[0] == "Only the group's admins can do that."
