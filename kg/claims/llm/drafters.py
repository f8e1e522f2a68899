"""What asks a language model for drafts of claims: our own prompt, or LangExtract; and a cache for either."""

import hashlib
import json
from pathlib import Path
from typing import Any, Protocol

import msgspec

from kg.claims.llm import prompt
from kg.claims.llm.client import Endpoint
from kg.claims.llm.reply import Draft, Reply, parse, schema
from kg.claims.llm.windows import Window
from kg.errors import ExtractionError


class Drafter(Protocol):
    """Whatever gives drafts of the claims in a window. `version` names model, prompt and back end."""

    version: str

    def drafts(self, window: Window) -> Reply | None:
        """The drafts; None for an answer that is not what was asked for; ExtractionError if none comes."""
        ...


class PromptDrafter:
    """Drafts by our own prompt, with the reply's JSON Schema."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.version = f"{endpoint.name}:{prompt.version()}"

    def drafts(self, window: Window) -> Reply | None:
        """One question a window."""
        return parse(self._endpoint.reply(prompt.messages(window), schema()))


class LangExtractDrafter:
    """Drafts by LangExtract, which splits, asks and parses by itself; one worked example is ours."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.version = f"{endpoint.name}:langextract:{prompt.version()}"

    def drafts(self, window: Window) -> Reply | None:
        """The extractions of class `claim`, read as drafts; one without a needed attribute is dropped."""
        try:
            import langextract
            from langextract.core.exceptions import LangExtractError
            from langextract.providers.openai import OpenAILanguageModel
        except ImportError as error:
            raise ExtractionError("LangExtract is not installed", hint="install the extra `llm`") from error
        model = OpenAILanguageModel(
            model_id=self._endpoint.name,
            api_key=self._endpoint.key,
            base_url=self._endpoint.url,
            temperature=0,
        )
        try:
            found = langextract.extract(
                window.text,
                prompt_description=prompt.instructions(),
                examples=[_example(langextract)],
                model=model,
                max_char_buffer=len(window.text) + 1,
                max_workers=1,
                use_schema_constraints=False,
                show_progress=False,
            )
        except LangExtractError as error:
            raise ExtractionError(
                f"LangExtract got no answer ({type(error).__name__})",
                where=self._endpoint.url,
                hint="check that the endpoint runs, the model's name and the key",
            ) from error
        drafts = [_draft(one.extraction_text, one.attributes or {}) for one in found.extractions or []]
        return Reply(claims=[draft for draft in drafts if draft is not None])


def _draft(quote: str, attributes: dict[str, Any]) -> Draft | None:
    given = {name: value for name, value in attributes.items() if value not in ("", "null")}
    for name in ("asserted_by", "support"):
        value = given.get(name, [])
        given[name] = value if isinstance(value, list) else [value]
    given.pop("denied_by", None)
    try:
        return msgspec.convert({**given, "quote": quote}, Draft)
    except msgspec.ValidationError:
        return None


def _example(langextract: Any) -> Any:
    text = "Addis Ababa had accused Eritrea of arming the Ogaden rebels. Asmara rejected the charge."
    claim = {
        "subject": "Eritrea",
        "relation": "SUPPORTS",
        "object": "Ogaden rebels",
        "asserted_by": ["Addis Ababa"],
        "modality": "accused",
        "hedge": "accused",
        "polarity": "positive",
        "support": ["weapons"],
    }
    quote = "Addis Ababa had accused Eritrea of arming the Ogaden rebels."
    data = langextract.data
    return data.ExampleData(text=text, extractions=[data.Extraction("claim", quote, attributes=claim)])


class KeptDrafter:
    """A drafter whose answers are kept in a folder: a rerun asks nothing and gives the same bytes.

    One file a question, keyed by the window's words and the drafter's version (model and prompt).
    """

    def __init__(self, drafter: Drafter, folder: Path) -> None:
        self.version = drafter.version
        self._drafter = drafter
        self._folder = folder

    def drafts(self, window: Window) -> Reply | None:
        """The kept answer, else a new one, kept from now on; failures to answer are not kept."""
        question = json.dumps([self.version, window.text], ensure_ascii=True)
        name = hashlib.sha256(question.encode()).hexdigest()
        path = self._folder / name[:2] / f"{name}.json"
        if path.is_file():
            try:
                return msgspec.json.decode(path.read_bytes(), type=Reply | None)
            except msgspec.DecodeError:
                path.unlink()  # Damaged from outside: ask again.
        reply = self._drafter.drafts(window)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(reply))
        part.replace(path)
        return reply
