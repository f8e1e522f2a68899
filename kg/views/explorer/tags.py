"""Dash's components as they are at run time: their type stubs know no data- and aria- attributes."""

from typing import Any

import dash
import dash.dcc
import dash.html

html: Any = dash.html
dcc: Any = dash.dcc
