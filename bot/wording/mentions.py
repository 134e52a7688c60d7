"""How an incident is spoken of: its messages by their time, whom it is about by their part, its poster by name."""

from datetime import datetime

from bot.finding import TargetKind
from bot.group import Group
from bot.incident import Incident, Said
from bot.message import kinds
from bot.wording import dates
from bot.wording.phrasebook import Phrasebook
from bot.wording.shown import NAME, plain

NAMED = "name:"
HELLO = 24  # letters of a name in a greeting
HELLO_WORDS = 3


def messages(book: Phrasebook, group: Group, incident: Incident, now: datetime) -> dict[str, str]:
    """The two ways to name its messages: {message} opens a sentence, {the_message} stands inside one."""
    when = dates.within(book, incident.posted_at, now, group.timezone)
    whose = "own-several" if len({said.message for said in incident.said}) > 1 else "own"
    if all(said.is_forwarded for said in incident.said):
        whose = "shared"
    return {
        "message": book.say(f"messages.{whose}", when=when),
        "the_message": book.say(f"messages.the-{whose}", when=when),
    }


def whom(book: Phrasebook, incident: Incident) -> str:
    """Never by name."""
    return book.say(f"whom.{incident.chief.target.kind.value}")


def marks(book: Phrasebook, said: Said) -> str:
    """As in " (edited) [photo]"; nothing when it was words alone, said once, and still stands."""
    true = (("edited", said.is_edited), ("shared", said.is_forwarded), ("deleted", said.is_deleted))
    known = (*(f"card.{mark}" for mark, is_so in true if is_so), *(f"carried.{kind}" for kind in kinds(said.media)))
    return "".join(map(book.say, known))


def poster(incident: Incident) -> str | None:
    """As the admins see it; None when the name is kept back."""
    return plain(incident.poster.name, NAME) or None


def child(incident: Incident) -> str | None:
    """A child's name, which even the admins see the first letter of only."""
    target = incident.chief.target
    is_named = target.kind is TargetKind.PUPIL and target.key is not None and target.key.startswith(NAMED)
    return target.key.removeprefix(NAMED) if is_named and target.key else None


def hello(book: Phrasebook, incident: Incident) -> str:
    name = plain(" ".join(incident.poster.name.split()[:HELLO_WORDS]), HELLO).rstrip(".")
    return book.say("note.hello", name=name) if name else book.say("note.hello-nobody")


def listed(book: Phrasebook, parts: tuple[str, ...]) -> str:
    """As in "2 March, 9 March and 14 March"."""
    if len(parts) <= 1:
        return "".join(parts)
    *most, last = parts
    first = most[0]
    for part in most[1:]:
        first = book.say("joined.comma", first=first, last=part)
    return book.say("joined.and", first=first, last=last)
