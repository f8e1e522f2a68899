"""Which extractor to use, in a form that can be handed to another process."""

import os
from dataclasses import dataclass
from pathlib import Path

from kg.claims import Extractor
from kg.claims.rules import RulesExtractor
from kg.errors import ExtractionError

DEFAULT_URL = "http://127.0.0.1:11434/v1"
"""Where a local model server usually listens; nothing leaves the machine unless another host is named."""

KEY_VARIABLE = "KG_LLM_KEY"


@dataclass(frozen=True, slots=True)
class Choice:
    """`name` is rules, llm or both; the rest is for the language model.

    `back_end` is prompt or langextract; `model` the endpoint's name for the model, `url` its address. The
    key is read from the environment (KG_LLM_KEY, else OPENAI_API_KEY), never kept here. `trained` is off
    where the rules are to read without their trained part.
    """

    name: str = "rules"
    model: str | None = None
    url: str = DEFAULT_URL
    back_end: str = "prompt"
    cache: Path | None = None
    allow_tlp: bool = False
    trained: bool = True


def extractor(choice: Choice) -> Extractor:
    """The extractor of that choice; ExtractionError where the model has no name or the extra is missing."""
    if choice.name == "rules":
        return RulesExtractor(trained=choice.trained)
    if choice.name == "llm":
        return _language_model(choice)
    if choice.name == "both":
        from kg.claims.both import BothExtractors

        return BothExtractors(RulesExtractor(trained=choice.trained), _language_model(choice))
    raise ExtractionError(f"no such extractor: {choice.name!r}", hint="use rules, llm or both")


def _language_model(choice: Choice) -> Extractor:
    from kg.claims.llm import LlmExtractor
    from kg.claims.llm.client import Endpoint
    from kg.claims.llm.drafters import Drafter, KeptDrafter, LangExtractDrafter, PromptDrafter

    if not choice.model:
        raise ExtractionError("no language model is named", hint="name one with --llm-model or KG_LLM_MODEL")
    key = os.environ.get(KEY_VARIABLE) or os.environ.get("OPENAI_API_KEY")
    endpoint = Endpoint(choice.model, choice.url, key)
    drafter: Drafter = (
        LangExtractDrafter(endpoint) if choice.back_end == "langextract" else PromptDrafter(endpoint)
    )
    if choice.cache is not None:
        drafter = KeptDrafter(drafter, choice.cache)
    return LlmExtractor(drafter, allow_tlp=choice.allow_tlp)
