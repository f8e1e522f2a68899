"""An OpenAI-compatible endpoint behind one call."""

from collections.abc import Sequence
from typing import Any

from kg.errors import ExtractionError

Message = dict[str, str]


class Endpoint:
    """A model behind an OpenAI-compatible address, asked at temperature 0.

    `key` is sent to `url` alone and shown nowhere. An answer that breaks off is an error, no short answer.
    """

    def __init__(
        self, name: str, url: str, key: str | None, *, timeout: float = 120.0, retries: int = 2
    ) -> None:
        try:
            from openai import OpenAI
        except ImportError as error:
            raise ExtractionError(
                "the extractor `llm` is not installed",
                hint="install the extra: pip install 'kg-militant-networks[llm]'",
            ) from error
        self.name = name
        self.url = url
        self.key = key or "none"
        self._client = OpenAI(base_url=url, api_key=self.key, timeout=timeout, max_retries=retries)
        self._strict = True

    def reply(self, messages: Sequence[Message], schema: dict[str, Any]) -> str:
        """The model's answer; where the endpoint knows no JSON Schema, it is asked for any JSON object."""
        from openai import BadRequestError, OpenAIError, UnprocessableEntityError

        try:
            if self._strict:
                try:
                    return self._ask(messages, _strict_format(schema))
                except (BadRequestError, UnprocessableEntityError):
                    self._strict = False
            return self._ask(messages, {"type": "json_object"})
        except OpenAIError as error:
            raise ExtractionError(
                f"no answer from the language model ({type(error).__name__})",
                where=self.url,
                hint="check that the endpoint runs, the model's name and the key",
            ) from error

    def _ask(self, messages: Sequence[Message], shape: dict[str, Any]) -> str:
        create: Any = self._client.chat.completions.create
        answer = create(
            model=self.name, messages=list(messages), temperature=0, seed=0, response_format=shape
        )
        choice = answer.choices[0] if answer.choices else None
        if choice is None or choice.message.content is None or choice.finish_reason == "length":
            raise ExtractionError(
                "the language model's answer is empty or broke off",
                where=self.url,
                hint="use a model with a longer context",
            )
        content: str = choice.message.content
        return content


def _strict_format(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
