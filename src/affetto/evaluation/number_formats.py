"""Figures as pages and terminals show them."""

from __future__ import annotations

from collections.abc import Sequence


def percent(share: float) -> str:
    """A share in percent: 67.7%."""
    return f"{100 * share:.1f}%"


def percents(bounds: Sequence[float]) -> str:
    """An interval of a share: 66.1% to 69.2%."""
    return f"{percent(bounds[0])} to {percent(bounds[1])}"


def points(difference: float) -> str:
    """A difference of two shares in percentage points, with its sign: +1.5."""
    return f"{100 * difference:+.1f}".replace("-", "−")


def points_bounds(bounds: Sequence[float]) -> str:
    """An interval of such a difference: −0.4 to +3.4."""
    return f"{points(bounds[0])} to {points(bounds[1])}"


def decimals(value: float) -> str:
    """A figure between −1 and 1: 0.677."""
    return f"{value:.3f}"


def decimal_bounds(bounds: Sequence[float]) -> str:
    """An interval of such a figure: 0.661 to 0.692."""
    return f"{decimals(bounds[0])} to {decimals(bounds[1])}"


def p_value(p: float) -> str:
    """A p-value: .012, or < .001."""
    return "< .001" if p < 0.001 else decimals(p).removeprefix("0")


def duration(seconds: float) -> str:
    """A time in the two units that matter: 2 h 5 min, 3 min 20 s, 4.2 s."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours} h {minutes_left} min" if hours else f"{minutes} min {rest} s"
