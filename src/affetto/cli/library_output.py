"""What commands print of a library as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from affetto.cli.output import console
from affetto.library.composition import LibraryComposition, Use
from affetto.library.diagnosis import Finding
from affetto.library.moods import MoodOrigin
from affetto.text import printable

_MOOD_ORIGIN_WORDS = {
    MoodOrigin.USER: "your own word",
    MoodOrigin.TAGS: "mood words",
    MoodOrigin.MODEL: "rules or a model",
    MoodOrigin.CATALOGUE: "a catalogue's figures",
    MoodOrigin.HEARD: "what is heard",
}
_USE_WORDS = {
    Use.FILM: "may be cut to film",
    Use.PERSONAL: "for personal listening",
    Use.UNKNOWN: "use not known",
}


def print_composition(composition: LibraryComposition) -> None:
    """What a library is made of, in numbers of tracks."""
    table = Table.grid(padding=(0, 2))
    for origin, count in composition.moods.items():
        table.add_row(f"  mood by {_MOOD_ORIGIN_WORDS[origin]}", str(count))
    for use, count in composition.uses.items():
        table.add_row(f"  {_USE_WORDS[use]}", str(count))
    for source, count in composition.sources.items():
        table.add_row(f"  from {escape(printable(source))}", str(count))
    console.print(table)


def print_findings(findings: Sequence[Finding]) -> None:
    """What is amiss in a library: each with examples, and what mends it."""
    for finding in findings:
        style = "bold red" if finding.is_serious else "bold"
        console.print(Text(f"{finding.count} {finding.what}", style=style))
        for example in finding.examples:
            console.print(Text(f"  {example}"))
        console.print(Text(f"  → {finding.mend}", style="dim"))
