"""Dates of a document as EDTF with the precision of its words, relative ones by its date of publication.

No clock is asked: in a document without a date of publication "on Monday" stays unread. Vague words
("in recent months") are left out. Precision is never invented: "late March" is a month.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kg.mentions.date_words import DateWords
from kg.mentions.date_words import find as find_words
from kg.model import DateMention, Reading, Token
from kg.model.edtf import valid
from kg.model.numbers import number
from kg.schema.files import lexicon

_SINCE = re.compile(r"(?:since|after)\s+(?:the\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|before|prior\s+to)\s+(?:the\s+)?$", re.IGNORECASE)
_RANGE = re.compile(r"(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_OF_DATE = re.compile(r"\s+(?:the\s+|of\s+)?(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_LOOK_BACK = 24
_NEAR = 5
_NO_YEAR_AFTER = frozenset({"#", "no.", "resolution", "flight", "least", "than", "over", "about"})
_CLOCK = frozenset({"gmt", "utc", "local", "hours", "hrs"})


@dataclass(slots=True)
class _Context:
    """What relative words hang on: publication, and the dates read so far."""

    published: date | None
    published_month: str | None
    last_day: date | None = None
    last_year: int | None = None
    explicit: list[tuple[int, str]] = field(default_factory=list)
    """(index of the sentence, EDTF) of every date whose year stands in its words."""


def find(reading: Reading) -> tuple[DateMention, ...]:
    """The dates of a reading, in text order. `reading.dates` is not looked at."""
    offset = reading.document.start
    text = reading.document.content
    starts = [token.start - offset for token in reading.tokens]
    if not starts:
        return ()
    context = _context(reading.document.published)
    found: list[tuple[DateWords, DateMention]] = []
    counted: tuple[DateWords, Token] | None = None
    for words in find_words(text):
        if not _is_read(reading, starts, words):
            continue
        token = _head(reading, starts, words)
        if _is_quantity(reading, starts, words, token):
            continue
        if words.parts.get("way") in ("before", "after"):
            counted = words, token
            continue
        future = _is_future(reading, token)
        edtf, alternate = _resolve(words, context, token.sent, future=future)
        if edtf is None or not valid(edtf):
            continue
        if counted is not None and (moved := _moved(text, counted[0], words, edtf)):
            found.append((counted[0], _mention(text, offset, counted[0], counted[1], moved)))
        found.append((words, replace(_mention(text, offset, words, token, edtf), alternate=alternate)))
        if not future:
            _remember(words, edtf, context, token.sent)
        counted = None
    return _with_intervals(text, offset, found)


def _mention(text: str, offset: int, words: DateWords, token: Token, edtf: str) -> DateMention:
    start, end = words.start, words.end
    return DateMention(token.i, start + offset, end + offset, text[start:end], edtf)


def _context(published: str | None) -> _Context:
    day = None
    if published:
        try:
            day = date.fromisoformat(published)
        except ValueError:
            day = None
    month = published[:7] if published and len(published) >= len("2024-03") else None
    return _Context(published=day, published_month=month)


def _is_read(reading: Reading, starts: list[int], words: DateWords) -> bool:
    """Whether the words belong to the running text: the lines above it have no tokens."""
    token = reading.tokens[max(bisect_right(starts, words.start) - 1, 0)]
    return token.start <= words.start + reading.document.start < token.end


def _head(reading: Reading, starts: list[int], words: DateWords) -> Token:
    """The token of the words that hangs on a token outside them."""
    first = max(bisect_right(starts, words.start) - 1, 0)
    last = max(bisect_right(starts, words.end - 1) - 1, first)
    for token in reading.tokens[first : last + 1]:
        if token.head == token.i or not first <= token.head <= last:
            return token
    return reading.tokens[first]


def _is_quantity(reading: Reading, starts: list[int], words: DateWords, head: Token) -> bool:
    """Whether the words stand inside a known name, or a bare year is a count ("2000 people")."""
    if head.anchor is not None:
        return words.kind != "named"
    if words.kind != "year":
        return False
    token = reading.tokens[max(bisect_right(starts, words.end - 1) - 1, 0)]
    if token.ent_type in ("DATE", "EVENT"):
        return False
    following = reading.tokens[token.i + 1] if token.i + 1 < len(reading.tokens) else None
    if following is not None and following.tag == "NNS" and following.i == token.head:
        return True
    before = reading.tokens[token.i - 1].text.lower() if token.i else ""
    after = following.text.lower() if following is not None else ""
    clock = before == "at" or after in _CLOCK
    return clock or token.dep == "nummod" or before in _NO_YEAR_AFTER


def _is_future(reading: Reading, token: Token) -> bool:
    """Whether the clause around the date speaks of what is to come ("will … on Monday", "to meet in May")."""
    near = reading.tokens[max(0, token.i - _NEAR) : token.i]
    if any(word.text.lower() in ("next", "until", "upcoming", "scheduled") for word in near):
        return True
    for i in reading.ancestors(token.i):
        if reading.tokens[i].pos not in ("VERB", "AUX"):
            continue
        auxiliaries = [reading.tokens[c] for c in reading.children(i) if reading.tokens[c].dep == "aux"]
        if any(aux.lemma.lower() in ("will", "shall", "'ll") for aux in auxiliaries):
            return True
        return any(aux.tag == "TO" for aux in auxiliaries) and not any(a.lemma == "have" for a in auxiliaries)
    return False


def _resolve(
    words: DateWords, context: _Context, sentence: int, *, future: bool
) -> tuple[str | None, str | None]:
    """EDTF of the words and, where they are garbled, of their alternate reading."""
    parts = words.parts
    if words.kind == "garbled":
        month = lexicon("dates")["garbled"][parts["garbled"]]
        return parts["year"], f"{parts['year']}-{month:02d}"
    if words.kind in ("day", "month"):
        return _calendar(parts, context, sentence, future=future), None
    if words.kind == "year":
        return parts["year"], None
    if words.kind == "season":
        return f"{parts['year']}-{lexicon('dates')['seasons'][parts['season']]}", None
    if words.kind == "decade":
        return f"{parts['decade']}X", None
    if words.kind == "named":
        return str(lexicon("dates")["named"][parts["named"]]), None
    return _relative(words, context, future=future), None


def _calendar(parts: dict[str, str], context: _Context, sentence: int, *, future: bool) -> str | None:
    """A month or day of the calendar; without a year in the words, the year that the context gives."""
    month = _month_number(parts["month"])
    day = int(re.sub(r"\D", "", parts["day"])) if "day" in parts else None
    if day is not None and month > 12 and day <= 12:
        month, day = day, month
    year: int | None
    if "short" in parts:
        year = 1900 + int(parts["short"]) if int(parts["short"]) > 50 else 2000 + int(parts["short"])
    elif "year" in parts:
        year = int(parts["year"])
    else:
        year = _year_for(month, day, context, sentence, parts.get("which"), future)
    if year is None:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else "")


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else int(lexicon("dates")["months"][word])


def _year_for(
    month: int, day: int | None, context: _Context, sentence: int, which: str | None, future: bool
) -> int | None:
    """The year of a month without one: that of a full date just before, else the one nearest publication."""
    if which is None:
        for where, edtf in reversed(context.explicit):
            near = where == sentence or (where == sentence - 1 and len(edtf) > len("2024"))
            if near and edtf[:4].isdigit():
                return int(edtf[:4])
            if where < sentence - 1:
                break
    if context.published_month is None:
        return context.last_year
    year, published_month = int(context.published_month[:4]), int(context.published_month[5:7])
    base_day = context.published.day if context.published else 31
    passed = (month, day or 1) <= (published_month, base_day)
    if which == "last" and month == published_month:
        return year - 1
    if future or which == "next":
        return year if (month, day or 31) >= (published_month, base_day) else year + 1
    return year if passed else year - 1


def _relative(words: DateWords, context: _Context, *, future: bool) -> str | None:
    parts = words.parts
    if words.kind == "narrative":
        return _narrative(parts, context)
    if words.kind == "unit":
        return _unit(parts, context)
    today = context.published
    if today is None:
        return None
    if words.kind == "weekday":
        index = lexicon("dates")["weekdays"].index(parts["weekday"])
        back = (today.weekday() - index) % 7
        if parts.get("which") in ("last", "past") and back == 0:
            back = 7
        if parts.get("which") == "next" or (future and back):
            back -= 7
        return (today - timedelta(days=back)).isoformat()
    if words.kind == "ago":
        return _ago(parts, today)
    shift = {"yesterday": -1, "tomorrow": 1}.get(parts["word"], 0)
    if parts["word"] == "night" and parts.get("which") == "last":
        shift = -1
    return (today + timedelta(days=shift)).isoformat()


def _unit(parts: dict[str, str], context: _Context) -> str | None:
    """The date of "last year", "this month", "last week"; a week is an interval of seven days."""
    step = {"last": -1, "this": 0, "next": 1}[parts["which"]]
    if parts["unit"] == "week":
        if context.published is None:
            return None
        monday = context.published - timedelta(days=context.published.weekday() - 7 * step)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if context.published_month is None:
        return None
    year, month = int(context.published_month[:4]), int(context.published_month[5:7])
    if parts["unit"] == "year":
        return f"{year + step:04d}"
    months = year * 12 + month - 1 + step
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _ago(parts: dict[str, str], today: date) -> str | None:
    count = number(parts["count"]) or (1 if parts["count"] in ("a", "an") else None)
    if count is None:
        return None
    if parts["unit"] == "day":
        return (today - timedelta(days=count)).isoformat()
    if parts["unit"] == "week":
        return (today - timedelta(weeks=count)).isoformat() + "~"
    if parts["unit"] == "year":
        return f"{today.year - count:04d}" if today.year > count else None
    months = today.year * 12 + today.month - 1 - count
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _narrative(parts: dict[str, str], context: _Context) -> str | None:
    """The day of "the next day", "two days earlier": counted from the last day that the text named."""
    if context.last_day is None or (
        context.explicit and context.explicit[-1][1][:4] != str(context.last_day.year)
    ):
        return None
    if parts["way"] in ("same", "that"):
        return context.last_day.isoformat()
    if "count" not in parts:
        shift = -1 if parts["way"] in ("previous", "preceding") else 1
        return (context.last_day + timedelta(days=shift)).isoformat()
    count = number(parts["count"]) or (1 if parts["count"] in ("a", "an") else None)
    if count is None:
        return None
    shift = count * (7 if parts["unit"] == "week" else 1)
    if parts["way"] in ("earlier", "before", "previously"):
        shift = -shift
    mark = "~" if parts["unit"] == "week" else ""
    return (context.last_day + timedelta(days=shift)).isoformat() + mark


def _remember(words: DateWords, edtf: str, context: _Context, sentence: int) -> None:
    if len(edtf) == len("2024-03-22"):
        context.last_day = date.fromisoformat(edtf)
    if "year" in words.parts or "short" in words.parts:
        context.explicit.append((sentence, edtf))
        context.last_year = int(edtf[:4])


def _moved(text: str, counted: DateWords, words: DateWords, edtf: str) -> str | None:
    """The day that "two days before the … of 22 March" means, or None where no day follows the count."""
    if len(edtf) != len("2024-03-22") or not _OF_DATE.fullmatch(text[counted.end : words.start]):
        return None
    return _narrative(counted.parts, _Context(None, None, last_day=date.fromisoformat(edtf)))


def _with_intervals(
    text: str, offset: int, found: list[tuple[DateWords, DateMention]]
) -> tuple[DateMention, ...]:
    """Joins "from A to B", "A–B", and opens "since A" and "until B"."""
    result: list[DateMention] = []
    skip = False
    for position, (words, mention) in enumerate(found):
        if skip:
            skip = False
            continue
        free = found[position - 1][0].end if position else 0
        lead = text[max(free, words.start - _LOOK_BACK) : words.start]
        following = found[position + 1] if position + 1 < len(found) else None
        joined = _joined(text, lead, words, mention, following)
        if joined is not None:
            skip = True
            result.append(joined)
            continue
        if "/" not in mention.edtf and (opened := _SINCE.search(lead)):
            start = words.start - len(opened.group())
            result.append(_widened(mention, text, start, offset, f"{mention.edtf}/.."))
        elif "/" not in mention.edtf and (opened := _UNTIL.search(lead)):
            start = words.start - len(opened.group())
            result.append(_widened(mention, text, start, offset, f"../{mention.edtf}"))
        else:
            result.append(mention)
    return tuple(result)


def _widened(mention: DateMention, text: str, start: int, offset: int, edtf: str) -> DateMention:
    """The mention from `start` (in the text) on, as an interval."""
    return replace(mention, start=start + offset, text=text[start : mention.end - offset], edtf=edtf)


def _joined(
    text: str,
    lead: str,
    words: DateWords,
    mention: DateMention,
    following: tuple[DateWords, DateMention] | None,
) -> DateMention | None:
    if following is None or "/" in mention.edtf + following[1].edtf or mention.edtf >= following[1].edtf:
        return None
    between = text[words.end : following[0].start]
    if not _TO.fullmatch(between):
        return None
    dash = between.strip() in ("-", "–", "—")
    opened = _RANGE.search(lead)
    if not dash and not opened:
        return None
    return DateMention(
        token=mention.token,
        start=mention.start,
        end=following[1].end,
        text=mention.text + between + following[1].text,
        edtf=f"{mention.edtf}/{following[1].edtf}",
    )
