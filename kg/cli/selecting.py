"""Options that choose what counts: the same for every command that shows, traces, compares or exports."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from kg.views.projection import Told
    from kg.views.selection import Selection

F = TypeVar("F", bound=Callable[..., Any])

_STATUSES = ("disputed", "claimed", "alleged", "unattributed", "denied")

_MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")

_OPTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("without", {"metavar": "VOICE", "help": "Leave out this voice's accusations; its denials stay."}),
    ("bloc", {"metavar": "STATE", "help": "Leave out those of a state, its agencies, officials and media."}),
    ("as_told_by", {"metavar": "VOICE", "help": "Only what this voice says, and who denies it."}),
    ("as_of", {"metavar": "DATE", "help": "Only what had been published by then."}),
    ("since", {"metavar": "DATE", "help": "Only what was published from then on."}),
    ("status", {"type": click.Choice(_STATUSES), "help": "Only what has this status as a whole."}),
    ("publisher", {"metavar": "NAME", "help": "Only what this publisher published."}),
    ("relation", {"metavar": "NAME", "help": "Only this relation."}),
    ("actor", {"metavar": "NAME", "help": "Only what is said of this actor."}),
    ("asserter", {"metavar": "VOICE", "help": "Only what this voice asserts, others beside it or not."}),
    (
        "voices",
        {"type": click.IntRange(0), "default": 0, "metavar": "N", "help": "Only what N voices say."},
    ),
    (
        "max_tlp",
        {
            "type": click.Choice(_MARKINGS, case_sensitive=False),
            "help": "Nothing marked higher, and nothing denied by what is.",
        },
    ),
    (
        "default_tlp",
        {
            "type": click.Choice(_MARKINGS, case_sensitive=False),
            "default": "AMBER",
            "show_default": True,
            "help": "What an unmarked document counts as.",
        },
    ),
)

_LEAVING = (
    "since",
    "status",
    "publisher",
    "relation",
    "actor",
    "asserter",
    "max_tlp",
    "default_tlp",
)

_SINGLE = ("as_of", "since", "voices", "max_tlp", "default_tlp")


def selection_options(function: F) -> F:
    """All options of a selection; the command gets one argument `selection`, with names as they were typed.

    Give it to `kg.cli.told.told_within`.
    """
    return _with_options(function, tuple(name for name, _ in _OPTIONS))


def leaving_options(function: F) -> F:
    """The options of an export: which claims, and on which terms they may leave.

    The command gets `selection`, with names as they were typed, and `terms`. Options that take a voice out of
    a claim, or its denial away, are not among them: nothing leaves in another shape than the graph has it.
    """

    @wraps(function)
    def command(*words: Any, selection: "Selection", unreviewed: bool, redact: bool, **given: Any) -> Any:
        from kg.views.leaving import Terms
        from kg.views.marking import label

        limit = None if selection.max_tlp is None else label(selection.max_tlp)
        terms = Terms(limit, label(selection.default_tlp), unreviewed, redact)
        return function(*words, selection=selection, terms=terms, **given)

    made = click.option(
        "--redact-quotes", "redact", is_flag=True, help="Without the documents' words, offsets and hashes."
    )(cast("F", command))
    made = click.option(
        "--include-unreviewed-persons",
        "unreviewed",
        is_flag=True,
        help="Also claims about persons that nobody has accepted in review.",
    )(made)
    return _with_options(made, _LEAVING)


def _with_options(function: F, names: tuple[str, ...]) -> F:
    @wraps(function)
    def command(*words: Any, **given: Any) -> Any:
        selection = selection_of({name: given.pop(name) for name in names})
        return function(*words, selection=selection, **given)

    made: F = cast("F", command)
    for name, about in reversed(_OPTIONS):
        if name in names:
            several = name not in _SINGLE
            made = click.option(f"--{name.replace('_', '-')}", name, multiple=several, **about)(made)
    return made


def selection_of(given: dict[str, Any]) -> "Selection":
    """The selection that these options name."""
    from kg.views.selection import Selection

    return Selection(**given)


def say_selection(told: "Told", selection: "Selection") -> None:
    """Tell on stderr what was left out, and whom a bloc holds; `told` is everything."""
    from kg.cli.output import say
    from kg.views.selection import described

    for line in described(told, selection):
        say(line)
