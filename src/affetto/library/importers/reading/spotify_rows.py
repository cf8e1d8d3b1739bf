"""Rows that state a recording's sound as Spotify did, under whatever names for the columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from affetto.library.importers import ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.importers.reading.locations import (
    is_spotify_id,
    spotify_search_uri,
    spotify_uri,
)
from affetto.library.importers.reading.tables import Row
from affetto.library.mood_words import statement_from_catalogue, statement_from_words
from affetto.library.moods import MoodStatement
from affetto.music import CatalogueFeatures, TrackTags

# Spotify's features that are shares of a whole.
SHARES = {
    "danceability": ("danceability", "dnce"),
    "energy": ("energy", "nrgy"),
    "speechiness": ("speechiness", "spch"),
    "acousticness": ("acousticness", "acous"),
    "instrumentalness": ("instrumentalness",),
    "liveness": ("liveness", "live"),
    "valence": ("valence", "val", "happiness"),
}
FEATURES = {
    **SHARES,
    "key": ("key",),
    "mode": ("mode",),
    "loudness": ("loudness", "loudness (dB)", "loudness..dB..", "dB"),
    "tempo": ("tempo", "bpm", "Beats.Per.Minute"),
}


@dataclass(frozen=True)
class Scale:
    """In which units a table counts, where its header does not say so.

    Attributes:
        whole: which number is a whole share: 1, or 100 for percentages.
        per_second: which number is a second: 1, or 1000 for milliseconds.
    """

    whole: float = 1.0
    per_second: float = 1.0


# From here on the middle one of many durations is milliseconds: ten seconds, or three hours.
_MILLISECONDS_FROM = 10_000.0


def find_scale(rows: Sequence[Row]) -> Scale:
    """The units in which some rows of a table count."""
    shares = (number for column in SHARES for number in _numbers(rows, column))
    return Scale(
        whole=100.0 if median([*shares] or [0.0]) > 1 else 1.0,
        per_second=1000.0
        if median([*_numbers(rows, "duration")] or [0.0]) >= _MILLISECONDS_FROM
        else 1.0,
    )


def _numbers(rows: Iterable[Row], column: str) -> Iterable[float]:
    for row in rows:
        try:
            value = values.number(row.number_text(column), column)
        except ValueError:
            continue
        if value:  # what is not there at all says nothing about the unit
            yield value


def track_of_row(row: Row, scale: Scale, stated_by: str) -> ImportedTrack:
    """The recording that a row describes.

    Raises:
        ValueError: a value is none that it could have, or neither a title nor an identifier is
            there.
    """
    title = values.clean(row.text("title"))
    uri = spotify_uri(row.text("uri"), row.text("id"))
    if not title:
        if not uri:
            raise ValueError("has neither a title nor an identifier")
        title = f"Spotify track {uri.rpartition(':')[2]}"
    artist = _read_artist(row.text("artist"))
    catalogue = read_features(row, scale)
    return ImportedTrack(
        tags=TrackTags(
            title=title,
            artist=artist,
            album=_read_name(row.text("album")),
            genres=values.names(row.text("genres"), ",;|"),
            year=_read_year(row),
            isrc=values.isrc(row.text("isrc")),
            language=_read_name(row.text("language")),
            is_explicit=values.truth(row.text("explicit"), "explicit"),
            popularity=values.percentage(row.number_text("popularity"), "the popularity"),
        ),
        uri=uri or spotify_search_uri(title, artist),
        line=row.line,
        duration_s=_read_duration(row, scale),
        catalogue=catalogue,
        mood=_read_mood(row, catalogue, stated_by),
        links=_links(uri),
    )


def read_features(row: Row, scale: Scale) -> CatalogueFeatures | None:
    """What a row states of the sound; None where it states nothing.

    Raises:
        ValueError: a value is out of range.
    """
    key, mode_of_key = values.key(row.number_text("key"))
    features = CatalogueFeatures(
        key=key,
        mode=values.mode(row.number_text("mode")) if row.text("mode") else mode_of_key,
        loudness_db=values.loudness_db(row.number_text("loudness")),
        tempo_bpm=values.tempo(row.number_text("tempo")),
        **{name: values.share(row.number_text(name), name, scale.whole) for name in SHARES},
    )
    return features if features != _NOTHING_STATED else None


_NOTHING_STATED = CatalogueFeatures()


def _read_name(text: str) -> str:
    name = values.clean(text)
    return "" if values.is_unknown(name) else name


def _read_artist(text: str) -> str:
    # Some tables have an artist's identifier where others have the name.
    return ", ".join(name for name in values.names(text, ";") if not is_spotify_id(name))


def _read_year(row: Row) -> int | None:
    return (
        values.year(row.text("date"))
        or values.year(row.text("year"))
        or values.year(row.text("decade"))
    )


# Columns of durations whose names tell the unit, with how many of it make a second.
_STATED_UNITS = (("duration_ms", 1000.0), ("duration_s", 1.0), ("duration_min", 1 / 60))


def _read_duration(row: Row, scale: Scale) -> float | None:
    for column, per_second in _STATED_UNITS:
        if (
            duration_s := values.seconds(row.number_text(column), per_second=per_second)
        ) is not None:
            return duration_s
    return values.seconds(row.number_text("duration"), per_second=scale.per_second)


def _read_mood(
    row: Row, catalogue: CatalogueFeatures | None, stated_by: str
) -> MoodStatement | None:
    words = values.names(row.text("mood"), ",;|/")
    return statement_from_words(words, stated_by) or (
        statement_from_catalogue(catalogue, stated_by) if catalogue else None
    )


def _links(uri: str) -> dict[str, str]:
    return {"spotify": f"https://open.spotify.com/track/{uri.rpartition(':')[2]}"} if uri else {}
