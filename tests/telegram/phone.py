"""Draws what somebody sees on their phone: bubbles in a frame, as SVG for light and dark, in the reader's own font."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

WIDTH, EDGE, INSIDE = 360, 16, 12
"""Of the phone; around the bubbles; around their words."""
BUBBLE = 296
LINE, PAUSE, GAP, BUTTON = 19, 10, 12, 30
HEADER = 48
NARROW, WIDE = set("iIjl.,:;'’|!()[]ft "), set("mwMW@%—")
"""No font is known here: letters are taken for as wide as the widest fonts in use have them."""

STYLE = """\
text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1c1e21 }
.phone { fill: #ffffff; stroke: #b9bec5 } .bot { fill: #eef0f3 } .own { fill: #d7ecff }
.button { fill: none; stroke: #2f6fb0 } .label { fill: #1f5c99; text-anchor: middle }
.way { font-size: 11px; fill: #5c6168 } .head { font-weight: 600 } .rule { stroke: #d5d8dc }
@media (prefers-color-scheme: dark) {
text { fill: #e6e8eb } .phone { fill: #16181b; stroke: #4a4f56 } .bot { fill: #2a2d32 } .own { fill: #1d4468 }
.button { stroke: #7db4e8 } .label { fill: #9cc8f2 } .way { fill: #a4a9b0 } .rule { stroke: #34383d }
}"""


@dataclass(frozen=True, slots=True)
class Bubble:
    text: str
    way: str = ""
    """How it came, above it in small."""
    buttons: tuple[str, ...] = ()
    is_own: bool = False
    """Written by whoever holds the phone."""


def phone(title: str, bubbles: tuple[Bubble, ...]) -> str:
    parts: list[str] = []
    down = HEADER + EDGE
    for bubble in bubbles:
        drawn, down = _bubble(bubble, down)
        parts += drawn
    words = "\n".join(bubble.text for bubble in bubbles)
    size = f'width="{WIDTH}" height="{down + EDGE}"'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {WIDTH} {down + EDGE}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(words, quote=False)}</desc>",
            f"<style>{STYLE}</style>",
            f'<rect class="phone" x="1" y="1" width="{WIDTH - 2}" height="{down + EDGE - 2}" rx="22"/>',
            f'<text class="head" x="{EDGE}" y="30">{escape(title)}</text>',
            f'<path class="rule" d="M1 {HEADER}H{WIDTH - 1}"/>',
            *parts,
            "</svg>\n",
        )
    )


def _bubble(bubble: Bubble, down: int) -> tuple[list[str], int]:
    """Drawn from there on, and where the next may begin."""
    rows = [row for line in bubble.text.splitlines() for row in wrapped(line, BUBBLE - 2 * INSIDE)]
    width = BUBBLE if len(rows) > 1 else min(BUBBLE, round(_width(rows[0])) + 2 * INSIDE)
    left = WIDTH - EDGE - width if bubble.is_own else EDGE
    parts: list[str] = []
    if bubble.way:
        across = f'x="{left + width - 2}" text-anchor="end"' if bubble.is_own else f'x="{left + 2}"'
        parts.append(f'<text class="way" {across} y="{down + 9}">{escape(bubble.way)}</text>')
        down += 15
    height = sum(LINE if row else PAUSE for row in rows) + INSIDE + 6
    shade = "own" if bubble.is_own else "bot"
    parts.append(f'<rect class="{shade}" x="{left}" y="{down}" width="{width}" height="{height}" rx="12"/>')
    at = down + 2
    for row in rows:
        at += LINE if row else PAUSE
        if row:
            parts.append(f'<text x="{left + INSIDE}" y="{at}">{escape(row, quote=False)}</text>')
    down += height
    for label in bubble.buttons:
        parts.append(f'<rect class="button" x="{left}" y="{down + 5}" width="{width}" height="{BUTTON - 4}" rx="8"/>')
        parts.append(f'<text class="label" x="{left + width // 2}" y="{down + 23}">{escape(label)}</text>')
        down += BUTTON
    return parts, down + GAP


def wrapped(line: str, room: float) -> Iterator[str]:
    row = ""
    for word in line.split(" "):
        longer = f"{row} {word}" if row else word
        if row and _width(longer) > room:
            yield row
            row = word
        else:
            row = longer
    yield row


def _width(text: str) -> float:
    return sum(5.0 if sign in NARROW else 13.0 if sign in WIDE else 9.6 if sign.isupper() else 8.6 for sign in text)
