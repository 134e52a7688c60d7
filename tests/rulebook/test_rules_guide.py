"""What docs/rules.md shows an admin is true."""

import re
from pathlib import Path

import yaml

from bot.rulebook.load import load
from bot.rulebook.schema import RulePart, When, json_schema
from bot.shipped import RULES
from bot.wording.tuning import COMMANDS

GUIDE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_file_it_shows_loads_with_its_examples(tmp_path: Path) -> None:
    shown = re.findall(r"```yaml\n(version.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "ours.yaml"
    file.write_text(shown[0], encoding="utf-8")

    assert load(file).rules[-1].id == "car-park-shaming"


def test_it_tells_every_command_that_changes_rules() -> None:
    told = set(re.findall(r"^\|.*?`/([a-z]+)", GUIDE.read_text(encoding="utf-8"), re.MULTILINE))
    told |= set(re.findall(r"^\| `/softer ID`, `/([a-z]+) ID`", GUIDE.read_text(encoding="utf-8"), re.MULTILINE))

    assert told == set(COMMANDS)


def test_it_names_every_key_a_rule_and_a_condition_may_have() -> None:
    told = set(re.findall(r"`([a-z_]+)[:` ]", GUIDE.read_text(encoding="utf-8")))
    keys = set(RulePart.model_fields) | set(When.model_fields) | {"where", "extends", "learned_reader", "second_look"}

    assert keys - told == set()


def test_the_schema_for_editors_knows_whole_rules_and_changes_of_rules() -> None:
    schema = json_schema()

    assert schema["properties"]["rules"] == {  # type: ignore[index]
        "type": "array",
        "items": {"anyOf": [{"$ref": "#/$defs/RulePart"}, {"$ref": "#/$defs/RuleChange"}]},
    }


def test_an_editor_that_knows_only_strict_yaml_reads_the_shipped_rules() -> None:
    strict = yaml.parse(RULES.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    lenient = yaml.parse(RULES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    values = [[event.value for event in events if isinstance(event, yaml.ScalarEvent)] for events in (strict, lenient)]

    assert values[0] == values[1]
