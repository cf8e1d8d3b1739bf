"""The command line: one module per command, each a thin layer over `affetto.app`.

Modules here import Typer and nothing heavy at the top, so that `affetto --help` answers at
once; what a command needs is imported inside it.
"""

from affetto.cli.main import main

__all__ = ["main"]
