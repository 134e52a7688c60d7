"""Reads the story the rehearsal is set in: its school and people, and the week it plays by itself."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict

from adapters.rehearsal.typed import Typed, UnclearError, read
from bot.errors import FileError
from bot.group import Contact, Group, Mode, Tie
from bot.message import GroupId, Member, MemberId
from bot.people.register import Register, StaffMember
from bot.shipped import DATA

STORY = DATA / "rehearsal" / "story.yaml"
GROUP = GroupId("rehearsal")


@dataclass(frozen=True, slots=True)
class Told:
    """The narrator, between two lines."""

    words: str


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody does, and when."""

    at: datetime
    typed: Typed


Beat: TypeAlias = Told | Done


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    group: Group
    members: tuple[Member, ...]
    admins: tuple[MemberId, ...]
    starts: datetime
    beats: tuple[Beat, ...]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Contact(_Entry):
    kind: str
    text: str
    link: str | None = None


class _Staff(_Entry):
    name: str
    role: str
    aliases: tuple[str, ...] = ()


class _Tie(_Entry):
    admin: str
    to: str


class _File(_Entry):
    school: str
    place: str
    timezone: str
    language: str
    contacts: tuple[_Contact, ...]
    staff: tuple[_Staff, ...]
    members: tuple[str, ...]
    admins: tuple[str, ...]
    ties: tuple[_Tie, ...] = ()
    starts: date
    week: dict[str, str]


def load(path: Path = STORY) -> Story:
    """Raises FileError when the story cannot be read or makes no sense."""
    try:
        file = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        return _story(file)
    except (OSError, ValueError, yaml.YAMLError, UnclearError) as error:
        raise FileError(f"{path.name}: {error}") from error


def _story(file: _File) -> Story:
    zone = ZoneInfo(file.timezone)
    members = tuple(Member(id=_id(name), name=name) for name in file.members)
    group = Group(
        id=GROUP,
        school=file.school,
        place=file.place,
        timezone=zone,
        language=file.language,
        mode=Mode.LIVE,
        contacts=tuple(Contact(kind=c.kind, text=c.text, link=c.link, checked_on=file.starts) for c in file.contacts),
        register=Register(
            tuple(
                StaffMember(key=f"staff:{number}", name=person.name, role=person.role, aliases=person.aliases)
                for number, person in enumerate(file.staff, start=1)
            )
        ),
        ties=tuple(Tie(admin=_id(tie.admin), to=tie.to) for tie in file.ties),
    )
    return Story(
        group=group,
        members=members,
        admins=tuple(_id(name) for name in file.admins),
        starts=datetime.combine(file.starts, time(8), tzinfo=zone),
        beats=tuple(_beats(file, zone)),
    )


def _beats(file: _File, zone: ZoneInfo) -> list[Beat]:
    beats: list[Beat] = []
    for number, (day, lines) in enumerate(file.week.items()):
        on = file.starts + timedelta(days=number)
        if f"{on:%A}" != day:
            raise UnclearError(f"{on} is a {on:%A}, not a {day}")
        for line in lines.splitlines():
            if line.startswith("("):
                beats.append(Told(line.strip("()")))
                continue
            clock, _, rest = line.partition(" ")
            typed = read(rest, file.members)
            if typed is None:
                raise UnclearError(f"{day} {clock}: nobody says anything")
            beats.append(Done(datetime.combine(on, time.fromisoformat(clock), tzinfo=zone), typed))
    return beats


def _id(name: str) -> MemberId:
    return MemberId(name.casefold())
