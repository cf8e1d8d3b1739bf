"""What commands print for people: tables and short lines, in the terminal's width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.bar import Bar
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from affetto.affect import Affect, AffectSource, describe_emotion
from affetto.affect_json import JSON_DIGITS
from affetto.inference.trained_model import TrainedModelSpec, name_subject
from affetto.library.moods import MoodStatement
from affetto.library.records import LibraryStats, TrackDetails
from affetto.music import Playlist, Track
from affetto.text import printable
from affetto.vision.picture_reader import PictureReading

if TYPE_CHECKING:
    from affetto.training.tuning import TrialResult

_SOURCE_WORDS = {
    AffectSource.FACES: "read from the face",
    AffectSource.SCENE: "read from the scene",
    AffectSource.BOTH: "read from face and scene",
    AffectSource.USER: "as you said",
}
_BAR_WIDTH = 24
_WIDE_COLUMNS = 100
# Whoever is shown an emotion must know that a machine inferred it (EU AI Act, art. 50(3)).
_INFERRED = "Inferred by a machine from what the picture shows; if it is wrong, say the mood."

console = Console(highlight=False)


def format_duration(duration_s: float | None) -> str:
    """Seconds as people write them: 3:07 or 1:02:45."""
    if duration_s is None:
        return ""
    minutes, seconds = divmod(round(duration_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def describe_affect(affect: Affect) -> Text:
    """One line: the emotion, how sure, where in the plane, and what it was read from."""
    line = Text()
    if affect.emotion:
        said = affect.source is AffectSource.USER
        line.append(affect.emotion if said else describe_emotion(affect.emotions), style="bold")
        line.append("  ")
    line.append(f"{affect.point}  ")
    line.append(_SOURCE_WORDS[affect.source], style="dim")
    return line


def print_reading(picture: str, reading: PictureReading) -> None:
    """What a picture feels like: as a whole, face by face, and as a scene."""
    console.print(Text(printable(picture), style="bold underline"))
    console.print(describe_affect(reading.overall))
    for number, face in enumerate(reading.faces, start=1):
        box = face.face.box
        place = f"{box.width:.0f}×{box.height:.0f} px at {box.x:.0f},{box.y:.0f}"
        console.print(_emotion_bars(f"face {number}", place, face.emotions))
    if not reading.faces:
        console.print(Text("no face found", style="dim"))
    scene = reading.scene
    console.print(_emotion_bars("scene", str(scene.point), scene.emotions))
    if scene.tags:
        console.print(f"to be seen: {', '.join(scene.tags)}")
    console.print(Text(_INFERRED, style="dim italic"))
    console.print()


def print_trained_model(spec: TrainedModelSpec) -> None:
    """Which model of the user's reads, and that its percentages promise less than others."""
    console.print(
        Text(
            f"{name_subject(spec)} are read by the model {printable(spec.recipe)}, whose "
            "percentages are not calibrated",
            style="dim",
        )
    )
    console.print()


def print_page_name(path: Path) -> None:
    """Where the explanation of the picture that was just printed lies."""
    console.print(Text(f"what the networks looked at: {printable(str(path))}"))
    console.print()


def _emotion_bars(title: str, place: str, emotions: Mapping[str, float]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    for emotion, share in sorted(emotions.items(), key=lambda item: -item[1]):
        bar = Bar(1.0, 0, share, width=_BAR_WIDTH, color="cyan")
        table.add_row("  " + emotion, bar, f"{share:4.0%}")
    return Group(Text.assemble((title, "bold"), "  ", (place, "dim")), table)


def print_playlist(playlist: Playlist) -> None:
    """The affect and the tracks that fit it, as a table."""
    console.print(describe_affect(playlist.affect))
    if playlist.affect.source is not AffectSource.USER:
        console.print(Text(_INFERRED, style="dim italic"))
    table = Table(show_lines=False, pad_edge=False, box=None, header_style="bold")
    table.add_column("", justify="right", style="dim")
    table.add_column("track", overflow="fold", min_width=16)
    table.add_column("fit", justify="right")
    # In a narrow terminal the reasons need the room more than the numbers do.
    shows_place = console.width >= _WIDE_COLUMNS
    if shows_place:
        table.add_column("valence", justify="right")
        table.add_column("arousal", justify="right")
    table.add_column("why", overflow="fold", ratio=1)
    for item in playlist.recommendations:
        place = _place_cells(item.track) if shows_place else ()
        table.add_row(
            str(item.rank),
            escape(name_track(item.track)),
            f"{item.score:.2f}",
            *place,
            escape(printable("; ".join(item.reasons))),
        )
    console.print(table)


def _place_cells(track: Track) -> tuple[str, str]:
    """Valence and arousal of a track, empty where they are not known."""
    if track.mood is None:
        return "", ""
    return f"{track.mood.valence:+.2f}", f"{track.mood.arousal:+.2f}"


def name_track(track: Track) -> str:
    """Artist and title, as far as they are known, harmless to a terminal."""
    tags = track.tags
    return printable(f"{tags.artist} – {tags.title}" if tags.artist else tags.title)


def tracks_table() -> Table:
    """An empty table of tracks; fill it with `add_track_row`."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("id", justify="right", style="dim")
    table.add_column("track", overflow="fold", ratio=1)
    for heading in ("length", "bpm", "valence", "arousal"):
        table.add_column(heading, justify="right")
    table.add_column("key")
    return table


def add_track_row(table: Table, track: Track) -> None:
    """One track as a row of `tracks_table`."""
    features = track.features
    tempo_bpm = features.tempo_bpm if features else None
    table.add_row(
        str(track.id),
        escape(name_track(track)),
        format_duration(track.duration_s),
        "" if tempo_bpm is None else f"{tempo_bpm:.0f}",
        *_place_cells(track),
        (features.key_name if features else None) or "",
    )


def print_details(details: TrackDetails) -> None:
    """All that is known of one track."""
    table = Table.grid(padding=(0, 2))
    for name, value in details_as_dict(details).items():
        if value not in (None, "", [], {}):
            table.add_row(Text(name, style="bold"), escape(printable(_in_words(value))))
    console.print(table)


def _in_words(value: object) -> str:
    """A value of JSON for the eye."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_in_words(part)}" for name, part in value.items() if part)
    if isinstance(value, list):
        separator = "; " if value and isinstance(value[0], dict) else ", "
        return separator.join(map(_in_words, value))
    return str(value)


