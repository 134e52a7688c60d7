"""Plays the story by itself, and says at the end what each had seen."""

from typing import assert_never

from adapters.rehearsal.session import Session
from adapters.rehearsal.story import Beat, Done, Told
from adapters.rehearsal.view import View


async def play(session: Session, view: View, beats: tuple[Beat, ...]) -> None:
    """Every beat in its time."""
    for beat in beats:
        match beat:
            case Told(words):
                view.told(words)
            case Done(at, typed):
                await session.pass_time(at)
                await session.do(typed)
            case _:
                assert_never(beat)
    session.sum_up()
