"""Who may ask the page's server for what: names of the host, origin, token, and what a browser may load.

A page of another site can make a visitor's browser send requests here, also under a name that it lets point
to this machine (DNS rebinding). So the Host header has to be a name of this machine, whatever changes or asks
something has to come from a page of this server (Origin), and what writes needs a token besides. No cookie is
set, so that none can be sent along by another page.
"""

import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, abort, g, request

TOKEN = "X-KG-Token"  # noqa: S105 - the header's name
"""The header that bears the token; a header of our own can't be set by a form of another site."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_PLACES = ("/_dash-", "/assets/")
"""Where something is besides the page itself."""

_LARGEST = 2 * 1024 * 1024
"""Bytes of a request at most: a state, a decision with its reason."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@dataclass(frozen=True, slots=True)
class Access:
    """Under which names the server is asked, whether asking needs the token, and whether anybody may write.

    On loopback, reading needs no token: a link can be sent to another window. Elsewhere everything does.
    """

    names: frozenset[str] = LOOPBACK
    any_number: bool = False
    """Whether any IP address will do as a host's name: it is never looked up, so that nobody can bend it."""
    open: bool = True
    writable: bool = True
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    def knows(self, host: str | None) -> bool:
        """Whether a Host header names this machine.

        >>> Access().knows("localhost:8050"), Access().knows("evil.example:8050")
        (True, False)
        """
        name = host_name(host or "")
        return name in self.names or (self.any_number and _is_number(name))

    def has_token(self, given: str) -> bool:
        """Whether what a request bears is the token."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def may_write(self) -> bool:
        """Whether the present request may change something; its origin has been looked at before."""
        return self.writable and self.has_token(request.headers.get(TOKEN, ""))


def host_name(host: str) -> str:
    """The name in a Host header, without the port.

    >>> host_name("LOCALHOST:80"), host_name("[::1]:8050"), host_name("127.0.0.1.evil.example")
    ('localhost', '::1', '127.0.0.1.evil.example')
    """
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def guard(server: Flask, access: Access, scripts: list[str]) -> None:
    """Let `server` answer only who may ask; `scripts` are the hashes of the page's own inline scripts."""
    server.config["MAX_CONTENT_LENGTH"] = _LARGEST

    def before() -> None:
        g.nonce = secrets.token_urlsafe(16)
        if not access.knows(request.headers.get("Host")):
            abort(403, "This server is not known under that name.")
        if request.path != "/" and not request.path.startswith(_PLACES):
            abort(404)
        if request.method not in ("GET", "HEAD"):
            if request.headers.get("Origin") != f"http://{request.headers.get('Host')}":
                abort(403, "Only pages of this server may ask that.")
            if not access.open and not access.has_token(request.headers.get(TOKEN, "")):
                abort(401, "The token is missing or wrong.")

    def after(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers[name] = value
        response.headers["Content-Security-Policy"] = policy(g.get("nonce", ""), scripts)
        if not request.path.startswith(("/_dash-component-suites/", "/assets/")):
            response.headers["Cache-Control"] = "no-store"
        return response

    server.before_request(before)
    server.after_request(after)


def policy(nonce: str, scripts: list[str]) -> str:
    """What a browser may load: this server's own scripts and styles, no inline code, nothing from elsewhere.

    Styles that libraries make at run time bear the page's nonce (see assets/first.js).
    """
    rules: dict[str, list[Any]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", f"'nonce-{nonce}'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())
