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

ANSWERS = ("Millbrook School", "Engerland", "England", "skip", "The office, 01632 960001", "back", "stop")
"""To the questions of setting up: a slip, one left out, one taken back, and an end before the end."""
WITH_MISTAKES = """\
version: 1
extends: shipped
rules:
  - id: lump
    title: Calls somebody a lump
    concern: insult
    level: severe
    when: {says: ["great lump"]}
    exampels: {flag: ["you great lump"], leave: ["a lump of clay"]}
"""
MENDED = WITH_MISTAKES.replace("severe", "reminder").replace("exampels", "examples")
