"""The page's frame: search box, tabs, filters, content and panel, and where the address is kept."""

from kg.views.explorer import filters, network, reviewing, taking
from kg.views.explorer.address import TABS, State
from kg.views.explorer.parts import Part, link
from kg.views.explorer.tags import dcc, html

POLL = 4000
"""Milliseconds between two questions whether the graph has changed."""

REGIONS = ("network", "content", "panel", "filters")
"""Parts of the page that are drawn anew when what they show changes in the address (assets/desk.js)."""


def layout(where: str) -> Part:
    """The page without any content; `where` is the graph's address."""
    return html.Div(
        [
            html.A("Skip to the content", href="#main", className="skip"),
            dcc.Location(id="url", refresh=False),
            *(dcc.Store(id=f"at-{region}") for region in REGIONS),
            dcc.Store(id="reading"),
            dcc.Store(id="worked"),
            dcc.Store(id="done"),
            dcc.Interval(id="poll", interval=700),
            dcc.Download(id="download"),
            _header(where),
            html.Div(id="notice", role="status", **{"aria-live": "polite"}),
            html.Div(
                [
                    html.Aside(filters.layout(), className="side", **{"aria-label": "Filters"}),
                    html.Main(
                        [
                            network.layout(taking.layout()),
                            reviewing.layout(),
                            html.Section(id="content", **{"aria-label": "Content"}),
                        ],
                        id="main",
                        tabIndex="-1",
                    ),
                    html.Aside(id="panel", **{"aria-label": "Claims", "aria-live": "polite"}),
                ],
                className="body",
            ),
        ],
        className="page",
    )


def _header(where: str) -> Part:
    tabs = [link(title, State(), tab=name) for name, title in TABS.items()]
    for name, tab in zip(TABS, tabs, strict=True):
        tab.id = f"tab-{name}"
    look = dcc.Input(
        id="look",
        type="search",
        placeholder="An actor, an alias, words of a quote",
        autoFocus=True,
        debounce=0.15,
        autoComplete="off",
        maxLength=200,
        spellCheck=False,
    )
    return html.Header(
        [
            html.Div(
                [html.H1("kg"), html.Span(where, className="where", title="The graph")], className="brand"
            ),
            html.Div(
                [
                    html.Label("Look up", htmlFor="look"),
                    look,
                    html.Div(id="found", **{"aria-live": "polite"}),
                ],
                role="search",
                className="lookup",
            ),
            html.Nav(tabs, className="tabs", **{"aria-label": "Views"}),
        ]
    )
