"""Dates of a document as EDTF with the precision of its words, relative ones by its date of publication.

No clock is asked: in a document without a date of publication "on Monday" stays unread. Vague words
("in recent months") are left out. Precision is never invented: "late March" is a month.
"""

import re
from bisect import bisect_right
from dataclasses import replace

from kg.mentions.date_context import context_of, counted_from, remember, resolve
from kg.mentions.date_words import DateWords
from kg.mentions.date_words import find as find_words
from kg.model import DateMention, Reading, Token
from kg.model.edtf import valid

_SINCE = re.compile(r"(?:since|after)\s+(?:the\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|before|prior\s+to)\s+(?:the\s+)?$", re.IGNORECASE)
_RANGE = re.compile(r"(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_LOOK_BACK = 24
_NEAR = 5
_NO_YEAR_AFTER = frozenset({"#", "no.", "resolution", "flight", "least", "than", "over", "about"})
_CLOCK = frozenset({"gmt", "utc", "local", "hours", "hrs"})
_ABOUT = frozenset({"about", "around", "approximately", "roughly", "exactly", "nearly"})


def find(reading: Reading) -> tuple[DateMention, ...]:
    """The dates of a reading, in text order. `reading.dates` is not looked at."""
    offset = reading.document.start
    text = reading.document.content
    starts = [token.start - offset for token in reading.tokens]
    if not starts:
        return ()
    context = context_of(reading.document.published)
    found: list[tuple[DateWords, DateMention]] = []
    counted: tuple[DateWords, Token] | None = None
    for words in find_words(text):
        if not _is_read(reading, starts, words):
            continue
        token = _head(reading, starts, words)
        if _is_quantity(reading, starts, words, token):
            continue
        if words.parts.get("way") in ("before", "after") and "count" in words.parts:
            counted = words, token
            continue
        future = _is_future(reading, token)
        edtf, alternate = resolve(words, context, token.sent, future=future)
        if edtf is None or not valid(edtf):
            continue
        if counted is not None and (moved := counted_from(text, counted[0], words, edtf)):
            found.append((counted[0], _mention(text, offset, counted[0], counted[1], moved)))
        found.append((words, replace(_mention(text, offset, words, token, edtf), alternate=alternate)))
        if not future:
            remember(words, edtf, context, token.sent)
        counted = None
    return _with_intervals(text, offset, found)


def _mention(text: str, offset: int, words: DateWords, token: Token, edtf: str) -> DateMention:
    start, end = words.start, words.end
    return DateMention(token.i, start + offset, end + offset, text[start:end], edtf)


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
    following = reading.tokens[token.i + 1] if token.i + 1 < len(reading.tokens) else None
    if _is_clock(reading, token):
        return True
    if token.ent_type in ("DATE", "EVENT"):
        return False
    if following is not None and following.tag == "NNS" and following.i == token.head:
        return True
    before = reading.tokens[token.i - 1].text.lower() if token.i else ""
    after = following.text.lower() if following is not None else ""
    return after in _CLOCK or token.dep == "nummod" or before in _NO_YEAR_AFTER


def _is_clock(reading: Reading, token: Token) -> bool:
    """Whether four figures are an hour: "at 1900", "at approximately 2030 on 2 May", "1835 GMT"."""
    near = [word.text.lower() for word in reading.tokens[max(0, token.i - 2) : token.i]]
    after = reading.tokens[token.i + 1].text.lower() if token.i + 1 < len(reading.tokens) else ""
    rounded = near[:1] == ["at"] and near[1:] and near[1] in _ABOUT
    return near[-1:] == ["at"] or bool(rounded) or after in _CLOCK


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
