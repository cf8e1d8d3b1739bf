"""Reports of an evaluation: one HTML page that needs nothing else, its figures, and JSON."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from affetto import __version__
from affetto.errors import InputError
from affetto.evaluation.canvas import PIXEL_RATIO
from affetto.files import write_whole

PAGE, FIGURES = "report.html", "report.json"


@dataclass
class Report:
    """What a report holds, before it is written.

    Attributes:
        title: its heading.
        figures: all numbers, for JSON.
        command: what it is the answer to, for its last line.
        plots: PNG files by name, without suffix.
        sections: HTML in order.
    """

    title: str
    figures: dict[str, Any]
    command: str = "affetto evaluate"
    plots: dict[str, bytes] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)

    def add(self, heading: str, *parts: str) -> None:
        """Add a section."""
        self.sections.append(f"<h2>{escape(heading)}</h2>\n" + "\n".join(parts))

    def plot(self, name: str, png: bytes, describe: str) -> str:
        """Keep a figure, and give the HTML that shows it."""
        self.plots[name] = png
        data = base64.b64encode(png).decode("ascii")
        width = int.from_bytes(png[16:20]) // PIXEL_RATIO  # of the PNG's header, as its form says
        return (
            f'<img class="plot" width="{width}" alt="{escape(describe)}" '
            f'src="data:image/png;base64,{data}">'
        )

    def write(self, folder: Path) -> Path:
        """Write page, JSON and figures into `folder`, made if need be; gives the page's path.

        Raises:
            InputError: the folder is a file, or cannot be made or written.
        """
        page = Template(_PAGE).substitute(
            title=escape(self.title),
            version=escape(__version__),
            command=escape(self.command),
            body="\n".join(self.sections),
        )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, png in self.plots.items():
                write_whole(folder / f"{name}.png", png)
            write_whole(folder / FIGURES, (json.dumps(self.figures, indent=1) + "\n").encode())
            write_whole(folder / PAGE, page.encode())
        except OSError as error:
            raise InputError(
                folder, f"the report cannot be written there ({error.strerror})"
            ) from error
        return folder / PAGE


def check_writable(folder: Path) -> None:
    """Check that a report can be put into `folder`, before the long work for it.

    Raises:
        InputError: it is a file, or cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            folder, f"the report cannot be written there ({error.strerror})"
        ) from error


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; display: block;
        overflow-x: auto; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #8884; }
td { white-space: nowrap; } .prose td { white-space: normal; overflow-wrap: anywhere; }
.prose td:first-child { min-width: 7rem; overflow-wrap: normal; }
h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; }
.plot { max-width: 100%; height: auto; background: #fff; margin: .5rem 1rem .5rem 0; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
           gap: .8rem; margin: .6rem 0 1.2rem; }
figure { margin: 0; } figure img { width: 100%; display: block; border-radius: 3px; }
figcaption { font-size: .8rem; line-height: 1.3; padding-top: .2rem; overflow-wrap: anywhere; }
details { margin: .8rem 0; } summary { cursor: pointer; }
@media (max-width: 40rem) { table { font-size: .82rem; } th, td { padding-right: .5rem; } }
footer { margin-top: 3rem; font-size: .85rem; opacity: .7; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>$title</h1>
$body
<footer>Made by Affetto $version, <code>$command</code>.</footer>
</body>
</html>
"""
