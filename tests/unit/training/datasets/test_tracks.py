"""Tables of tracks with features."""

from __future__ import annotations

import csv
import gzip

import numpy as np
import pytest
from tests.unit.training.samples_for_tests import COLUMNS

from affetto.errors import InputError
from affetto.training.datasets.samples import Part
from affetto.training.datasets.tracks import load_tracks

# By the written rules; the second name is quoted and goes over two lines.
TRACKS = {
    "Up": ("happy", [0.9, 0.8, 1, 0.7, -6, 120]),
    'Down,\n"slowly"': ("sad", [0.1, 0.3, 0, 0.2, -14, 80]),
    "Out": ("angry", [0.2, 0.4, 1, 0.95, -3, 130]),
}


def write_table(path, rows, columns=COLUMNS, opened=open):
    with opened(path, "wt", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["name", *columns])
        writer.writerows(rows)
    return path


def rows_of(tracks):
    return [[name, *features] for name, (_, features) in tracks.items()]


def test_tracks_are_labelled_by_the_written_rules(tmp_path):
    samples = load_tracks(write_table(tmp_path / "tracks.csv", rows_of(TRACKS)), COLUMNS)
    assert [samples.names[label] for label in samples.labels] == ["happy", "sad", "angry"]
    assert samples.inputs.dtype == np.float32
    expected = [features for _, features in TRACKS.values()]
    assert samples.inputs == pytest.approx(np.array(expected, np.float32))
    assert set(samples.parts.tolist()) == {Part.UNSAID}
    assert samples.origins == ["tracks.csv line 2", "tracks.csv line 4", "tracks.csv line 5"]


def test_columns_come_in_the_order_asked_for(tmp_path):
    path = write_table(tmp_path / "tracks.csv", rows_of(TRACKS))
    samples = load_tracks(path, COLUMNS[::-1])
    assert samples.inputs[:, 0].tolist() == [120, 80, 130]
    assert [samples.names[label] for label in samples.labels] == ["happy", "sad", "angry"]


def test_a_gzipped_table_is_the_same(tmp_path):
    plain = load_tracks(write_table(tmp_path / "a.csv", rows_of(TRACKS)), COLUMNS)
    packed = write_table(tmp_path / "a.csv.gz", rows_of(TRACKS), opened=gzip.open)
    assert np.array_equal(load_tracks(packed, COLUMNS).inputs, plain.inputs)


def test_a_track_that_is_there_twice_is_kept_once(tmp_path):
    rows = rows_of(TRACKS)
    again = ["Out (album version)", *rows[2][1:]]
    samples = load_tracks(write_table(tmp_path / "a.csv", [*rows, again, rows[0]]), COLUMNS)
    assert len(samples) == 3
    assert len(set(samples.digests())) == 3
    assert samples.origins[-1] == "a.csv line 5"


@pytest.mark.parametrize("value", ["fast", "", "nan", "inf", "1e60"])
def test_a_bad_number_is_named_by_its_line_and_column(tmp_path, value):
    rows = rows_of(TRACKS)
    rows[2][-1] = value
    path = write_table(tmp_path / "a.csv", rows)
    with pytest.raises(InputError, match=f"line 5: tempo is '{value}', not a number"):
        load_tracks(path, COLUMNS)


@pytest.mark.parametrize("fields", [["Short", 0.1, 0.2], ["Long", *range(9)]])
def test_a_row_of_another_length_is_named_by_its_line(tmp_path, fields):
    path = write_table(tmp_path / "a.csv", [*rows_of(TRACKS)[:1], fields])
    with pytest.raises(InputError, match="line 3: has another number of fields"):
        load_tracks(path, COLUMNS)


def test_missing_columns_are_named(tmp_path):
    path = write_table(tmp_path / "a.csv", [["x", 1, 2, 3, 4]], COLUMNS[:4])
    with pytest.raises(InputError, match="has no column loudness, tempo"):
        load_tracks(path, COLUMNS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv.gz", b"name,valence\n"),
        ("a.csv.gz", gzip.compress(b"name,valence\n" * 50, mtime=0)[:-12]),
        ("a.csv", b"\xff\xfe\x00\xd8 no text"),
        ("a.csv", b""),
        ("a.csv", ",".join(COLUMNS).encode()),
        ("missing.csv", None),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=name):
        load_tracks(tmp_path / name, COLUMNS)


def test_the_decades_are_read_whole(shared_data):
    samples = load_tracks(shared_data / "music" / "spotify_decades.csv.gz", COLUMNS)
    assert 40_000 < len(samples) <= 41_106
    assert min(samples.counts().values()) > 1000
