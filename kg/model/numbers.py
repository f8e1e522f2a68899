"""English numerals, in digits or words, to integers."""

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TEENS = "sixteen seventeen eighteen nineteen"
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: 10 * tens for tens, word in enumerate(_TENS.split())} | {
    word: ones for ones, word in enumerate(f"{_ONES} {_TEENS}".split())
}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_MOST_WORDS = 12


def number(words: str) -> int | None:
    """The whole number that `words` spell, or None; "a" counts as one before a scale ("a dozen").

    >>> [number(w) for w in ("137", "1,200", "thirty-five", "two dozen", "a hundred and six")]
    [137, 1200, 35, 24, 106]
    >>> [number(w) for w in ("dozens", "several", "3.5", "")]
    [None, None, None, None]
    """
    plain = words.strip().lower()
    digits = plain.replace(",", "").replace(" ", "")
    if digits.isascii() and digits.isdigit():
        return int(digits) if len(digits) <= _MOST_WORDS else None
    parts = [part for part in plain.replace("-", " ").split() if part != "and"]
    if not parts or len(parts) > _MOST_WORDS:
        return None
    return _spelled(parts)


def _spelled(parts: list[str]) -> int | None:
    total, current, seen = 0, 0, False
    for position, part in enumerate(parts):
        scale = _SCALES.get(part)
        if scale is not None:
            current = (current or 1) * scale
            if scale >= _SCALES["thousand"]:
                total, current = total + current, 0
            seen = True
        elif part in _SMALL:
            current, seen = current + _SMALL[part], True
        elif part.isascii() and part.isdigit() and len(part) <= _MOST_WORDS:
            current, seen = current + int(part), True
        elif part not in ("a", "an") or position > 0:
            return None
    return total + current if seen else None
