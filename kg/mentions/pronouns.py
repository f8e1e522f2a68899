"""Whom a pronoun means: it, they, he, she, who, and the possessives.

Every noun phrase competes, also those that name nobody: where the likeliest one stands for no entity, the
pronoun is left alone. It is better to miss a claim than to lay it at the wrong door.
"""

from functools import cache

from kg.mentions.discourse import Discourse
from kg.mentions.nominals import children, clause, conjuncts, first_conjunct, rivals, role, subject
from kg.model import Token
from kg.schema.files import lexicon

_THINGS = {"it", "its", "itself"}
_MANY = {"they", "them", "their", "themselves", "theirs"}
_MEN = {"he", "him", "his", "himself"}
_WOMEN = {"she", "her", "hers", "herself"}
_REFLEXIVES = {"itself", "themselves", "himself", "herself"}
_ACTORS = frozenset({"Group", "State", "Agency", "Organisation"})
_THINGS_NAMED = _ACTORS | {"Location", "Publication"}
_CROWDS = frozenset({"Group", "Population"})
_CLAUSES = frozenset({"relcl", "ccomp", "ROOT", "advcl"})
_RELATIVE_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "poss"})
_PLURAL_VERBS = frozenset({"are", "were", "have"})
_IMPERSONAL = frozenset({"be", "seem", "appear", "happen", "emerge", "remain", "become", "take", "go"})
_WINDOW, _FAR = 2, 6
_WEAK = -1.0
"""A candidate below this weight, such as a place named in passing a sentence before, is not meant by "it"."""


@cache
def _persons() -> frozenset[str]:
    return frozenset(lexicon("coreference")["persons"])


def meaning(discourse: Discourse, i: int) -> tuple[str, ...]:
    """The entities that the pronoun at token `i` means, empty if that is not clear."""
    token = discourse.tree.tokens[i]
    word = token.text.lower()
    if token.tag in {"WP", "WDT", "WP$"} or (word == "that" and token.dep in {"nsubj", "nsubjpass"}):
        return _relative(discourse, token)
    if word in _REFLEXIVES and token.dep in {"appos", "npadvmod"} and token.i - 1 in discourse.stands:
        return discourse.stands[token.i - 1]  # "Foo itself"
    if word in _THINGS:
        clausal = _is_impersonal(discourse, token) or _is_event(discourse, token)
        return () if clausal else _antecedent(discourse, token, "thing")
    if word in _MANY:
        return _antecedent(discourse, token, "many")
    if word in _MEN | _WOMEN:
        gender = "m" if word in _MEN else "f"
        found = _antecedent(discourse, token, gender)
        for person in found:
            discourse.gender.setdefault(person, gender)
        return found
    return ()


def _relative(discourse: Discourse, token: Token) -> tuple[str, ...]:
    """What the noun stands for that the relative clause of the pronoun describes."""
    tree = discourse.tree
    above = next((v for v in tree.ancestors(token.i) if tree.tokens[v].dep in _CLAUSES), None)
    if above is None or tree.tokens[above].dep != "relcl" or token.dep not in _RELATIVE_ROLES:
        return ()
    head = tree.tokens[above].head
    if head >= token.i:
        return ()
    if token.text.lower().startswith("who"):
        head = _person_above(discourse, head)
    if discourse.kinds(head) == {"Location"} or _is_one_of(discourse, head):
        return ()
    many = {
        tree.tokens[above].text,
        *(t.text for t in children(tree, above, "aux", "auxpass")),
    } & _PLURAL_VERBS
    return discourse.group(head, token.i) if many else discourse.stands.get(head, ())


def _person_above(discourse: Discourse, i: int) -> int:
    """The person for whose sake "who" is said: in "an envoy of Foo who" the envoy and not Foo."""
    tree = discourse.tree
    for _ in range(4):
        token = tree.tokens[i]
        above = tree.tokens[tree.tokens[token.head].head]
        impersonal = discourse.kinds(i) and not discourse.kinds(i) & {"Person", "Group", "Population"}
        if not impersonal or token.dep != "pobj" or above.pos not in {"NOUN", "PROPN"}:
            return i
        i = above.i
    return i


def _is_one_of(discourse: Discourse, i: int) -> bool:
    """Whether a noun means one nameless person of those it stands for: "a Foo official who died"."""
    token = discourse.tree.tokens[i]
    return (
        token.tag == "NN"
        and i in discourse.extra
        and _is_person(token)
        and "Person" not in discourse.kinds(i)
    )


def _is_impersonal(discourse: Discourse, token: Token) -> bool:
    """Whether "it" stands for a clause: "it is clear that", "it was reported that"."""
    tree = discourse.tree
    verb = tree.tokens[token.head]
    if token.dep not in {"nsubj", "nsubjpass"}:
        return False
    if verb.pos == "ADJ":  # "making it hard to …"
        return True
    clauses = children(tree, verb.i, "ccomp", "xcomp", "csubj", "advcl")
    complement = children(tree, verb.i, "acomp", "attr", "advmod", "oprd")
    if token.dep == "nsubjpass":
        return bool(children(tree, verb.i, "ccomp", "csubj", "csubjpass"))
    below = [t for c in complement for t in children(tree, c.i, "ccomp", "xcomp", "relcl")]
    return verb.lemma in _IMPERSONAL and bool(clauses or (below and verb.lemma == "be"))


