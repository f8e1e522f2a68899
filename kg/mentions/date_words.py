"""Words that stand for dates: where in a text they are, before anyone works out which day they mean."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.schema.files import lexicon

_COUNT = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a\ few|several)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_LOOK_BACK = 12
_TIME_OF_DAY = r"(?:morning|afternoon|evening|night|noon|midnight|dawn|dusk)"


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words of a text that stand for a date: their kind, their place in the text, their named parts."""

    kind: str
    start: int
    end: int
    parts: dict[str, str] = field(default_factory=dict)


def find(text: str) -> list[DateWords]:
    """The date words of `text`, in text order, none overlapping: the longest reading first.

    >>> [(w.kind, w.parts) for w in find("on 26 August 2021, and again in late March")]
    [('day', {'day': '26', 'month': 'august', 'year': '2021'}), ('month', {'part': 'late', 'month': 'march'})]
    """
    taken: list[DateWords] = []
    covered = bytearray(len(text))
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span("words") if "words" in pattern.groupindex else match.span()
            if any(covered[start:end]):
                continue
            parts = {
                name: value.lower().rstrip(".")
                for name, value in match.groupdict().items()
                if value and name != "words"
            }
            if kind == "month" and not _is_month_name(text, start, end, parts):
                continue
            trimmed = end - 1 if text[end - 1] == "." else end
            taken.append(DateWords(kind, start, trimmed, parts))
            covered[start:end] = b"\x01" * (end - start)
    return sorted(taken, key=lambda words: words.start)


def _is_month_name(text: str, start: int, end: int, parts: dict[str, str]) -> bool:
    """Whether a month without day and year is one: "may" and "march" are verbs more often than months."""
    if len(parts) > 1:
        return True
    word = text[start:end]
    before = text[max(0, start - _LOOK_BACK) : start].split()
    lead = before[-1] if before else ""
    if word.isupper():
        return lead.lower() in ("in", "since", "of", "during", "until")
    return word[0].isupper()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and pattern, the more telling first. No repetition is nested, so that matching stays linear."""
    words: dict[str, Any] = lexicon("dates")
    month = rf"(?P<month>{_any(words['months'])})\.?"
    weekday = rf"(?P<weekday>{_any(words['weekdays'])})"
    before = rf"(?:(?:{_any(words['weekdays'])}),?\s+)?"
    part = rf"(?:the\s+)?(?P<part>{_any(words['parts'])})(?:\s+(?:of|in))?(?:\s+|-)"
    season = rf"(?P<season>{_any(words['seasons'])})"
    evening = r"(?:morning|afternoon|evening|night)"
    garbled = rf"(?P<garbled>{_any(words['garbled'])})"
    counted = rf"(?P<count>{_COUNT})\s+(?P<unit>day|week)s?"
    led = r"(?:in|since|of|until|till|by|during|from|to|between|and|through|before|after)"
    two_days = rf"(?P<first>{_DAY})\s*(?:to|and|or|until|through|[-–—/])\s*(?P<day>{_DAY})"
    clause = r"(?!\s+(?:he|she|it|they|the|an?)\b)"  # "the day before he left"
    holiday = rf"(?P<holiday>{_any(words['holidays'])})"
    rules = [
        ("holiday", rf"{holiday},?\s+(?:of\s+|in\s+)?(?P<year>{_YEAR})"),
        ("holiday", holiday),
        ("days", rf"(?:the\s+)?{two_days}\s+(?:of\s+)?{month}(?:,?\s+(?P<year>{_YEAR}))?"),
        ("days", rf"{month}\s+{two_days}(?:,?\s+(?P<year>{_YEAR}))?"),
        ("named", rf"(?P<named>{_any(words['named'])})"),
        ("day", rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)"),
        ("day", rf"(?P<day>\d\d?)(?P<mark>[/.-])(?P<month>\d\d?)(?P=mark)(?P<year>{_YEAR})"),
        ("day", rf"{before}(?:the\s+)?(?P<day>{_DAY})\s+(?:of\s+)?{month},?\s+(?P<year>{_YEAR})"),
        ("day", rf"{before}{month}\s+(?P<day>{_DAY}),?\s+(?P<year>{_YEAR})"),
        ("day", rf"(?P<day>{_DAY})\s+{month}\s+(?P<short>\d\d)"),
        ("month", rf"(?:{part})?{month},?\s+(?:of\s+)?(?P<year>{_YEAR})"),
        ("month", rf"(?:{part})?{month}\s+(?:of\s+)?(?P<which>this|last|next)\s+year"),
        ("garbled", rf"(?:in|since|of|during|by|until)\s+(?P<words>{garbled}\s+(?P<year>{_YEAR}))"),
        ("day", rf"{before}(?:the\s+)?(?P<day>{_DAY})\s+(?:of\s+)?{month}"),
        ("day", rf"{before}{month}\s+(?P<day>{_DAY})"),
        ("month", rf"(?:{part}){month}"),
        ("month", rf"(?P<which>last|this|next)\s+{month}"),
        ("month", rf"{led}\s+(?P<words>{month})"),
        ("season", rf"(?:{part})?{season}\s+(?:of\s+|in\s+)?(?P<year>{_YEAR})"),
        ("decade", r"(?:the\s+)?(?:early\s+|mid-?\s?|late\s+)?(?P<decade>(?:1[89]|20)\d)0'?s"),
        ("ago", rf"(?P<count>{_COUNT})\s+(?P<unit>day|week|month|year)s?\s+ago"),
        ("narrative", rf"{counted}\s+(?P<way>earlier|later|before|after|previously)"),
        ("narrative", r"(?:the|that)\s+(?P<way>previous|preceding|following|next|same)\s+day"),
        ("narrative", rf"(?:the|that)\s+day\s+(?P<way>before|earlier|previously){clause}"),
        ("narrative", r"(?P<way>that|same)\s+day"),
        ("weekend", r"(?:over|during|at|on|this|last|the)\s+(?:the\s+|last\s+|past\s+)*weekend"),
        ("week_so_far", r"earlier\s+this\s+week"),
        ("weekday", rf"(?:(?P<which>last|this|next|past)\s+)?{weekday}(?:\s+{_TIME_OF_DAY})?"),
        ("relative", rf"(?P<word>yesterday|today|tonight|tomorrow)(?:\s+{evening})?"),
        ("relative", r"(?P<which>last|this)\s+(?P<word>night|morning|afternoon|evening)"),
        ("unit", r"(?<!the\s)(?<!over\s)(?P<which>last|this|next)\s+(?P<unit>week|month|year)"),
        ("year", rf"(?:{part})?(?:the\s+year\s+)?(?P<year>{_YEAR})"),
    ]  # fmt: skip
    return tuple(
        (kind, re.compile(rf"(?<![\w/$€£.-])(?:{rule})(?![\w%])(?!-year)(?!,\d)", re.IGNORECASE))
        for kind, rule in rules
    )


def _any(words: Any) -> str:
    """Longest first, so that "september" is not read as "sep"."""
    ordered = sorted(map(str, words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
