"""A figure beside the one it is measured against, both of the same run: machines are shared and noisy."""

import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ratio:
    """`ours` against `theirs`; `target` is a bound on ours / theirs, at most it or (`least`) at least it.

    Both are in `unit` ("s", "words/s", "MiB"). `note` says what was measured, in few words.
    """

    name: str
    ours: float
    theirs: float
    unit: str
    target: float | None = None
    least: bool = False
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours by theirs."""
        return self.ours / self.theirs if self.theirs else float("inf")

    @property
    def met(self) -> bool | None:
        """Whether the target is met, if there is one."""
        if self.target is None:
            return None
        return self.ratio >= self.target if self.least else self.ratio <= self.target


def seconds(run: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


_ENOUGH = 10.0
"""Seconds of measuring one ratio, after which it is not measured again."""


def both(ours: Callable[[], object], theirs: Callable[[], object], times: int) -> tuple[float, float]:
    """The shortest time of each, after one run to warm up; in turns, so that both meet the same machine.

    At most `times` turns, and none more when they have taken ten seconds.
    """
    ours()
    theirs()
    taken = [(seconds(ours), seconds(theirs))]
    while len(taken) < times and sum(map(sum, taken)) < _ENOUGH:
        taken.append((seconds(ours), seconds(theirs)))
    return min(one for one, _ in taken), min(other for _, other in taken)


def peak_mebibytes() -> float:
    """The most memory that this process has held so far, in MiB.

    By the kernel's word on this program, where it has one: what getrusage tells of a process begins with the
    memory of the one that started it.
    """
    told = Path("/proc/self/status")
    if told.is_file():
        peak = next(line for line in told.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(found: Iterable[Ratio]) -> list[str]:
    """The lines of a Markdown table."""
    lines = ["| what | kg | beside | ratio | target | |", "|---|---:|---:|---:|---:|---|"]
    for one in found:
        sign = "≥" if one.least else "≤"
        target = "" if one.target is None else f"{sign} {one.target:g}"
        verdict = {None: "", True: "met", False: "**missed**"}[one.met]
        note = f"; {one.note}" if one.note else ""
        lines.append(
            f"| {one.name}{note} | {_number(one.ours)} {one.unit} | {_number(one.theirs)} {one.unit} "
            f"| {one.ratio:.2f} | {target} | {verdict} |"
        )
    return lines


def _number(value: float) -> str:
    """Three significant digits, no exponent.

    >>> _number(12345.6), _number(0.01234)
    ('12,346', '0.0123')
    """
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
