"""Which day date words mean: by the calendar, by the date of publication, by the dates read before."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.mentions.date_words import DateWords
from kg.model.numbers import number
from kg.schema.files import lexicon

_SATURDAY = 5
_OF_DATE = re.compile(r"\s+(?:the\s+|of\s+)?(?:[\w-]+\s+){0,2}", re.IGNORECASE)


@dataclass(slots=True)
class Context:
    """What relative words hang on: publication, and the dates read so far."""

    published: date | None
    published_month: str | None
    last_day: date | None = None
    last_year: int | None = None
    explicit: list[tuple[int, str]] = field(default_factory=list)
    """(index of the sentence, EDTF) of every date whose year stands in its words."""


def context_of(published: str | None) -> Context:
    """The context at the start of a document published on that day or in that month."""
    day = None
    if published:
        try:
            day = date.fromisoformat(published)
        except ValueError:
            day = None
    month = published[:7] if published and len(published) >= len("2024-03") else None
    return Context(published=day, published_month=month)


def resolve(
    words: DateWords, context: Context, sentence: int, *, future: bool
) -> tuple[str | None, str | None]:
    """EDTF of the words and, where they are garbled, of their alternate reading."""
    parts = words.parts
    if words.kind == "garbled":
        month = lexicon("dates")["garbled"][parts["garbled"]]
        return parts["year"], f"{parts['year']}-{month:02d}"
    if words.kind in ("day", "month"):
        return _calendar(parts, context, sentence, future=future), None
    if words.kind in ("days", "holiday"):
        return _calendar_days(parts, context, sentence, future=future), None
    if words.kind == "year":
        return parts["year"], None
    if words.kind == "season":
        return f"{parts['year']}-{lexicon('dates')['seasons'][parts['season']]}", None
    if words.kind == "decade":
        return f"{parts['decade']}X", None
    if words.kind == "named":
        return str(lexicon("dates")["named"][parts["named"]]), None
    return _relative(words, context, future=future), None


def _calendar(parts: dict[str, str], context: Context, sentence: int, *, future: bool) -> str | None:
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


def _calendar_days(parts: dict[str, str], context: Context, sentence: int, *, future: bool) -> str | None:
    """Two days of a month as an interval ("the night of 3 to 4 February"), or the day of a feast."""
    if "holiday" in parts:
        month, day = lexicon("dates")["holidays"][parts["holiday"]].split("-")
        return _calendar({**parts, "month": month, "day": day}, context, sentence, future=future)
    first = _calendar({**parts, "day": parts["first"]}, context, sentence, future=future)
    last = _calendar(parts, context, sentence, future=future)
    return f"{first}/{last}" if first and last and first < last else last


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else int(lexicon("dates")["months"][word])


def _year_for(
    month: int, day: int | None, context: Context, sentence: int, which: str | None, future: bool
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


def _relative(words: DateWords, context: Context, *, future: bool) -> str | None:
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
    if words.kind == "weekend":
        saturday = today - timedelta(days=(today.weekday() - _SATURDAY) % 7)
        return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
    if words.kind == "week_so_far":
        monday = today - timedelta(days=today.weekday())
        return f"{monday.isoformat()}/{today.isoformat()}"
    if words.kind == "ago":
        return _ago(parts, today)
    shift = {"yesterday": -1, "tomorrow": 1}.get(parts["word"], 0)
    if parts["word"] == "night" and parts.get("which") == "last":
        shift = -1
    return (today + timedelta(days=shift)).isoformat()


def _unit(parts: dict[str, str], context: Context) -> str | None:
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


def _narrative(parts: dict[str, str], context: Context) -> str | None:
    """The day of "the next day", "two days earlier": counted from the last day that the text named."""
    if context.last_day is None or (
        context.explicit and context.explicit[-1][1][:4] != str(context.last_day.year)
    ):
        return None
    if parts["way"] in ("same", "that"):
        return context.last_day.isoformat()
    if "count" not in parts:
        shift = -1 if parts["way"] in ("previous", "preceding", "before", "earlier", "previously") else 1
        return (context.last_day + timedelta(days=shift)).isoformat()
    count = number(parts["count"]) or (1 if parts["count"] in ("a", "an") else None)
    if count is None:
        return None
    shift = count * (7 if parts["unit"] == "week" else 1)
    if parts["way"] in ("earlier", "before", "previously"):
        shift = -shift
    mark = "~" if parts["unit"] == "week" else ""
    return (context.last_day + timedelta(days=shift)).isoformat() + mark


def remember(words: DateWords, edtf: str, context: Context, sentence: int) -> None:
    """Keeps a date that was read, for the relative words after it."""
    if len(edtf) == len("2024-03-22"):
        context.last_day = date.fromisoformat(edtf)
    if "year" in words.parts or "short" in words.parts:
        context.explicit.append((sentence, edtf))
        context.last_year = int(edtf[:4])


def counted_from(text: str, counted: DateWords, words: DateWords, edtf: str) -> str | None:
    """The day that "two days before the … of 22 March" means, or None where no day follows the count."""
    if len(edtf) != len("2024-03-22") or not _OF_DATE.fullmatch(text[counted.end : words.start]):
        return None
    return _narrative(counted.parts, Context(None, None, last_day=date.fromisoformat(edtf)))
