"""`affetto library edit`, `export` and `import-edits`: what the user knows better."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from affetto.cli.arguments import MAX_TRACK_ID, JsonOption, parse_path
from affetto.errors import InputError, LibraryError
from affetto.text import printable

if TYPE_CHECKING:
    from affetto.library.edit_repository import Edit, EditRepository
    from affetto.library.edits import EditedField
    from affetto.library.personal_data import ImportedEdits

# So many tracks that are not in the library are named.
_MOST_NAMED = 20


def edit(
    track_ids: Annotated[
        list[int], typer.Argument(metavar="ID...", min=1, max=MAX_TRACK_ID, show_default=False)
    ],
    title: Annotated[str | None, typer.Option(show_default=False)] = None,
    artist: Annotated[str | None, typer.Option(show_default=False)] = None,
    album: Annotated[str | None, typer.Option(show_default=False)] = None,
    genre: Annotated[
        list[str] | None, typer.Option(help="May be repeated; '' for none.", show_default=False)
    ] = None,
    year: Annotated[int | None, typer.Option(show_default=False)] = None,
    licence: Annotated[
        str | None, typer.Option(help="Such as CC-BY-4.0; '' for none.", show_default=False)
    ] = None,
    mood: Annotated[
        str | None, typer.Option(metavar="WORD", help="Such as happy.", show_default=False)
    ] = None,
    valence: Annotated[
        float | None, typer.Option(min=-1, max=1, help="With --arousal.", show_default=False)
    ] = None,
    arousal: Annotated[
        float | None, typer.Option(min=-1, max=1, help="With --valence.", show_default=False)
    ] = None,
    undo: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD", help="Take an edit back, such as title.", show_default=False),
    ] = None,
) -> None:
    """Correct what is known of tracks; files, catalogues and models do not overwrite it."""
    from affetto.app.music_library import open_library
    from affetto.cli.output import name_track
    from affetto.library.edit_repository import EditRepository

    typed = {
        "title": title,
        "artist": artist,
        "album": album,
        "genres": genre,
        "year": year,
        "licence": licence,
        "mood": _typed_mood(mood, valence, arousal),
    }
    edits = _keep({name: value for name, value in typed.items() if value is not None})
    undone = [_field_of(name) for name in undo or ()]
    if not edits and not undone:
        raise typer.BadParameter("say what to change, such as --title", param_hint="ID")
    both = sorted({one.field for one in edits} & set(undone))
    if both:
        raise typer.BadParameter(f"{both[0]} is to be changed as well", param_hint="--undo")
    with open_library() as library:
        with library.changing() as session:
            repository = EditRepository(session)
            # One transaction: where one number is wrong, nothing is changed.
            for track_id in track_ids:
                _edit_track(repository, track_id, edits, undone)
        for track_id in track_ids:
            details = library.details(track_id)
            if details is not None:
                yours = ", ".join(details.edits) or "nothing"
                typer.echo(f"{track_id} {name_track(details.track)}: yours is {yours}")
    _warn_of_licence(licence or "")


def export(
    target: Annotated[Path, typer.Argument(metavar="FILE", parser=parse_path, show_default=False)],
) -> None:
    """Write all that you typed, saved playlists and watched folders to a JSON file."""
    from affetto.app.music_library import open_library
    from affetto.library.personal_data import collect, write_personal_data

    with open_library() as library:
        data = collect(library)
    write_personal_data(data, target)
    typer.echo(
        f"{data.edits} edits of {len(data.tracks)} tracks, {len(data.folders)} folders, "
        f"{len(data.playlists)} playlists"
    )


def import_edits(
    source: Annotated[Path, typer.Argument(metavar="FILE", parser=parse_path, show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Take over what `library export` wrote, here or elsewhere."""
    from affetto.app.music_library import open_library
    from affetto.library.personal_data import read_personal_data, take_over

    data = read_personal_data(source)
    with open_library() as library:
        report = take_over(library, data)
    if as_json:
        typer.echo(json.dumps(_report_as_dict(report), ensure_ascii=False, indent=1))
        return
    for name in report.unknown[:_MOST_NAMED]:
        typer.echo(f"affetto: {name}: is not in this library", err=True)
    if len(report.unknown) > _MOST_NAMED:
        typer.echo(f"affetto: and {len(report.unknown) - _MOST_NAMED} more tracks", err=True)
    for folder in report.missing_folders:
        typer.echo(f"affetto: {printable(str(folder))}: is not there to be watched", err=True)
    typer.echo(_summarize(report))


def _edit_track(
    repository: EditRepository, track_id: int, edits: Iterable[Edit], undone: Iterable[EditedField]
) -> None:
    try:
        for edit in edits:
            repository.save(track_id, edit)
        for field in undone:
            if not repository.undo(track_id, field):
                raise LibraryError(
                    f"the {field} of track {track_id} was not edited; nothing was changed"
                )
    except KeyError as error:
        raise LibraryError(
            f"no track has the number {track_id}; nothing was changed, see `affetto library list`"
        ) from error


def _typed_mood(
    word: str | None, valence: float | None, arousal: float | None
) -> dict[str, Any] | None:
    """The mood as it was typed; None where none was."""
    if (valence is None) != (arousal is None):
        raise typer.BadParameter("go together", param_hint="--valence and --arousal")
    if word is None:
        return None if valence is None else {"valence": valence, "arousal": arousal}
    if valence is not None:
        raise typer.BadParameter("give a word or a place, not both", param_hint="--mood")
    return {"word": word}


def _keep(typed: Mapping[str, Any]) -> list[Edit]:
    from affetto.library.edit_repository import Edit
    from affetto.library.edits import EditedField, keep_value

    now = datetime.now(UTC)
    try:
        return [
            Edit(EditedField(name), keep_value(EditedField(name), value), now)
            for name, value in typed.items()
        ]
    except InputError as error:
        option = _OPTIONS.get(error.source, error.source)
        raise typer.BadParameter(error.reason, param_hint=f"--{option}") from error


def _field_of(name: str) -> EditedField:
    from affetto.library.edits import EditedField

    names = {_OPTIONS.get(field, str(field)): field for field in EditedField}
    if name not in names:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(names)}", param_hint="--undo")
    return names[name]


# Fields whose option is called otherwise.
_OPTIONS = {"genres": "genre"}


def _warn_of_licence(licence: str) -> None:
    from affetto.licences import is_rights_notice, read_licence

    if licence and read_licence(licence) is None and not is_rights_notice(licence):
        typer.echo(
            f"affetto: {printable(licence)}: is not understood, and counts as not free; "
            "SPDX identifiers such as CC-BY-4.0 are",
            err=True,
        )


def _report_as_dict(report: ImportedEdits) -> dict[str, object]:
    return {
        "applied": report.applied,
        "known": report.known,
        "older": report.older,
        "unknown": list(report.unknown),
        "folders": [str(folder) for folder in report.folders],
        "missing_folders": [str(folder) for folder in report.missing_folders],
        "playlists": report.playlists,
    }


def _summarize(report: ImportedEdits) -> str:
    counts = {
        "edits taken over": report.applied,
        "known already": report.known,
        "older than yours": report.older,
        "tracks not in this library": len(report.unknown),
        "folders watched from now on": len(report.folders),
        "playlists taken over": report.playlists,
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing new"
    again = "; once they are added, import the file again" if report.unknown else ""
    return said + again
