"""Means, their differences between rounds, and how much these may be trusted."""

from math import sqrt
from typing import NamedTuple

#: Below so many answers in either round a difference is told with a caution.
FEW = 20
#: From where a difference is large, medium or small: Cohen, Statistical Power Analysis (1988).
SIZES = ((0.8, "large"), (0.5, "medium"), (0.2, "small"))


class Summary(NamedTuple):
    """Of the numbers that were given: how many, their mean and standard deviation, how many said “not applicable”."""

    number: int
    mean: float | None
    deviation: float
    not_applicable: int


class Difference(NamedTuple):
    """From one round to the next: in steps of the scale, its size ("" for none worth telling), whether n is small."""

    steps: float
    size: str
    is_uncertain: bool


def summarise(counts: dict) -> Summary:
    """``counts``: a step of a scale, as text, or "na", → how often it was given."""
    steps = {int(value): number for value, number in counts.items() if value.lstrip("-").isdigit()}
    total = sum(steps.values())
    if not total:
        return Summary(0, None, 0.0, counts.get("na", 0))
    mean = sum(step * number for step, number in steps.items()) / total
    squares = sum(number * (step - mean) ** 2 for step, number in steps.items())
    return Summary(total, mean, sqrt(squares / (total - 1)) if total > 1 else 0.0, counts.get("na", 0))


def difference(before: Summary, now: Summary) -> Difference | None:
    """What changed; None where one of the two has no number."""
    if before.mean is None or now.mean is None:
        return None
    steps = now.mean - before.mean
    pooled = _pooled(before, now)
    effect = abs(steps) / pooled if pooled else (float("inf") if steps else 0.0)
    size = next((name for least, name in SIZES if effect >= least), "")
    return Difference(steps, size, min(before.number, now.number) < FEW)


def _pooled(before, now):
    """The standard deviation of both together."""
    freedom = before.number + now.number - 2
    if freedom <= 0:
        return 0.0
    return sqrt(((before.number - 1) * before.deviation**2 + (now.number - 1) * now.deviation**2) / freedom)
