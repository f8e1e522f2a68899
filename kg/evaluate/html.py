"""Every miss and every false claim in its sentence, grouped by cause, as one self-contained page."""

import html
from collections.abc import Iterable
from pathlib import Path

from kg.evaluate.causes import FALSE, MISSES, WRONG, Error
from kg.evaluate.report import percent
from kg.evaluate.scores import Scores

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
body{color:#1a1a1a;background:#fff}
h2{margin-top:2.5rem;border-bottom:1px solid #ccc}
summary{cursor:pointer;font-weight:600;margin:.7rem 0 .3rem}
li{margin:.6rem 0}
mark{background:#ffe58a;color:#000}
.doc,.tag{color:#555;font-size:.85rem}
.said,.wanted{display:block;font-size:.9rem}
.said::before{content:"ours: ";color:#a11}
.wanted::before{content:"gold: ";color:#161}
table{border-collapse:collapse}
td,th{padding:.15rem .8rem .15rem 0;text-align:left;font-variant-numeric:tabular-nums}
@media (prefers-color-scheme:dark){body{background:#161616;color:#e6e6e6}.doc,.tag{color:#aaa}
mark{background:#735c00;color:#fff}.said::before{color:#f88}.wanted::before{color:#8d8}}
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_GROUPS = (
    ("missed", "Missed claims", MISSES),
    ("false", "False claims", FALSE),
    ("attribute", "Found, but with a wrong attribute", WRONG),
)


def errors_html(scores: Scores, path: Path) -> None:
    """Write the page to `path` (folders are made); all text of documents and names is escaped."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(scores), encoding="utf-8")


def page(scores: Scores) -> str:
    """The page as one string; no script, nothing loaded from elsewhere."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><title>Misses and false claims</title>',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>Misses and false claims</h1><p>Measured against <code>{_esc(scores.gold)}</code>.</p>",
        _summary(scores),
    ]
    for kind, title, causes in _GROUPS:
        errors = [one for one in scores.errors if one.kind == kind]
        parts.append(f"<h2>{title} ({len(errors)})</h2>")
        parts += [
            _group(text, [one for one in errors if one.cause == cause])
            for cause, text in causes.items()
            if any(one.cause == cause for one in errors)
        ]
    parts.append("</body></html>\n")
    return "\n".join(parts)


def _summary(scores: Scores) -> str:
    names = (
        "triples.core.precision", "triples.core.recall", "triples.core.f1", "triples.sponsorship.f1",
        "asserter.attributed.core", "status.core", "denials",
    )  # fmt: skip
    rows = "".join(
        f"<tr><td>{_esc(scores.measures[name].title)}</td><td>{percent(scores.value(name))}</td></tr>"
        for name in names
    )
    return f"<table>{rows}</table>"


def _group(title: str, errors: list[Error]) -> str:
    return (
        f"<details><summary>{_esc(title)} ({len(errors)})</summary><ul>\n"
        + "\n".join(_items(errors))
        + "\n</ul></details>"
    )


def _items(errors: Iterable[Error]) -> Iterable[str]:
    for one in errors:
        tags = [
            one.doc,
            *([one.tier] if one.tier and one.tier != "core" else []),
            *(["doubtful"] if one.doubtful else []),
        ]
        said = f'<span class="said">{_esc(one.said)}</span>' if one.said else ""
        wanted = f'<span class="wanted">{_esc(one.wanted)}</span>' if one.wanted else ""
        sentence = f"{_esc(one.before)}<mark>{_esc(one.words)}</mark>{_esc(one.after)}"
        yield f'<li><span class="doc">{_esc(" · ".join(tags))}</span> {sentence}{said}{wanted}</li>'


def _esc(text: str) -> str:
    return html.escape(text, quote=True)
