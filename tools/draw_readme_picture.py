"""Draw docs/images/match.svg: what `affetto match` really prints for the example picture.

    python tools/draw_readme_picture.py

It needs a library with the starter music (`affetto library add --starter`).
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from affetto.app.matching import match_music
from affetto.app.music_library import open_library
from affetto.app.pictures import build_picture_reader
from affetto.cli import output
from affetto.recommend.query import Query
from affetto.vision.frames import load_picture

ROOT = Path(__file__).resolve().parents[1]
PICTURE = Path("examples/astronaut.jpg")
WIDTH = 126

# Rich's own template loads a font from the network; this one takes what the reader has.
TEMPLATE = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def main() -> None:
    console = Console(record=True, width=WIDTH, highlight=False, force_terminal=True)
    output.console = console
    reading = build_picture_reader().read(load_picture(ROOT / PICTURE).rgb)
    console.print(f"[bold green]$[/] affetto feel {PICTURE}")
    output.print_reading(str(PICTURE), reading)
    console.print(f"[bold green]$[/] affetto match {PICTURE} -n 5")
    with open_library() as library:
        playlist = match_music(library, Query(affect=reading.overall), "affect", 5)
    output.print_playlist(playlist)
    target = ROOT / "docs" / "images" / "match.svg"
    console.save_svg(
        str(target), title="affetto", theme=MONOKAI, code_format=TEMPLATE, unique_id="affetto"
    )
    print(f"wrote {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
