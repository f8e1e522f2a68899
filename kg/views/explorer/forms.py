"""Questions that are typed: fields whose values go into the address when they are sent (assets/desk.js)."""

from collections.abc import Mapping

from kg.views.explorer import parts
from kg.views.explorer.index import Index
from kg.views.explorer.parts import Part
from kg.views.explorer.tags import dcc, html

_OFFERED = 300


def asking(index: Index, title: str, fields: Mapping[str, tuple[str, str]], hint: str) -> Part:
    """A form; `fields` map a key of the address to the field's name and its value. Actors are offered."""
    offered = [html.Option(value=parts.clip(one.name, 80)) for one in index.actors()[:_OFFERED]]
    boxes = [
        html.Div(
            [
                html.Label(name, htmlFor=f"ask-{key}"),
                dcc.Input(
                    id=f"ask-{key}",
                    name=key,
                    value=value,
                    type="text",
                    list="actors",
                    maxLength=200,
                    autoComplete="off",
                ),
            ],
            className="field",
        )
        for key, (name, value) in fields.items()
    ]
    return html.Form(
        [
            html.H2(title),
            html.Div([*boxes, html.Button("Show", type="submit")], className="row"),
            html.P(hint, className="hint"),
            html.Datalist(offered, id="actors"),
        ],
        className="asking",
    )
