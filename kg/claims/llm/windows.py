"""Long articles in overlapping windows, cut between sentences."""

from dataclasses import dataclass

from kg.model import Reading

SIZE = 6000
"""Characters a window: some 1,500 tokens, which leaves small models room for the reply."""

OVERLAP = 800
"""Characters that two neighbouring windows share, so that a claim and its denial are seen together."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article: its words and the offset of the first one in the file."""

    start: int
    text: str


def windows(reading: Reading, size: int = SIZE, overlap: int = OVERLAP) -> tuple[Window, ...]:
    """The article from its first to its last sentence, each window of at most about `size` characters."""
    spans = [(sentence.start, sentence.end) for sentence in reading.sentences]
    found: list[Window] = []
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= size:
            last += 1
        # A sentence longer than a window (a line without full stops) is cut hard.
        end = min(spans[last][1], spans[first][0] + max(size, 2 * overlap))
        found.append(Window(spans[first][0], reading.words(spans[first][0], end)))
        if last + 1 >= len(spans):
            break
        following = last + 1
        while following > first + 1 and spans[last][1] - spans[following - 1][0] <= overlap:
            following -= 1
        first = following
    return tuple(found)
