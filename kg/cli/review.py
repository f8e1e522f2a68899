"""`kg review`: what people decide, in the terminal by keys, or by subcommands for scripts."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from kg.cli.options import format_option, graph_option, judgements_option
from kg.cli.output import safe, say, say_contradictions, show

if TYPE_CHECKING:
    from kg.entities.judgements import Judgement
    from kg.pipeline import Decided, Place
    from kg.views.deciding import Author

F = TypeVar("F", bound=Callable[..., Any])

KINDS = ("entity", "alias", "attack", "denial", "claim")


def _graph(function: F) -> F:
    """`--graph` and `--judgements`: which graph, and the file that it obeys."""
    return graph_option(judgements_option(function))


def _author(function: F) -> F:
    """`--who` and `--why`; they reach the command as one argument `author`."""

    @wraps(function)
    def command(*words: Any, who: str, why: str, **given: Any) -> Any:
        from kg.views.deciding import Author

        return function(*words, author=Author(who, why), **given)

    who = click.option("--who", envvar="KG_WHO", required=True, help="Your name; a pseudonym will do.")
    why = click.option("--why", default="", help="The reason.")
    return who(why(cast("F", command)))


_anyway = click.option("--anyway", is_flag=True, help="Write it although another judgement says otherwise.")


@click.group("review", invoke_without_command=True)
@click.option("--who", envvar="KG_WHO", help="Your name; a pseudonym will do.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these; repeatable.")
@_graph
@click.pass_context
def command(ctx: click.Context, who: str | None, kinds: tuple[str, ...], graph: "Place") -> None:
    """Judge what kg could not settle: by keys in the terminal, or by the subcommands.

    Decisions are lines of judgements.jsonl beside the graph. Rebuilt graphs obey them; undo takes them back.

    \b
    kg review --who ana
    kg review same "Al-Noor Brigade" "Al-Nour Brigade" --who ana --why "one emblem"
    """
    if ctx.invoked_subcommand is not None:
        for name in ("graph", "judgements", "who", "kinds"):
            if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
                option = "kind" if name == "kinds" else name
                raise click.UsageError(f"give --{option} after {ctx.invoked_subcommand}")
        return
    if not who:
        raise click.UsageError("Missing option '--who' (or KG_WHO): a pseudonym will do.")
    from kg.cli.reviewing import Session

    Session(graph, who, kinds or KINDS).run()


@command.command("list")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these; repeatable.")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Items; 0: all.")
@click.option("--judged", is_flag=True, help="Show the judgements that there are, not what is left.")
@_graph
@format_option
def list_(kinds: tuple[str, ...], limit: int, graph: "Place", style: str, *, judged: bool) -> None:
    """List what is left to judge, the highest score first; or all judgements.

    \b
    kg review list --kind entity
    """
    from kg import pipeline
    from kg.views import deciding, queue

    found = pipeline.review(graph)
    if judged:
        table = deciding.as_table(found.ledger)
        show(table.columns, table.rows, style)
        return
    items = queue.queue(found.records, found.settled, kinds or KINDS)
    rows = [
        {"item": one.id, "score": one.score, "question": one.title, "because": "; ".join(one.reasons)}
        for one in items[: limit or None]
    ]
    show(["item", "score", "question", "because"], rows, style)
    if limit and len(items) > limit:
        say(f"{len(items) - limit} more.")


@command.command("show")
@click.argument("name", metavar="ITEM|CLAIM|JUDGEMENT")
@_graph
@format_option
def show_(name: str, graph: "Place", style: str) -> None:
    """Show an item of the list, or everything that was judged about a claim, an entity or a judgement.

    \b
    kg review show claim:c-0123456789abcdef
    """
    from kg import pipeline
    from kg.views import deciding, queue

    found = pipeline.review(graph)
    item = next((one for one in queue.queue(found.records, found.settled) if one.id == name), None)
    if item:
        for line in (item.title, *item.lines, *(f"  because {reason}" for reason in item.reasons)):
            click.echo(safe(line))
        return
    show(*deciding.history(found.ledger, found.said, found.records, name), style)


def _decided(done: "Decided") -> None:
    written = done.written
    changes = sum(sum(part.values()) for part in (written.created, written.changed, written.removed))
    say(f"Judged; {changes} nodes and edges differ from before.")
    say_contradictions(one.told() for one in done.settled.contradictions)


def _judge(new: "Sequence[Judgement]", graph: "Place", *, anyway: bool = False) -> None:
    from kg import pipeline

    _decided(pipeline.judge(new, graph, anyway=anyway))


def _pair(decision: str, told: str) -> None:
    """Define the subcommand for one decision about two things."""

    @_graph
    @_author
    @_anyway
    def decide(one: str, other: str, graph: "Place", author: "Author", *, anyway: bool) -> None:
        from kg import pipeline
        from kg.views import deciding

        records = pipeline.review(graph).records
        _judge(deciding.pairs(records, one, other, decision, author), graph, anyway=anyway)

    decide.__doc__ = f"""{told}

    ONE and OTHER are entities (names, aliases, ids), attacks, or reports of attacks (DOC~attack-1).

    \b
    kg review {decision} "Al-Noor Brigade" "Al-Nour Brigade" --who ana
    """
    both = click.argument("one")(click.argument("other")(decide))
    command.command(decision)(both)


_pair("same", "Say that two things are one; of two entities the registered one, else ONE, stays.")
_pair("different", "Say that two things are not one.")
_pair("unsure", "Say that you can't tell whether two things are one: nobody is asked again.")


def _verdict(name: str, decision: str, told: str) -> None:
    """Define the subcommand for one decision about claims."""

    @_graph
    @_author
    @_anyway
    def decide(claims: tuple[str, ...], graph: "Place", author: "Author", *, anyway: bool) -> None:
        from kg.entities.judgements import Judgement

        new = [Judgement("claim", one, decision, who=author.who, why=author.why) for one in claims]
        _judge(new, graph, anyway=anyway)

    decide.__doc__ = f"""{told}

    \b
    kg review {name} c-0123456789abcdef --who ana
    """
    command.command(name)(click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")(decide))


_verdict("accept", "accepted", "Say that the words say what the claims say.")
_verdict("reject", "rejected", "Say that the words do not say so: the claims stay and count no more.")


@command.command("correct")
@click.argument("claim")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
@_graph
@_author
@_anyway
def correct(claim: str, changes: tuple[str, ...], graph: "Place", author: "Author", *, anyway: bool) -> None:
    """Correct how a claim was read; what the machine read stays in the graph beside it.

    FIELD is subject, object, relation, asserted_by, reported_by, reported_in, support, polarity, modality,
    act, valid, mode or level. Names and aliases stand for entities, +Type:Name for a new one; several
    speakers or kinds of support are parted by semicolons; an empty VALUE takes the value away.

    \b
    kg review correct c-0123456789abcdef object="Al-Noor Brigade" --who ana
    """
    from kg import pipeline
    from kg.views import deciding

    fields = {}
    for change in changes:
        name, sign, value = change.partition("=")
        if not sign:
            raise click.UsageError(f"{change!r} is no FIELD=VALUE")
        fields[name.strip()] = value
    records = pipeline.review(graph).records
    _judge([deciding.correction(records, claim, fields, author)], graph, anyway=anyway)


@command.command("rate")
@click.argument("about", type=click.Choice(["publisher", "asserter", "claim"]))
@click.argument("name")
@click.argument("mark")
@_graph
@_author
@_anyway
def rate(about: str, name: str, mark: str, graph: "Place", author: "Author", *, anyway: bool) -> None:
    """Give an Admiralty mark: reliability A to F (publisher, asserter), or credibility 1 to 6 (claim).

    \b
    kg review rate publisher "Hill Gazette" C --who ana
    """
    from kg import pipeline
    from kg.views import deciding

    records = pipeline.review(graph).records
    _judge([deciding.rating(records, about, name, mark, author)], graph, anyway=anyway)


@command.command("link")
@click.argument("denial")
@click.argument("claim")
@_graph
@_author
def link(denial: str, claim: str, graph: "Place", author: "Author") -> None:
    """Say that a denial denies a claim, in whichever document that stands.

    \b
    kg review link c-0123456789abcdef c-fedcba9876543210 --who ana
    """
    from kg.entities.judgements import Judgement

    _judge([Judgement("denial", denial, "denies", claim, who=author.who, why=author.why)], graph)


@command.command("undo")
@click.argument("judgements_", nargs=-1, required=True, metavar="JUDGEMENT...")
@_graph
@_author
def undo(judgements_: tuple[str, ...], graph: "Place", author: "Author") -> None:
    """Take judgements back, by their ids: the graph is then as it was without them.

    The line stays; another one revokes it. To undo an undo, give the id of that one.

    \b
    kg review undo j-0123456789abcdef --who ana
    """
    from kg import pipeline

    _decided(pipeline.undo(judgements_, graph, who=author.who, why=author.why))


@command.command("apply")
@_graph
def apply(graph: "Place") -> None:
    """Let the graph obey the file of judgements as it is now, after a merge in git, say.

    \b
    kg review apply --graph my.graph
    """
    from kg import pipeline

    _decided(pipeline.obey(graph))


@command.command("check")
@_graph
@format_option
@click.pass_context
def check(ctx: click.Context, graph: "Place", style: str) -> None:
    """Show judgements that contradict each other, and those about what the graph does not have.

    \b
    kg review check --graph my.graph
    """
    from kg import pipeline
    from kg.entities.judging import known
    from kg.views import deciding

    found = pipeline.review(graph)
    problems = deciding.problems(found.ledger, found.settled, known(found.said, found.records))
    rows = [{"check": one.check, "where": one.where, "what": one.what} for one in problems]
    if rows or style != "table":
        show(["check", "where", "what"], rows, style)
    say(f"{len(rows)} findings." if rows else "All judgements go together and have an effect.")
    ctx.exit(1 if rows else 0)
