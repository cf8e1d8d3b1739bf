"""`affetto library`: the music that matching chooses from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from affetto.affect_json import JSON_DIGITS
from affetto.cli import (
    library_care,
    library_edits,
    library_import,
    library_moods,
    library_watch,
)
from affetto.cli.add_reports import tell_add_report
from affetto.cli.arguments import MAX_TRACK_ID, JsonOption, parse_path
from affetto.errors import LibraryError
from affetto.text import printable

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The music that matching chooses from."
)
app.command("import")(library_import.import_files)
app.command("analyse")(library_import.analyse)
app.command("credits")(library_import.credit)
app.command("edit")(library_edits.edit)
app.command("export")(library_edits.export)
app.command("import-edits")(library_edits.import_edits)
app.command("moods")(library_moods.moods)
app.command("watch")(library_watch.watch)
app.command("backup")(library_care.backup)
app.command("doctor")(library_care.doctor)


@app.command("add")
def add(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER|FILE", parser=parse_path, show_default=False),
    ] = None,
    starter: Annotated[
        bool, typer.Option("--starter", help="Add the 28 free tracks that come with Affetto.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try files again that failed before.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing if all is known.")] = (
        False
    ),
) -> None:
    """Analyse music and keep what was heard; run it again after a stop and it goes on."""
    from affetto.app.music_library import add_to_library, find_starter_music, open_library
    from affetto.cli.progress import add_progress
    from affetto.config import load_settings

    chosen = list(paths or [])
    if starter:
        chosen.append(find_starter_music())
    if not chosen:
        raise typer.BadParameter("give a folder of music, or --starter", param_hint="FOLDER")
    settings = load_settings()
    with open_library(settings) as library, add_progress() as on_progress:
        report = add_to_library(
            library,
            chosen,
            workers=settings.workers,
            on_progress=on_progress,
            retry_failed=retry_failed,
        )
    tell_add_report(report, quiet=quiet)


@app.command("list")
def list_tracks(
    text: Annotated[str, typer.Argument(help="Words in title, artist, album or path.")] = "",
    genre: Annotated[list[str] | None, typer.Option(help="Only this genre.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List tracks, by artist, album and title."""
    from affetto.app.music_library import open_library
    from affetto.library.records import TrackFilter

    wanted = TrackFilter(text=text, genres=tuple(genre or ()))
    with open_library() as library:
        if as_json:
            for track in library.tracks(wanted):
                typer.echo(
                    json.dumps(
                        {
                            "id": track.id,
                            "title": track.tags.title,
                            "artist": track.tags.artist,
                            "valence": track.mood and round(track.mood.valence, JSON_DIGITS),
                            "arousal": track.mood and round(track.mood.arousal, JSON_DIGITS),
                            "uri": track.uri,
                        },
                        ensure_ascii=False,
                    )
                )
            return
        from affetto.cli.output import add_track_row, console, tracks_table

        table = tracks_table()
        for track in library.tracks(wanted):
            add_track_row(table, track)
        console.print(table)


@app.command("show")
def show(
    track_id: Annotated[
        int, typer.Argument(metavar="ID", min=1, max=MAX_TRACK_ID, show_default=False)
    ],
    as_json: JsonOption = False,
) -> None:
    """Show all that is known of one track."""
    from affetto.app.music_library import open_library
    from affetto.cli.output import details_as_dict, print_details

    with open_library() as library:
        details = library.details(track_id)
    if details is None:
        raise LibraryError(f"no track has the number {track_id}; see `affetto library list`")
    if as_json:
        typer.echo(json.dumps(details_as_dict(details), ensure_ascii=False, indent=1))
    else:
        print_details(details)


@app.command("stats")
def stats(
    as_json: JsonOption = False,
    mood_map: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            parser=parse_path,
            help="Draw where the tracks lie in the plane into FILE.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Count the library: tracks, hours, genres, moods, licences, sources."""
    from dataclasses import asdict

    from affetto.app.music_library import open_library, save_mood_map
    from affetto.cli.library_output import print_composition
    from affetto.cli.output import print_stats
    from affetto.library.composition import compose

    with open_library() as library:
        figures = library.stats()
        with library.looking() as session:
            composition = compose(session)
        if mood_map is not None:
            save_mood_map(library, mood_map)
    if as_json:
        shown = {**asdict(figures), **asdict(composition)}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    print_stats(figures)
    print_composition(composition)
    if mood_map is not None:
        typer.echo(f"the map: {printable(str(mood_map))}")


@app.command("remove")
def remove(
    what: Annotated[
        list[Path], typer.Argument(metavar="ID|PATH", parser=parse_path, show_default=False)
    ],
) -> None:
    """Forget tracks by number, or by file or folder. The files themselves stay."""
    from affetto.app.music_library import open_library

    with open_library() as library, library.writing() as repository:
        # One transaction: where one argument is wrong, nothing is forgotten.
        tracks = 0
        for item in what:
            number = _as_track_id(item)
            removed = (
                repository.remove_under(item) if number is None else repository.remove([number])
            )
            if not removed.tracks and not removed.files:
                raise LibraryError(f"{item}: not in the library; nothing was removed")
            tracks += removed.tracks
    typer.echo(f"{tracks} removed")


def _as_track_id(item: Path) -> int | None:
    text = str(item)
    if not (text.isascii() and text.isdigit()) or int(text) > MAX_TRACK_ID:
        return None
    return int(text)
