"""What rules.yaml may say, as types: the source of its JSON Schema and of every located mistake."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.detectors.model import Sureness
from bot.detectors.shares import Detail
from bot.finding import Alert, Concern, Level, RuleMode
from bot.rulebook.lists import Written

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
NAME = re.compile(r"[a-z][a-z0-9-]*")
Name = Annotated[str, StringConstraints(pattern=rf"^{NAME.pattern}$")]
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(
        lambda value: (value,) if isinstance(value, str) else value, json_schema_input_type=Text | tuple[Text, ...]
    ),
]
"""One text or several."""
SupportAlert = Literal[Alert.NONE, Alert.THIN, Alert.URGENT]
Mode = Literal[RuleMode.LIVE, RuleMode.SHADOW, "off"]
Conversation = Annotated[tuple[Text, ...], Field(min_length=1)]
About = Literal["staff", "pupil", "parent", "anyone"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RepeatsPart(_Part):
    """The same person, about the same target."""

    times: int = Field(ge=2, le=20, description="messages, this one included")
    days: int = Field(ge=1, le=30)
    concerns: tuple[Concern, ...] = Field(default=(), description="which findings count; all when left out")


class PileOnPart(_Part):
    """Several people, about the same target."""

    posters: int = Field(ge=2, le=50, description="people, this one included")
    minutes: int = Field(ge=5, le=1440)
    concerns: tuple[Concern, ...] = Field(default=(), description="which findings count; all when left out")


class When(_Part):
    """All of what is given must hold."""

    says: Texts = Field(default=(), description="one of these patterns")
    also: Texts = Field(default=(), description="and one of these, anywhere in the message")
    after: Texts = Field(default=(), description="and one of these in what was said just before, or what it answers")
    answers: tuple[Concern, ...] = Field(
        default=(), description="and what was said just before, or what it answers, is itself of one of these concerns"
    )
    about: tuple[About, ...] | About | None = Field(default=None, description="whom the words must be about")
    shares: tuple[Detail, ...] = Field(default=(), description="one of these details")
    regex: Texts = Field(default=(), description="one of these RE2 expressions, on the folded text")
    reads_like: dict[Concern, Sureness] = Field(
        default_factory=dict, description="it reads like one of these to the learned reader, as surely as is said"
    )
    repeats: RepeatsPart | None = None
    pile_on: PileOnPart | None = None


class ContextPart(_Part):
    """A reason to leave words alone that a rule would otherwise flag."""

    title: Text
    says: Texts = ()
    holds: tuple[Literal["quoted", "asked"], ...] = Field(default=(), alias="is")
    where: Literal["before", "after", "around", "sentence", "message", "talk"] = Field(
        default="sentence", description="where it must stand, seen from the words flagged"
    )


class Examples(_Part):
    """A text, or a short conversation of "Name: text" lines whose last line is judged."""

    flag: tuple[Text | Conversation, ...] = ()
    leave: tuple[Text | Conversation, ...] = ()


class RulePart(_Part):
    id: Name
    title: Text
    concern: Concern
    level: Level
    when: When
    unless: tuple[Name, ...] = ()
    wording: Name | None = Field(default=None, description="which text the poster gets; the concern's when left out")
    signpost: tuple[Name, ...] = ()
    alert: SupportAlert = Field(default=Alert.NONE, description="what a support rule tells the admins")
    naming: Literal["strict"] | None = Field(default=None, description="only in groups that are strict about names")
    mode: Mode = RuleMode.LIVE
    examples: Examples


class RuleChange(_Part):
    """In an overlay: what differs from the shipped rule of this id."""

    id: Name
    title: Text | None = None
    level: Level | None = None
    when: When | None = None
    unless: tuple[Name, ...] | None = None
    wording: Name | None = None
    signpost: tuple[Name, ...] | None = None
    alert: SupportAlert | None = None
    naming: Literal["strict"] | None = None
    mode: Mode | None = None
    examples: Examples | None = None


class ListChange(_Part):
    add: tuple[Written, ...] = ()
    remove: tuple[Written, ...] = ()


class RulesFile(_Part):
    """rules.yaml."""

    version: Literal[1]
    extends: Literal["shipped"] | None = Field(
        default=None, description="this file only changes the rules that ship with Schoolgate"
    )
    second_look: bool | None = Field(
        default=None,
        description="the learned reader leaves alone what these rules find in everyday talk; never a clear danger",
    )
    learned_reader: bool = Field(
        default=True, description="false: the rules that ask the learned reader are off, and there is no second look"
    )
    lists: dict[Name, ListChange] = Field(default_factory=dict)
    contexts: dict[Name, ContextPart] = Field(default_factory=dict)
    rules: tuple[RulePart, ...] = ()


def json_schema() -> dict[str, object]:
    """For editors: a whole file, or one that extends the shipped rules and may change them by id."""
    schema = RulesFile.model_json_schema()
    change = RuleChange.model_json_schema(ref_template="#/$defs/{model}")
    definitions = {**schema["$defs"], **change.pop("$defs"), "RuleChange": change}
    rules = {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/RulePart"}, {"$ref": "#/$defs/RuleChange"}]}}
    return {**schema, "$defs": definitions, "properties": {**schema["properties"], "rules": rules}}
