"""Curves as a picture in SVG: what a step costs against what lies behind it."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Curve = Sequence[tuple[float, float]]

WIDTH, HEIGHT, EDGE, TOP = 460, 320, 56, 48
COLOURS = ("#1d70b8", "#d4351c", "#00703c")
TICKS = 4


def drawn(charts: Mapping[str, tuple[str, Mapping[str, Curve]]]) -> str:
    """Charts side by side: by title what lies along it, and its curves by name."""
    parts = [_chart(title, along, curves, place) for place, (title, (along, curves)) in enumerate(charts.items())]
    size = f'viewBox="0 0 {WIDTH * len(parts)} {HEIGHT}" font-family="Helvetica, Arial, sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n' + "".join(parts) + "</svg>\n"


def _chart(title: str, along: str, curves: Mapping[str, Curve], place: int) -> str:
    points = [point for curve in curves.values() for point in curve]
    right, high = max(x for x, _ in points) or 1, max(y for _, y in points) * 1.1
    lines = [f'<g transform="translate({place * WIDTH} 0)" role="img" aria-label={quoteattr(title)}>\n']
    lines.append(_text(EDGE, 20, title, weight="bold"))
    for tick in range(TICKS + 1):
        y, x = high * tick / TICKS, right * tick / TICKS
        down, across = _down(y, high), _across(x, right)
        lines.append(f'<path d="M{EDGE} {down}H{WIDTH - 16}" stroke="#b1b4b6"/>\n')
        lines.append(_text(EDGE - 6, down + 4, f"{y:.1f}", anchor="end"))
        lines.append(_text(across, HEIGHT - 32, f"{x:,.0f}", anchor="end" if tick == TICKS else "middle"))
    lines.append(_text(EDGE, 38, "milliseconds, p50") + _text(WIDTH - 16, HEIGHT - 12, along, anchor="end"))
    for number, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = "L".join(f"{_across(x, right)} {_down(y, high)}" for x, y in curve)
        lines.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>\n')
        lines.append(_text(WIDTH - 16, 20 + 18 * number, name, anchor="end", colour=colour))
    return "".join(lines) + "</g>\n"


def _across(x: float, right: float) -> float:
    return round(EDGE + x / right * (WIDTH - EDGE - 24), 1)


def _down(y: float, high: float) -> float:
    return round(HEIGHT - 48 - y / high * (HEIGHT - 48 - TOP), 1)


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", weight: str = "normal", colour: str = "#0b0c0c"
) -> str:
    style = f'text-anchor="{anchor}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x}" y="{y}" {style}>{escape(words)}</text>\n'
