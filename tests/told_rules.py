"""The rules by which the stories that are told to people are played."""

RULES = """\
version: 1
rules:
  - id: muppet
    title: Calls somebody a muppet
    concern: insult
    level: reminder
    when: {says: ["muppet"]}
    wording: insult
    signpost: [school-office]
    examples: {flag: ["what a muppet"], leave: ["see you at the gate"]}
  - id: threat
    title: Threatens to hurt someone
    concern: threat
    level: danger
    when: {says: ["smash … face"]}
    wording: threat
    signpost: [emergency]
    examples: {flag: ["I will smash his face"], leave: ["see you at the gate"]}
"""
