"""The library as columns says the same as its tracks do one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affetto.errors import LibraryError
from affetto.library.music_library import Library
from affetto.library.tables import (
    AudioFeaturesRow,
    CatalogueFeaturesRow,
    GenreRow,
    LinkRow,
    SourceRow,
    TrackRow,
)
from affetto.recommend.catalogue import Catalogue
from affetto.text import words_key

NOW = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = (
    *("ids", "valence", "arousal", "mood_uncertainty", "year", "duration_s", "popularity"),
    *("explicit", "stated", "heard"),
)

maybe = st.none
unit = st.floats(0, 1)
names = st.sampled_from(["", "Ada", "ADA ", "Bo", "Unknown Artist", "Greatest Hits"])


@st.composite
def rows(draw: st.DrawFn) -> TrackRow:
    """A track as importers and the scanner leave it, with anything missing."""
    has_mood = draw(st.booleans())
    row = TrackRow(
        title="title",
        artist=draw(names),
        album=draw(names),
        year=draw(maybe() | st.sampled_from([0, 1985, 2026, 99_999])),
        isrc="",
        mbid="",
        recording_key="",
        licence=draw(st.sampled_from(["", "CC0-1.0", "MIT"])),
        licence_origin="",
        language=draw(st.sampled_from(["", "en"])),
        is_explicit=draw(maybe() | st.booleans()),
        popularity=draw(maybe() | st.integers(0, 100)),
        duration_s=draw(maybe() | st.floats(1, 1000)),
        valence=draw(st.floats(-1, 1)) if has_mood else None,
        arousal=draw(st.floats(-1, 1)) if has_mood else None,
        mood_uncertainty=draw(unit) if has_mood else None,
        folded_text="",
        added_at=NOW,
    )
    genres = draw(st.lists(st.sampled_from(["Rock", "Synth-Pop", "!"]), max_size=3))
    row.genres = [
        GenreRow(position=position, name=name, folded_name=words_key(name).strip())
        for position, name in enumerate(genres)
    ]
    if draw(st.booleans()):
        row.features = AudioFeaturesRow(
            analyser="test",
            analyser_version="1",
            analysed_at=NOW,
            notes=[],
            duration_s=1.0,
            tempo_bpm=draw(maybe() | st.floats(40, 240)),
            key=draw(maybe() | st.integers(0, 11)),
            instrumentalness=draw(maybe() | unit),
        )
    if draw(st.booleans()):
        row.catalogue = CatalogueFeaturesRow(
            stated_by="test", energy=draw(maybe() | unit), mode=draw(maybe() | st.integers(0, 1))
        )
    if draw(st.booleans()):
        row.links = [LinkRow(service="youtube", url="https://youtu.be/1")]
    return row


def source_row(track_id: int, uri: str) -> SourceRow:
    empty = dict.fromkeys(("importer", "folded_path", "licence", "sidecar_licence"), "")
    return SourceRow(uri=uri, track_id=track_id, checked_at=NOW, **empty)


def put(library: Library, tracks: list[TrackRow]) -> None:
    with library.changing() as session:
        session.query(TrackRow).delete()
        session.add_all(tracks)
        session.flush()
        for track in tracks:
            for uri in (f"file:///{track.id}.mp3", f"spotify:track:{track.id}"):
                if (track.id + len(uri)) % 3:
                    session.add(source_row(track.id, uri))
                    break


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tracks=st.lists(rows(), max_size=12))
def test_columns_say_what_the_tracks_say(library: Library, tracks: list[TrackRow]) -> None:
    put(library, tracks)
    one_by_one = Catalogue.of(library.tracks())
    at_once = Catalogue.over(library.columns())
    for column in COLUMNS:
        left, right = getattr(at_once, column), getattr(one_by_one, column)
        np.testing.assert_array_equal(left, right, err_msg=column, strict=True)
        assert not left.flags.writeable
    for numbers in ("artist", "album"):
        left, right = getattr(at_once, numbers), getattr(one_by_one, numbers)
        np.testing.assert_array_equal(left, right)
    for words in ("licences", "languages"):
        left, right = getattr(at_once, words), getattr(one_by_one, words)
        assert [left.words[c] for c in left.codes] == [right.words[c] for c in right.codes]
    for labels in ("genres", "services"):
        left, right = getattr(at_once, labels), getattr(one_by_one, labels)
        for row in range(len(at_once)):
            assert set(left.of_track(row)) == set(right.of_track(row))
    everything = range(len(at_once))
    assert at_once.tracks_at(everything) == one_by_one.tracks_at(everything)


def plain_track(**fields: object) -> TrackRow:
    empty = dict.fromkeys(
        ("artist", "album", "isrc", "mbid", "recording_key", "licence", "licence_origin"), ""
    )
    return TrackRow(
        **{"title": "a", **empty, "language": "", "folded_text": "", "added_at": NOW, **fields}
    )


def add_source(library: Library, track_id: int, uri: str) -> None:
    with library.changing() as session:
        session.add(source_row(track_id, uri))


def test_a_track_is_played_by_all_who_have_it(library: Library) -> None:
    put(
        library, [plain_track(links=[LinkRow(service="spotify", url="https://open.spotify.com/1")])]
    )
    (track_id,) = library.columns().columns.ids.tolist()
    uris = [
        "file:///b.mp3",
        "http://www.jamendo.com",
        "https://freemusicarchive.org/a/b",
        "mailto:a",
    ]
    for uri in uris:
        add_source(library, track_id, uri)
    services = library.columns().read_services()
    played_by = services.of_track(0)
    assert len(set(played_by)) == len(played_by)
    assert set(played_by) == {"file", "spotify", "jamendo", "fma", "mailto"}


def test_what_is_read_after_a_change_keeps_to_the_tracks_that_were_there(library: Library) -> None:
    put(library, [plain_track(licence=name, title=name) for name in ("MIT", "CC0-1.0", "ISC")])
    catalogue = Catalogue.over(library.columns())
    first, second, third = catalogue.ids.tolist()
    with library.writing() as repository:
        repository.remove([second])
    with library.changing() as session:
        session.add(plain_track(licence="WTFPL"))
    assert [catalogue.licences.words[c] for c in catalogue.licences.codes] == ["MIT", "", "ISC"]
    assert np.isnan(catalogue.stated).all()
    assert catalogue.stated.shape == (3, 11)
    assert [track.id for track in catalogue.tracks_at([2, 0])] == [third, first]
    with pytest.raises(LibraryError, match="ask again"):
        catalogue.tracks_at([0, 1])


def test_an_empty_library_has_empty_columns(library: Library) -> None:
    catalogue = Catalogue.over(library.columns())
    assert len(catalogue) == 0
    assert catalogue.heard.shape == catalogue.stated.shape == (0, 11)
    assert catalogue.genres.labels == catalogue.services.labels == ()
    assert catalogue.tracks_at([]) == []
