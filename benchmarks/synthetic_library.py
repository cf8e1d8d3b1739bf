"""Libraries of any size that look like real ones, made of random numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert
from sqlalchemy.orm import Session

from affetto.affect import Point
from affetto.library.batching import batched
from affetto.library.database import open_database, writing
from affetto.library.tables import (
    AudioFeaturesRow,
    Base,
    CatalogueFeaturesRow,
    GenreRow,
    LinkRow,
    SourceRow,
    TrackRow,
)
from affetto.music import AudioFeatures, Mode, Track, TrackTags
from affetto.track_columns import (
    HEARD_FEATURES,
    STATED_FEATURES,
    LabelColumn,
    TrackColumns,
    WordColumn,
)

_SEED = 7
_TRACKS_PER_ARTIST = 12
_ALBUMS_PER_ARTIST = 3
_GENRES = tuple(
    f"{adjective}{kind}"
    for adjective in ("", "indie ", "alternative ", "classic ", "modern ")
    for kind in (
        *("rock", "pop", "jazz", "folk", "electronic", "hip hop", "classical", "ambient"),
        *("metal", "soul", "country", "blues"),
    )
)
_LICENCES = ("", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0", "MIT")
_LICENCE_SHARES = (0.6, 0.1, 0.08, 0.08, 0.07, 0.05, 0.02)
_LANGUAGES = ("", "en", "es", "de", "fr", "pt", "it", "ja", "ko", "zxx")
_LANGUAGE_SHARES = (0.3, 0.35, 0.08, 0.05, 0.05, 0.05, 0.03, 0.03, 0.03, 0.03)
_SERVICES = ("file", "spotify", "youtube")
_SERVICE_SHARES = (0.4, 0.8, 0.5)
# Middles and deviations of (valence, arousal), and shares: quarters of the plane are not equally
# full, and no library is spread evenly.
_MOODS = (((0.45, 0.4), 0.22, 0.45), ((-0.3, 0.45), 0.25, 0.2), ((-0.2, -0.4), 0.25, 0.35))
_RANGES = {
    "key": (0, 11),
    "mode": (0, 1),
    "tempo_bpm": (60, 180),
    "loudness_db": (-30, 0),
    "loudness_lufs": (-30, -5),
    "dynamic_range_lu": (2, 20),
    "brightness_hz": (300, 5000),
    "onset_density_hz": (0.5, 8),
}
_WHOLE = frozenset({"key", "mode"})
_BATCH = 20_000
_THEN = datetime(2026, 1, 1, tzinfo=UTC)
_STATED_BY = {"stated_by": "synthetic"}
_HEARD_BY = {
    "analyser": "synthetic",
    "analyser_version": "1",
    "analysed_at": _THEN,
    "notes": [],
    "duration_s": 200.0,
}


class SyntheticTracks:
    """`n` tracks, the same for the same `n`; see `affetto.track_columns.TrackSource`.

    All are heard and stated, which real ones seldom are both; 3% lack a mood.
    """

    def __init__(self, n: int) -> None:
        rng = np.random.default_rng([_SEED, n])
        middles, deviations, shares = zip(*_MOODS, strict=True)
        cluster = rng.choice(len(_MOODS), n, p=shares)
        mood = np.array(middles, np.float32)[cluster]
        noise = rng.standard_normal((n, 2), np.float32)
        mood += np.array(deviations, np.float32)[cluster, None] * noise
        np.clip(mood, -1, 1, out=mood)
        mood[rng.random(n) < 0.03] = np.nan
        artists = max(1, n // _TRACKS_PER_ARTIST)
        artist = (rng.pareto(1.2, n) * artists / 8).astype(np.int64) % artists
        albums = rng.integers(0, _ALBUMS_PER_ARTIST, n)
        self.columns = TrackColumns(
            ids=np.arange(1, n + 1),
            valence=mood[:, 0].copy(),
            arousal=mood[:, 1].copy(),
            mood_uncertainty=rng.uniform(0.1, 0.4, n).astype(np.float32),
            year=(2026 - rng.gamma(2, 10, n).clip(0, 90)).astype(np.int16),
            artist=artist.astype(np.int32),
            album=(_ALBUMS_PER_ARTIST * artist + albums).astype(np.int32),
            duration_s=rng.normal(220, 60, n).clip(20, 900).astype(np.float32),
            popularity=(100 * rng.beta(1.2, 2.5, n)).round().astype(np.float32),
            explicit=rng.choice(np.array([-1, 0, 1], np.int8), n, p=(0.5, 0.4, 0.1)),
        )
        self._stated = _features(rng, n, STATED_FEATURES)
        self._heard = _features(rng, n, HEARD_FEATURES)
        self._licences = _words(rng, n, _LICENCES, _LICENCE_SHARES)
        self._languages = _words(rng, n, _LANGUAGES, _LANGUAGE_SHARES)
        self._genres = _genres(rng, n)
        self._services = _services(rng, n)

    def read_stated(self) -> NDArray[np.float32]:
        """What catalogues state."""
        return self._stated

    def read_heard(self) -> NDArray[np.float32]:
        """What was heard."""
        return self._heard

    def read_licences(self) -> WordColumn:
        """Licences."""
        return self._licences

    def read_languages(self) -> WordColumn:
        """Languages."""
        return self._languages

    def read_genres(self) -> LabelColumn:
        """Genres."""
        return self._genres

    def read_services(self) -> LabelColumn:
        """What can play each track."""
        return self._services

    def find_tracks(self, ids: Sequence[int]) -> list[Track]:
        """Whole tracks, with what reasons are given by."""
        return [self._track_at(track_id - 1) for track_id in ids]

    def _track_at(self, row: int) -> Track:
        columns = self.columns
        heard = dict(zip(HEARD_FEATURES, self._heard[row].tolist(), strict=True))
        heard |= {"key": int(heard["key"]), "mode": Mode(int(heard["mode"]))}
        has_mood = not np.isnan(columns.valence[row])
        mood = Point(float(columns.valence[row]), float(columns.arousal[row])) if has_mood else None
        return Track(
            id=row + 1,
            tags=TrackTags(f"Track {row + 1}", f"Artist {columns.artist[row]}"),
            uri=f"file:///music/{row + 1}.flac",
            mood=mood,
            features=AudioFeatures(float(columns.duration_s[row]), **heard),
        )


def write_library(tracks: SyntheticTracks, path: Path) -> None:
    """Puts tracks into a new library."""
    engine = open_database(path)
    with Session(writing(engine)) as session, session.begin():
        for table, rows in (
            (TrackRow, _track_rows(tracks)),
            (AudioFeaturesRow, _feature_rows(tracks.read_heard(), HEARD_FEATURES, _HEARD_BY)),
            (
                CatalogueFeaturesRow,
                _feature_rows(tracks.read_stated(), STATED_FEATURES, _STATED_BY),
            ),
            (GenreRow, _genre_rows(tracks)),
            (SourceRow, _source_rows(tracks)),
            (LinkRow, _link_rows(tracks)),
        ):
            _insert(session, table, rows)
    engine.dispose()


def _insert(session: Session, table: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    for batch in batched(rows, _BATCH):
        session.connection().execute(insert(table), batch)


def _track_rows(tracks: SyntheticTracks) -> Iterator[dict[str, Any]]:
    columns, licences, languages = tracks.columns, tracks.read_licences(), tracks.read_languages()
    lists = [
        values.tolist()
        for values in (
            *(columns.ids, columns.artist, columns.album, columns.year, columns.duration_s),
            *(columns.popularity, columns.explicit, licences.codes),
            *(languages.codes, columns.valence, columns.arousal),
            columns.mood_uncertainty,
        )
    ]
    for (
        track,
        artist,
        album,
        year,
        duration_s,
        popularity,
        explicit,
        licence,
        language,
        *mood,
    ) in zip(*lists, strict=True):
        has_mood = mood[0] == mood[0]
        yield {
            "id": track,
            "title": f"Track {track}",
            "artist": f"Artist {artist}",
            "album": f"Album {album}",
            "year": year,
            "isrc": "",
            "mbid": "",
            "recording_key": f"artist {artist}\ntrack {track}",
            "licence": licences.words[licence],
            "licence_origin": "tags" if licence else "",
            "language": languages.words[language],
            "is_explicit": None if explicit < 0 else bool(explicit),
            "popularity": int(popularity),
            "duration_s": duration_s,
            "valence": mood[0] if has_mood else None,
            "arousal": mood[1] if has_mood else None,
            "mood_uncertainty": mood[2] if has_mood else None,
            "folded_text": f"artist {artist}\nalbum {album}\ntrack {track}",
            "added_at": _THEN,
        }


def _feature_rows(
    features: NDArray[np.float32],
    names: Sequence[str],
    stated: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    for track, values in enumerate(features, start=1):
        numbers = {
            name: int(value) if name in _WHOLE else value
            for name, value in zip(names, values.tolist(), strict=True)
        }
        yield {"track_id": track, **stated, **numbers}


def _label_rows(labels: LabelColumn) -> Iterator[tuple[int, int, str]]:
    """Track, position and label of each label."""
    starts, codes = labels.starts.tolist(), labels.codes.tolist()
    for row in range(len(starts) - 1):
        for position, code in enumerate(codes[starts[row] : starts[row + 1]]):
            yield row + 1, position, labels.labels[code]


def _genre_rows(tracks: SyntheticTracks) -> Iterator[dict[str, Any]]:
    for track, position, name in _label_rows(tracks.read_genres()):
        yield {"track_id": track, "position": position, "name": name, "folded_name": name}


def _source_rows(tracks: SyntheticTracks) -> Iterator[dict[str, Any]]:
    for track, _, service in _label_rows(tracks.read_services()):
        if service != "youtube":
            is_file = service == "file"
            uri = f"file:///music/{track}.flac" if is_file else f"spotify:track:{track:022}"
            importer = "" if is_file else "synthetic"
            folded = f"/music/{track}.flac" if is_file else ""
            yield {
                "track_id": track,
                "uri": uri,
                "importer": importer,
                "folded_path": folded,
                "licence": "",
                "sidecar_licence": "",
                "checked_at": _THEN,
            }


def _link_rows(tracks: SyntheticTracks) -> Iterator[dict[str, Any]]:
    for track, _, service in _label_rows(tracks.read_services()):
        if service == "youtube":
            url = f"https://www.youtube.com/watch?v={track:011}"
            yield {"track_id": track, "service": service, "url": url}


def _features(rng: np.random.Generator, n: int, names: Sequence[str]) -> NDArray[np.float32]:
    values = rng.random((n, len(names)), np.float32)
    for column, name in enumerate(names):
        low, high = _RANGES.get(name, (0, 1))
        values[:, column] = low + (high - low) * values[:, column]
        if name in _WHOLE:
            values[:, column] = values[:, column].round()
    return values


def _words(
    rng: np.random.Generator, n: int, words: tuple[str, ...], shares: Sequence[float]
) -> WordColumn:
    return WordColumn(rng.choice(len(words), n, p=shares).astype(np.int32), words)


def _genres(rng: np.random.Generator, n: int) -> LabelColumn:
    """One to three of the genres each, the first of them the most frequent ones."""
    several = rng.integers(1, 4, n)
    rows = np.repeat(np.arange(n), several)
    frequency = 1 / np.arange(2, len(_GENRES) + 2)
    first = rng.choice(len(_GENRES), n, p=frequency / frequency.sum())
    # The further genres of a track are others than its first.
    place = np.arange(len(rows)) - np.repeat(np.cumsum(several) - several, several)
    codes = (first[rows] + 7 * place) % len(_GENRES)
    starts = np.concatenate(([0], np.cumsum(several))).astype(np.int32)
    return LabelColumn(starts, codes.astype(np.int16), _GENRES)


def _services(rng: np.random.Generator, n: int) -> LabelColumn:
    has = rng.random((n, len(_SERVICES)), np.float32) < np.array(_SERVICE_SHARES, np.float32)
    has[~has.any(axis=1), 0] = True
    starts = np.concatenate(([0], np.cumsum(has.sum(axis=1)))).astype(np.int32)
    return LabelColumn(starts, np.nonzero(has)[1].astype(np.int16), _SERVICES)
