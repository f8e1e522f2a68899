"""An article, and the words of a note found in it."""

import re
from typing import Any

Row = dict[str, Any]


class Article:
    """One article of a file: finds words in it."""

    def __init__(self, note: Row, file: str, text: str) -> None:
        self.note, self.file, self.text = note, file, text
        self.id: str = note["id"]
        self.start = text.index(note["first"]) if "first" in note else 0
        ends = text.index(note["last"], self.start) + len(note["last"]) if "last" in note else None
        self.end = ends or len(text.rstrip())

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Every place of the words in the article."""
        found = re.finditer(re.escape(words), self.text[self.start : self.end])
        return [(self.start + m.start(), self.start + m.end()) for m in found]

    def at(self, words: str) -> Row:
        """The quote with its offsets; `words@2` is the second occurrence."""
        quote, _, number = words.rpartition("@") if re.search(r"@\d+$", words) else (words, "", "")
        places = self.spans(quote)
        if not places or (len(places) > 1 and not number):
            raise ValueError(f"{self.id}: {len(places)} times: {words!r}")
        start, end = places[int(number or 1) - 1]
        return {"quote": quote, "start": start, "end": end}

    def within(self, cue: str, quote: Row) -> Row:
        """A cue word inside a quote."""
        start = self.text.index(cue, quote["start"], quote["end"])
        return {"text": cue, "start": start, "end": start + len(cue)}

    def words_at(self, form: str) -> list[tuple[int, int]]:
        """The places where the form stands as whole words."""
        around = ((s, e, self.text[s - 1 : s], self.text[e : e + 1]) for s, e in self.spans(form))
        return [(s, e) for s, e, before, after in around if not (before.isalnum() or after.isalnum())]


def mentions(article: Article) -> list[Row]:
    """The mentions of an article, in their order."""
    found: list[tuple[int, int, str, str]] = []
    for entity, forms in article.note.get("mentions", {}).items():
        for form in forms:
            words, _, flag = form.partition("~")
            words, _, numbers = words.partition("@")
            places = article.words_at(words)
            if not places:
                raise ValueError(f"{article.id}: no {words!r}")
            chosen = [places[int(n) - 1] for n in numbers.split(",")] if numbers else places
            found += [(s, e, entity, flag) for s, e in chosen]
    outer = {(s, e) for s, e, _, flag in found if flag != "nested"}
    rows = []
    for s, e, entity, flag in sorted(found):
        inside = any(a <= s and e <= b and (a, b) != (s, e) for a, b in outer)
        if inside == (flag == "nested"):
            row: Row = {"doc": article.id, "start": s, "end": e, "text": article.text[s:e], "entity": entity}
            rows.append(row | ({flag: True} if flag else {}))
    return rows
