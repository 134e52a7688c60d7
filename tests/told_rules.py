"""The rules by which the stories that are told to people are played, and what an admin answers and sends in them."""

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
RULES_SENT = """\
version: 1
extends: shipped
rules:
  - id: numpty
    title: Calls somebody a numpty
    concern: insult
    level: severe
    when: {says: [numpty]}
    exampels: {flag: [Mr Dunn is a numpty], leave: [hello]}
"""
MENDED = RULES_SENT.replace("severe", "reminder").replace("exampels", "examples")


def answers(ties: str) -> tuple[str, ...]:
    """To the questions of setting it up."""
    return (
        "Larkrise Primary School",
        "England",
        "skip",
        "the school office, 01632 960001",
        "https://larkrise.example/complaints",
        "back",
        "https://larkrise.example/raise-a-concern",
        "skip",
        "Mrs Ahmed, the safeguarding lead",
        "skip",
        "skip",
        "Mr Alan Dunn, PE teacher\nMrs Kemp, Year 4 teacher",
        "yes",
        ties,
        "no",
        "21:30-07:00",
    )
