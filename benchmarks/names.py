"""What each thing that takes its turn is called, in the table and under the picture."""

UNIT = "one ahocorasick_rs pass, 1,000 phrases"
OFF_ALONE = "shipped rules, reader off, alone"
OFF_TALK = "shipped rules, reader off, ten messages of talk"
ON_ALONE = "shipped rules, reader on, alone"
ON_TALK = "shipped rules, reader on, ten messages of talk"
UNMATCHED = "the whole path, an unmatched message"
MATCHED = "the whole path, a matched message"
TELEGRAM = "python-telegram-bot, decode and dispatch"
DISCORD = "discord.py, decode and dispatch"
OBSCENITY = "obscenity (node)"
BAD_WORDS = "bad-words (node)"
BETTER = "better-profanity"
ALT = "alt-profanity-check, one message a call"


def plain(size: int) -> str:
    return f"a plain rulebook, {size:,} phrases"


def of_length(characters: int, reader: str) -> str:
    return f"{characters:,} characters, reader {reader}"


def of_rules(number: int) -> str:
    return f"{number:,} rules of ten phrases"


def in_groups(number: int) -> str:
    return f"{number:,} groups in turn"
