"""The `kg` command: one module a command, imported only when that command is asked for."""

from kg.cli.main import main

__all__ = ["main"]
