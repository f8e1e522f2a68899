"""The table of targets in the README: that of benchmarks/quality.md, which `make quality` measures."""

from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "benchmarks" / "quality.md"


def table(heading: str = "## Targets") -> None:
    """Print the lines of the page between `heading` and the next one."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    first = lines.index(heading) + 1
    rest = lines[first:]
    last = next((i for i, line in enumerate(rest) if line.startswith("## ")), len(rest))
    print("\n".join(rest[:last]).strip())  # noqa: T201