def _is_event(discourse: Discourse, token: Token) -> bool:
    """Whether "it" is what was said or done: "denied it", "when it happened"."""
    verb = discourse.tree.tokens[token.head]
    words = lexicon("coreference")
    if token.dep == "dobj":
        return verb.lemma in words["clause_verbs"]
    if token.dep == "pobj" and verb.lemma in {"of", "about"}:
        return discourse.tree.tokens[verb.head].pos == "VERB"
    return token.dep == "nsubj" and verb.lemma in words["event_verbs"]


def _antecedent(discourse: Discourse, token: Token, kind: str) -> tuple[str, ...]:
    """The entities of the likeliest phrase that fits a pronoun of this kind."""
    told = _told(discourse, token)
    near = _own_clause(discourse, token)
    window = 0 if kind == "thing" and token.dep in {"dobj", "pobj", "dative"} else _WINDOW
    state = (
        token.tag == "PRP$" and discourse.tree.tokens[token.head].lemma in lexicon("coreference")["of_states"]
    )
    if state and kind == "thing":
        kind = "state"
    if near is not None and _fits(discourse, near, kind) and not told & set(discourse.stands.get(near, ())):
        return _entities(discourse, near, token.i, kind)
    candidates = [j for j in discourse.before(token.i, window) if _fits(discourse, j, kind)]
    if not candidates and kind in {"m", "f"}:
        candidates = [j for j in discourse.before(token.i, _FAR) if _fits(discourse, j, kind)]
    others = [j for j in candidates if j != near and not told & set(discourse.stands.get(j, ()))]
    best = discourse.best(token.i, others)
    if best is None or (kind == "thing" and discourse.weight(best, token.i) < _WEAK):
        return ()
    return _entities(discourse, best, token.i, kind)


def _told(discourse: Discourse, token: Token) -> set[str]:
    """Entities that are named beside the pronoun: "their support for Foo" is not that of Foo."""
    if token.text.lower() in _REFLEXIVES:
        return set()
    if token.tag != "PRP$":
        beside = rivals(discourse.tree, token.i)
        verb = clause(discourse.tree, token.i)
        own = subject(discourse.tree, verb) if verb is not None else None
        beside |= {own} if own is not None and own != token.i else set()
        return {entity for i in beside if i < token.i for entity in discourse.stands.get(i, ())}
    below = (i for i in discourse.tree.subtree(token.head) if i > token.head)
    return {entity for i in below for entity in discourse.stands.get(i, ())}


def _own_clause(discourse: Discourse, token: Token) -> int | None:
    """The subject that binds a pronoun: of its clause for a possessive, of the one above else."""
    tree = discourse.tree
    owned = tree.tokens[token.head]
    if token.tag == "PRP$" and owned.dep == "conj" and owned.head in discourse.stands:
        return owned.head  # "Foo and its allies"
    verb = clause(tree, token.i)
    if verb is None:
        return None
    own = subject(tree, verb)
    bound = token.tag == "PRP$" or token.text.lower().endswith(("self", "selves"))
    if bound and own is not None and own < token.i and not _contains(discourse, own, token.i):
        owners = [t.i for t in children(tree, own, "poss") if t.i in discourse.stands]
        given = [t.i for t in children(tree, verb, "dobj") if t.i < token.i and t.i in discourse.stands]
        return (given or owners or [own])[0] if own not in discourse.stands else own
    if tree.tokens[verb].dep in {"ccomp", "advcl", "relcl", "acl"} and own in {token.i, None}:
        above = clause(tree, verb)
        higher = subject(tree, above) if above is not None else None
        return higher if higher is not None and higher < token.i else None
    return None


def _contains(discourse: Discourse, phrase: int, i: int) -> bool:
    return any(above == phrase for above in discourse.tree.ancestors(i))


def _fits(discourse: Discourse, j: int, kind: str) -> bool:
    """Whether the phrase at `j` can be meant by a pronoun of this kind, whatever it stands for."""
    token = discourse.tree.tokens[j]
    kinds = discourse.kinds(j)
    plural = discourse.plural(j)
    if kind in {"m", "f"}:
        if "Person" in kinds:
            return discourse.gender.get(discourse.stands[j][0], kind) == kind
        told = lexicon("coreference")["genders"].get(token.lemma, kind)
        return not kinds and not plural and _is_person(token) and told == kind
    if kind == "many":
        return plural or bool(kinds & _CROWDS) or token.lemma in {"people", "police"}
    if plural and not kinds & {"Group", "Agency"} and len(kinds) != 1:
        return False
    if kind == "state":
        return "State" in kinds and len(discourse.stands[j]) == 1
    if kinds:
        return bool(kinds & _THINGS_NAMED) and len(discourse.stands[j]) == 1
    if _is_person(token) or token.tag not in {"NN", "NNP"}:
        return False
    return role(discourse.tree, j) == "subject" or token.lemma in lexicon("coreference")["writings"]


def _is_person(token: Token) -> bool:
    return token.ent_type == "PERSON" or token.lemma.lower() in _persons()


def _entities(discourse: Discourse, j: int, i: int, kind: str) -> tuple[str, ...]:
    if kind != "many":
        return discourse.stands.get(j, ())
    members = list(conjuncts(discourse.tree, first_conjunct(discourse.tree, j)))
    known = [m for m in members if m in discourse.stands]
    return discourse.group(j, i) if len(known) == len(members) else ()
