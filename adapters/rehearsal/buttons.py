"""Numbers every button on the screen, and finds the one that was meant."""

from collections.abc import Callable
from dataclasses import dataclass

from adapters.rehearsal.platform import Handed
from adapters.rehearsal.typed import Press, UnclearError
from bot.message import Member
from bot.notice import Choice, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One letter as several people got it, word for word the same."""

    to: tuple[Member, ...]
    letters: tuple[Letter, ...]
    """One for each of them."""
    buttons: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return self.letters[0].text


@dataclass(frozen=True, slots=True)
class Pressed:
    letter: Letter
    choice: Choice
    by: Member


class Buttons:
    def __init__(self, label: Callable[[Choice], str]) -> None:
        self._label = label
        self._panels: list[tuple[Panel, dict[int, Choice]]] = []
        self._last = 0

    def put_on(self, handed: tuple[Handed, ...]) -> tuple[Panel, ...]:
        """The letters as they are shown: a copy that says the same is not shown twice."""
        alike: dict[tuple[object, ...], list[Handed]] = {}
        for one in handed:
            alike.setdefault((one.letter.text, one.letter.about, one.letter.choices), []).append(one)
        return tuple(self._panel(tuple(copies)) for copies in alike.values())

    def pressed(self, press: Press) -> Pressed:
        """Raises UnclearError when there is no such button, or not for this person."""
        for panel, choices in reversed(self._panels):
            choice = self._meant(press.button, choices)
            if choice is None:
                continue
            if press.name is None:
                return Pressed(panel.letters[0], choice, panel.to[0])
            for member, letter in zip(panel.to, panel.letters, strict=True):
                if member.name.casefold() == press.name.casefold():
                    return Pressed(letter, choice, member)
            if isinstance(press.button, int):
                names = " or ".join(member.name for member in panel.to)
                raise UnclearError(f"Only {names} can press that one.")
        whose = f" for {press.name}" if press.name else ""
        raise UnclearError(f"There is no such button{whose}. The numbers stand in [brackets].")

    def _panel(self, copies: tuple[Handed, ...]) -> Panel:
        choices = {self._last + place: choice for place, choice in enumerate(copies[0].letter.choices, start=1)}
        self._last += len(choices)
        panel = Panel(
            to=tuple(copy.to for copy in copies),
            letters=tuple(copy.letter for copy in copies),
            buttons=tuple((number, self._label(choice)) for number, choice in choices.items()),
        )
        self._panels.append((panel, choices))
        return panel

    def _meant(self, button: int | str, choices: dict[int, Choice]) -> Choice | None:
        if isinstance(button, int):
            return choices.get(button)
        wanted = _plain(button)
        return next((choice for choice in choices.values() if _plain(self._label(choice)) == wanted), None)


def _plain(label: str) -> str:
    return " ".join("".join(c for c in label.casefold() if c.isalnum() or c.isspace()).split())
