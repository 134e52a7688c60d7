"""Garbage grown from good input: text, bytes and JSON, each by a random number generator of its own."""

import json
from copy import deepcopy
from random import Random
from typing import Any

ODD = [
    *(
        "\x00",
        "\u200b",
        "\u202e",
        "\u0301" * 40,
        "\ufdfa" * 9,
        "\ud800",
        "\udfff",
        "🔪",
        "👨\u200d👩\u200d👧",
        "İ",
        "ß",
    ),
    *"<>…()|!^$=?*&%@`'\"\\\n\t:{}[],#~",
    *("- ", "null", "true", "1e999", "-0", "0x", "!!python/object:os.system", "<<: *a", "&a", "||", "```", "👆"),
    *("f**k", "k i l l", "k.1.l.l", "07700 900123", "http://a.b/c?d=e", "SW1A 1AA", "Mr Pell"),
]
VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 2**63, 10**40, float("inf"), "", " ", "x" * 5_000, [], {}, [[]], {"": {}}, [None]),
    *("2026-03-02T18:42:00", "not a date", 1_772_476_920, "👀", "\ud83d", {"id": None}, [{"type": "mention"}]),
]
MOST = 20_000  # characters, so that growth comes to an end


def text(random: Random, seeds: list[str]) -> str:
    grown = random.choice(seeds)
    for _ in range(random.randrange(1, 6)):
        at, to = sorted(random.randrange(len(grown) + 1) for _ in range(2))
        match random.randrange(7):
            case 0:
                grown = grown[:at] + random.choice(ODD) + grown[at:]
            case 1:
                grown = grown[:at] + grown[to:]
            case 2:
                grown = grown[:at] + grown[at:to] * random.randrange(2, 9) + grown[to:]
            case 3:
                other = random.choice(seeds)
                grown = grown[:at] + other[random.randrange(len(other) + 1) :]
            case 4:
                grown = "".join(random.choice((each, each.swapcase(), each + random.choice(" .-_*"))) for each in grown)
            case 5:
                grown = grown[:at] + chr(random.randrange(1, 0x11_0000)) + grown[to:]
            case _:
                lines = grown.splitlines(keepends=True)
                random.shuffle(lines)
                grown = "".join(lines)
        grown = grown[:MOST]
    return grown


def content(random: Random, seeds: list[bytes]) -> bytes:
    grown = bytearray(random.choice(seeds))
    for _ in range(random.randrange(1, 9)):
        at = random.randrange(len(grown) + 1)
        match random.randrange(4):
            case 0:
                grown[at:at] = random.choice(ODD).encode("utf-8", "surrogatepass")
            case 1:
                del grown[at : at + random.randrange(1, 60)]
            case 2:
                grown[at : at + 1] = random.randbytes(random.randrange(1, 4))
            case _:
                grown = grown[: max(1, at)] if random.random() < 0.2 else grown + grown[at : at + 400]
    return bytes(grown)


def value(random: Random, good: Any, *, is_typed: bool = False) -> Any:
    """JSON with a few of its parts changed, dropped, doubled or put elsewhere.

    `is_typed` puts nothing where another kind of value stood, as a platform's server that keeps to its own types.
    """
    grown = json.loads(json.dumps(good))
    for _ in range(random.randrange(1, 5)):
        holder, key = _place(random, grown)
        if holder is None:
            return good if is_typed else random.choice(VALUES)
        match random.randrange(4):
            case 0:
                del holder[key]
            case _ if is_typed:
                alike = [each for each in VALUES if type(each) is type(holder[key])]
                holder[key] = deepcopy(random.choice(alike or [holder[key]]))
            case 1:
                holder[key] = json.loads(json.dumps(good))
            case 2 if isinstance(holder, dict):
                holder[random.choice([*holder, "text", "id", "from", "type", "new"])] = deepcopy(random.choice(VALUES))
            case _:
                holder[key] = deepcopy(random.choice(VALUES))
    return grown


def _place(random: Random, grown: Any) -> tuple[Any, Any]:
    """Some part of it, by what holds it."""
    holder, key = None, None
    while isinstance(grown, dict | list) and grown:
        holder = grown
        key = random.choice(list(grown)) if isinstance(grown, dict) else random.randrange(len(grown))
        grown = grown[key]
        if random.random() < 0.4:
            break
    return holder, key
