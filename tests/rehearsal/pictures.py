"""Draws what somebody sees on their phone: bubbles of a chat, readable by day and by night."""

import re
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

WIDTH, ROOM, CODE, LINE, PAD = 360, 38, 41, 19, 12
"""Of the picture; of a line and of a program's line in letters; the height of one, and the room around a text."""
STYLE = """\
.ground{fill:#e9e6df}.theirs{fill:#fff}.own{fill:#d5f0c6}.key{fill:#fff;stroke:#3a6ea5}
text{font:14px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:#1d1d1d}
.head{font-weight:600;fill:#2f5d8a}.label{fill:#2f5d8a;text-anchor:middle}
.code{font-family:ui-monospace,monospace;font-size:11.5px}
@media (prefers-color-scheme:dark){.ground{fill:#10161c}.theirs{fill:#223040}.own{fill:#27492f}
.key{fill:#10161c;stroke:#7fb2e5}text{fill:#eee}.head,.label{fill:#8fc0f0}}"""
HEAD = re.compile(r"(\d\d:\d\d)  (?:#\d+ )?(.*)")
BUTTON = re.compile(r"\[\d+\] (.+?)(?=  \[|$)")
BAR = "     │ "


@dataclass(frozen=True, slots=True)
class Bubble:
    """Something in the chat; `own` is whoever holds the phone."""

    head: str
    lines: tuple[str, ...]
    buttons: tuple[str, ...] = ()
    own: bool = False
    code: bool = False


def bubbles(shown: str) -> list[Bubble]:
    """What the rehearsal printed, unwrapped, as bubbles: what was said, and what the bot wrote to whom."""
    found: list[tuple[str, str, list[str]]] = []
    for line in shown.splitlines():
        if line.startswith(BAR.rstrip()) and found:
            found[-1][2].append(line.removeprefix(BAR.rstrip()).strip())
        elif match := HEAD.fullmatch(line):
            found.append((match[1], match[2], []))
    return [_bubble(*each) for each in found]


def _bubble(at: str, head: str, lines: list[str]) -> Bubble:
    if not lines:
        name, _, words = head.partition(": ")
        return Bubble(f"{name}, {at}", (words,), own=True)
    *most, last = lines
    buttons = tuple(BUTTON.findall(last)) or ((last.strip("[]"),) if last.startswith("[") else ())
    return Bubble(f"Helper bot, {at}", tuple(most if buttons else lines), buttons)


def picture(title: str, shown: list[Bubble]) -> str:
    """An SVG that needs nothing else."""
    parts: list[str] = []
    top = PAD
    for bubble in shown:
        drawn, top = _drawn(bubble, top)
        parts += drawn
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" role="img">'
    ground = f'<rect class="ground" width="{WIDTH}" height="{top}" rx="18"/>'
    return "\n".join((head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", ground, *parts, "</svg>", ""))


def _drawn(bubble: Bubble, top: int) -> tuple[list[str], int]:
    """Its shapes, and where the next begins."""
    rows = [row for line in bubble.lines for row in _rows(line, bubble)]
    left, wide = (40 if bubble.own else 10), WIDTH - 50
    high = LINE * (len(rows) + 1) + PAD
    kind = "own" if bubble.own else "theirs"
    found = [f'<rect class="{kind}" x="{left}" y="{top}" width="{wide}" height="{high}" rx="12"/>']
    found.append(_text(bubble.head, left + PAD, top + LINE, "head"))
    for place, row in enumerate(rows, 2):
        if row:
            found.append(_text(row, left + PAD, top + LINE * place, "code" if bubble.code else ""))
    top += high + 5
    for label in bubble.buttons:
        found.append(f'<rect class="key" x="{left}" y="{top}" width="{wide}" height="28" rx="8"/>')
        found.append(_text(label, left + wide // 2, top + LINE, "label"))
        top += 32
    return found, top + PAD


def _rows(line: str, bubble: Bubble) -> list[str]:
    """A program's lines keep their shape; what runs on stands further in."""
    if bubble.code:
        further = " " * (len(line) - len(line.lstrip()) + 4)
        return wrap(line, CODE, subsequent_indent=further, break_on_hyphens=False)
    return wrap(line, ROOM) or [""]


def _text(words: str, x: int, y: int, kind: str) -> str:
    shape = f' class="{kind}"' if kind else ""
    space = ' xml:space="preserve"' if kind == "code" else ""
    return f'<text x="{x}" y="{y}"{shape}{space}>{escape(words)}</text>'
