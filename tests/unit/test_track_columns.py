from dataclasses import fields

import numpy as np
import pytest

from affetto.music import AudioFeatures
from affetto.track_columns import (
    HEARD_FEATURES,
    UNKNOWN,
    LabelColumn,
    WordColumn,
    number_albums,
    number_artists,
    service_of,
)


def test_features_are_those_that_an_analyser_hears() -> None:
    assert set(HEARD_FEATURES) <= {field.name for field in fields(AudioFeatures)}


def test_a_word_column_keeps_every_word_once() -> None:
    column = WordColumn.of(["a", "", "a", "b"])
    assert column.words == ("a", "", "b")
    assert column.codes.tolist() == [0, 1, 0, 2]
    assert column.where([True, False, False]).tolist() == [True, False, True, False]


def test_a_label_column_finds_tracks_by_any_of_their_labels() -> None:
    column = LabelColumn.of(
        np.array([2, 0, 2, 3]), np.array([1, 0, 0, 2], np.int32), ("rock", "pop", "jazz"), 5
    )
    assert [column.of_track(row) for row in range(5)] == [
        ("rock",),
        (),
        ("pop", "rock"),
        ("jazz",),
        (),
    ]
    assert column.having([True, False, False]).tolist() == [True, False, True, False, False]
    assert column.having([False, True, True]).tolist() == [False, False, True, True, False]
    assert not column.having([False, False, False]).any()


def test_a_label_column_holds_more_labels_than_16_bits_count() -> None:
    n = 40_000
    column = LabelColumn.of(
        np.arange(n), np.arange(n, dtype=np.int32), tuple(map(str, range(n))), n
    )
    assert column.of_track(39_999) == ("39999",)
    assert np.flatnonzero(column.having([label == "39999" for label in column.labels])) == [39_999]


def test_albums_of_the_same_name_are_told_apart_by_their_artists() -> None:
    artists = number_artists(["Ada", "Bo", "ada", "", "Ada", "Various Artists"])
    assert artists.tolist() == [0, 1, 0, UNKNOWN, 0, UNKNOWN]
    titles = ["Greatest Hits", "Greatest Hits", "greatest hits", "Greatest Hits", "", "Hits"]
    albums = number_albums(artists, titles).tolist()
    assert albums[0] == albums[2]
    assert len({albums[0], albums[1], albums[3], albums[5]}) == 4
    assert albums[4] == UNKNOWN


@pytest.mark.parametrize(
    ("uri", "service"),
    [
        ("file:///music/a.mp3", "file"),
        ("SPOTIFY:track:1", "spotify"),
        ("https://open.spotify.com/track/1", "spotify"),
        ("https://youtu.be/1", "youtube"),
        ("http://user@M.YouTube.com:80/watch", "youtube"),
        ("https://notyoutube.com/watch", "web"),
        ("https://example.org/spotify.com", "web"),
        ("https://", "web"),
        ("", ""),
        ("a.mp3", ""),
    ],
)
def test_an_address_tells_who_plays_it(uri: str, service: str) -> None:
    assert service_of(uri) == service
