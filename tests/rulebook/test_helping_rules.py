"""A rule that offers help says whom to turn to: a note without a number leaves somebody alone with it."""

import yaml
from source import ROOT


def test_every_rule_that_offers_help_says_whom_to_turn_to() -> None:
    rules = yaml.load((ROOT / "rules.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    helping = [rule for rule in rules["rules"] if rule.get("level") == "support"]

    assert len(helping) > 1
    assert [rule["id"] for rule in helping if not rule.get("signpost")] == []
    distress = [rule for rule in helping if rule["wording"] == "distress"]
    assert [rule["id"] for rule in distress if rule["signpost"] != ["emergency", "distress-helpline"]] == []
