"""A small plot on two logarithmic axes, as SVG that a browser and GitHub show."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 196, 56, 52
_COLOURS = ["#1f5fa8", "#c4521a", "#2e7d4f", "#8a3ea0", "#8a6d00", "#5a6472"]


@dataclass(frozen=True)
class Line:
    """A name, and the points that it goes through, all greater than zero."""

    name: str
    points: list[tuple[float, float]]


class _Axis:
    """Places values between two pixels, by their logarithms, with whole powers of ten at its ends."""

    def __init__(self, values: list[float], start: float, end: float, *, whole: bool) -> None:
        least, greatest = math.log10(min(values)), math.log10(max(values))
        self._low = math.floor(least) if whole else least
        self._high = math.ceil(greatest) if whole else greatest
        if self._high <= self._low:
            self._high = self._low + 1
        self._start, self._end = start, end

    def place(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)

    @property
    def powers(self) -> list[float]:
        return [10.0**power for power in range(math.ceil(self._low), math.floor(self._high) + 1)]


def svg(title: str, across: str, up: str, lines: list[Line]) -> str:
    """The plot. Each line's name stands at its end, in its colour.

    - across, up: what the axes count.
    """
    x = _Axis(
        [p[0] for line in lines for p in line.points], _LEFT, _WIDTH - _RIGHT, whole=False
    )
    y = _Axis([p[1] for line in lines for p in line.points], _HEIGHT - _BOTTOM, _TOP, whole=True)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, 26, title, size=15, colour="#1c2126"),
        _text(_LEFT, 44, up, colour="#5a6472"),
        *_grid(x, y, across),
    ]
    names = _spaced([y.place(line.points[-1][1]) for line in lines])
    for index, line in enumerate(lines):
        parts += _drawn(line, x, y, names[index], _COLOURS[index % len(_COLOURS)])
    return "\n".join([*parts, "</svg>"]) + "\n"


def _grid(x: _Axis, y: _Axis, across: str) -> list[str]:
    parts = []
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for power in y.powers:
        place = y.place(power)
        parts.append(_stroke(_LEFT, place, right, place, "#e3e7ea"))
        parts.append(_text(_LEFT - 8, place + 4, _short(power, seconds=True), anchor="end"))
    for power in x.powers:
        place = x.place(power)
        parts.append(_stroke(place, _TOP, place, bottom, "#e3e7ea"))
        parts.append(_text(place, bottom + 18, _short(power), anchor="middle"))
    parts.append(_stroke(_LEFT, bottom, right, bottom, "#8a949c"))
    parts.append(_text((_LEFT + right) / 2, _HEIGHT - 12, across, anchor="middle"))
    return parts


def _drawn(line: Line, x: _Axis, y: _Axis, name_place: float, colour: str) -> list[str]:
    places = [(x.place(px), y.place(py)) for px, py in line.points]
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in places)
    dots = [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in places]
    last = places[-1]
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *dots,
        _stroke(last[0] + 5, last[1], _WIDTH - _RIGHT + 14, name_place, colour, width=0.5),
        _text(_WIDTH - _RIGHT + 18, name_place + 4, line.name, colour=colour),
    ]


def _spaced(places: list[float], gap: float = 16) -> list[float]:
    """The places moved apart, so that names don't cover each other."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for before, after in zip(order, order[1:], strict=False):
        moved[after] = max(moved[after], moved[before] + gap)
    # What was pushed out at the bottom comes back up, and pushes the others.
    limit = _HEIGHT - _BOTTOM
    for index in reversed(order):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - gap
    return moved


def _short(value: float, *, seconds: bool = False) -> str:
    if seconds:
        if value >= 1:
            return f"{value:,.0f} s"
        if value >= 1e-3:
            return f"{value * 1e3:.0f} ms"
        return f"{value * 1e6:.0f} µs"
    if value >= 1e6:
        return f"{value / 1e6:.0f}M"
    return f"{value / 1e3:.0f}k" if value >= 1e3 else f"{value:.0f}"


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", colour: str = "#5a6472", size: int = 12
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="{size}">{escape(text)}</text>'
    )


def _stroke(
    x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1
) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{colour}" stroke-width="{width}"/>'
    )