def details_as_dict(details: TrackDetails) -> dict[str, object]:
    """All that is known of one track, for JSON and for the eye."""
    from affetto.library.edits import EditedField, typed_value  # loads the database's library

    track, features = details.track, details.track.features
    shown: dict[str, object] = {
        "id": track.id,
        "title": track.tags.title,
        "artist": track.tags.artist,
        "album": track.tags.album,
        "genres": list(track.tags.genres),
        "year": track.tags.year,
        "licence": track.tags.licence,
        "licence_origin": details.licence_origin and details.licence_origin.value,
        "duration_s": track.duration_s,
        "valence": None if track.mood is None else track.mood.valence,
        "arousal": None if track.mood is None else track.mood.arousal,
        "mood_uncertainty": track.mood_uncertainty,
        "moods": [_statement_as_dict(mood) for mood in details.moods],
    }
    if features is not None:
        shown |= {
            "tempo_bpm": features.tempo_bpm,
            "tempo_confidence": features.tempo_confidence,
            "key": features.key_name,
            "key_confidence": features.key_confidence,
            "loudness_lufs": features.loudness_lufs,
            "dynamic_range_lu": features.dynamic_range_lu,
            "energy": features.energy,
            "brightness_hz": features.brightness_hz,
            "register_hz": features.register_hz,
            "onset_density_hz": features.onset_density_hz,
            "articulation": features.articulation,
        }
    shown |= {
        "edits": {
            field: typed_value(EditedField(field), value) for field, value in details.edits.items()
        },
        "files": [str(path) for path in details.paths],
        "addresses": list(details.addresses),
        "notes": list(details.notes),
        "analyser": None
        if details.analyser is None
        else f"{details.analyser.name} {details.analyser.version}",
        "analysed_at": None if details.analysed_at is None else details.analysed_at.isoformat(),
    }
    return {
        name: round(value, JSON_DIGITS) if isinstance(value, float) else value
        for name, value in shown.items()
    }


def _statement_as_dict(statement: MoodStatement) -> dict[str, object]:
    return {
        "origin": statement.origin.value,
        "stated_by": statement.stated_by,
        "words": list(statement.words),
        "valence": round(statement.point.valence, JSON_DIGITS),
        "arousal": round(statement.point.arousal, JSON_DIGITS),
        "uncertainty": round(statement.uncertainty, JSON_DIGITS),
    }


def print_stats(stats: LibraryStats) -> None:
    """Figures of the whole library."""
    table = Table.grid(padding=(0, 2))
    table.add_row("tracks", str(stats.tracks))
    table.add_row("files", str(stats.files))
    table.add_row("length", format_duration(stats.duration_s))
    if stats.mean_tempo_bpm is not None:
        table.add_row("mean tempo", f"{stats.mean_tempo_bpm:.0f} bpm")
    if stats.failed_files:
        table.add_row("files that failed", str(stats.failed_files))
    for quadrant, count in stats.quadrants.items():
        table.add_row(f"  {quadrant}", str(count))
    if stats.tracks_without_mood:
        table.add_row("  mood unknown", str(stats.tracks_without_mood))
    for genre, count in list(stats.genres.items())[:10]:
        table.add_row(f"  genre {escape(printable(genre))}", str(count))
    console.print(table)


def print_search(results: Sequence[TrialResult], run: Path) -> None:
    """What a search tried, the best first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in results[0].settings:
        table.add_column(name)
    table.add_column("epochs", justify="right")
    table.add_column("validation", justify="right")
    for result in results:
        cells = [escape(str(value)) for value in result.settings.values()]
        table.add_row(*cells, str(result.epochs or ""), f"{result.accuracy:.1%}")
    console.print(table)
    console.print(f"all trials: {run / 'search.csv'}; trained with the best: {run / 'best'}")
