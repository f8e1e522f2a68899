"""The review by keys: one item at a time, each decision written and obeyed at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kg.cli.output import say
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.entities.judgements import Judgement
    from kg.pipeline import Place
    from kg.views.queue import Item

_ALWAYS = "n next, y reason, z undo the last, q quit"


class Session:
    """A person at a terminal who goes through the queue; everything is shown on stderr."""

    def __init__(self, graph: "Place", who: str, kinds: Sequence[str]) -> None:
        self.graph = graph
        self.who = who
        self.kinds = tuple(kinds)
        self.why = ""
        self.passed: set[str] = set()
        self.last: list[tuple[str, tuple[str, ...]]] = []

    def run(self) -> None:
        """Ask until nothing is left or the person has had enough."""
        number = 0
        items = self._left()
        say(f"{len(items)} to judge." if items else "Nothing is left to judge.")
        while items:
            item = items[0]
            number += 1
            self._show(item, number)
            if not self._asked(item):
                break
            items = self._left() if item.id not in self.passed else items[1:]
        say(f"{len(self.last)} decided.")

    def _left(self) -> "list[Item]":
        from kg import pipeline
        from kg.views import queue

        found = pipeline.review(self.graph)
        items = queue.queue(found.records, found.settled, self.kinds)
        return [item for item in items if item.id not in self.passed]

    def _show(self, item: "Item", number: int) -> None:
        say(f"\n{number}. {item.title}  [{item.kind}, score {item.score:g}: {'; '.join(item.reasons)}]")
        for line in item.lines:
            say(f"  {line}")
        for key, choice in item.choices.items():
            say(f"  {key}  {choice.label}")
        if item.kind in ("claim", "denial"):
            say("  c  correct")
        say(f"  {_ALWAYS}")

    def _asked(self, item: "Item") -> bool:
        """Keys until the item is decided or passed; false to end."""
        while True:
            try:
                key = click.getchar()
            except (EOFError, OSError):
                return False
            if key in ("q", "", "\x04"):
                return False
            if key in ("n", " "):
                self.passed.add(item.id)
                return True
            if key == "y":
                self.why = _typed("Reason")
            elif key == "z":
                if self._undone():
                    return True
            elif key == "c" and item.kind in ("claim", "denial"):
                if self._corrected(item):
                    return True
            elif key in item.choices and self._judged(item, item.choices[key].judgements):
                return True
            elif key not in item.choices:
                say(f"{key!r} is none of the keys.")

    def _judged(self, item: "Item", drafts: "Sequence[Judgement]") -> bool:
        """Write and obey; what can't be is told, and the item stays."""
        from kg import pipeline

        new = [replace(draft, who=self.who, why=self.why) for draft in drafts]
        try:
            known = pipeline.review(self.graph).ledger.held()
            done = pipeline.judge(new, self.graph)
        except KgError as error:
            say(f"Not written: {error}")
            return False
        self.why = ""
        self.last.append((item.id, tuple(sorted(done.ledger.held() - known))))
        say("Written.")
        return True

    def _corrected(self, item: "Item") -> bool:
        from kg import pipeline
        from kg.views import deciding

        typed = _typed("FIELD=VALUE, nothing to leave it")
        name, sign, value = typed.partition("=")
        if not sign:
            return False
        try:
            records = pipeline.review(self.graph).records
            drafts = [deciding.correction(records, item.one, {name.strip(): value}, deciding.Author())]
        except KgError as error:
            say(f"Not written: {error}")
            return False
        return self._judged(item, drafts)

    def _undone(self) -> bool:
        from kg import pipeline

        if not self.last:
            say("Nothing was decided yet.")
            return False
        item, ids = self.last[-1]
        try:
            pipeline.undo(ids, self.graph, who=self.who)
        except KgError as error:
            say(f"Not undone: {error}")
            return False
        self.last.pop()
        self.passed.discard(item)
        say("Undone.")
        return True


def _typed(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, err=True))
