"""Chains of alleged sponsorship as people read them: every hop with its status, and never without."""

from collections.abc import Iterable

from kg import schema
from kg.views.heard import Denied, Said, both
from kg.views.trace import Chain, Hop, Traced

_INDENT = "     "


def as_text(traced: Traced) -> str:
    """All chains, the best attested first; an empty text where there are none."""
    found = [_chain(number, chain) for number, chain in enumerate(traced.chains, 1)]
    if traced.more:
        found.append("There are more chains; -k shows more of them.")
    return "\n\n".join(found)


def _chain(number: int, chain: Chain) -> str:
    weakest = chain.hops[chain.weakest]
    lines = [f"{number}. {' → '.join(chain.path)}", f"   {_joined(chain)}"]
    if len(chain.hops) > 1:
        times = {
            "overlap": "the times of the hops overlap",
            "do not overlap": "the times of the hops do not overlap",
            "unknown": "whether the times of the hops overlap is not told",
        }
        lines.append(f"   weakest hop: {_hop(weakest)}; {times[chain.times]}")
    shown: set[tuple[str, str]] = set()
    for hop in chain.hops:
        lines += _lines(hop, shown)
    return "\n".join(lines)


def _joined(chain: Chain) -> str:
    if chain.whole:
        return f"asserted whole by {both(chain.whole)}"
    return "joined by kg; nobody asserts it"


def _hop(hop: Hop) -> str:
    return f"{hop.subject} {hop.relation} {hop.object}: {hop.status}"


def _lines(hop: Hop, shown: set[tuple[str, str]]) -> Iterable[str]:
    kinds = f" ({', '.join(hop.support)})" if hop.support else ""
    label = schema.load().relations[hop.relation].label
    if hop.status == "register":
        yield f"   - {hop.subject} {label} {hop.object}: register of known actors; no document tells it"
        return
    structural = "" if hop.alleges else " (structure, alleges nothing)"
    yield f"   - {hop.subject} {label} {hop.object}{kinds}: {hop.status}{structural}"
    for one in hop.said:
        yield f"{_INDENT}said by {_said(one)}"
    for denial in (*hop.denied, *hop.elsewhere):
        if (denial.by, denial.document) not in shown:
            shown.add((denial.by, denial.document))
            yield f"{_INDENT}denied by {_denied(denial, hop)}"
    if not hop.denied and not hop.elsewhere and hop.alleges:
        yield f"{_INDENT}no denial in these documents"
    yield f"{_INDENT}{_counts(hop)}"
    yield f'{_INDENT}"{hop.quote}" ({hop.document})'


def _said(one: Said) -> str:
    where = ", ".join((*one.publishers, *one.documents))
    hedge = f' ("{one.hedge}")' if one.hedge else ""
    partisan = f"; partisan, see {', '.join(one.partisan[:3])}" if one.partisan else ""
    own = f"{one.publishers[0]} in its own voice" if one.own and one.publishers else one.speaker
    counted = f"; {one.counted}" if one.counted else ""
    return f"{own}, {one.how}{hedge}, in {where}{partisan}{counted}"


def _denied(denial: Denied, hop: Hop) -> str:
    where = ", ".join(part for part in (denial.publisher, denial.published, denial.document) if part)
    of = f'; denies "{denial.of}" and does not name {hop.subject}' if denial.of else ""
    return f'{denial.by} ({denial.role}), in {where}: "{denial.quote}"{of}'


def _counts(hop: Hop) -> str:
    parts = [
        _number(hop.voices, "voice"),
        _number(hop.asserters, "named or quoted asserter"),
        _number(len(hop.publishers), "publisher"),
    ]
    if hop.first:
        parts.append(hop.first if hop.first == hop.last else f"{hop.first} to {hop.last}")
    return ", ".join(parts)


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
