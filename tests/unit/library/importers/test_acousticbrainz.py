"""AcousticBrainz, in each of the shapes in which it was published."""

from __future__ import annotations

import gzip
import json
import tarfile
from pathlib import Path

import pytest
from tests.importer_samples_for_tests import (
    ACOUSTICBRAINZ_TABLE,
    DOCUMENT,
    LOW_LEVEL,
    MBID_A,
    MBID_B,
    write_archive,
    write_documents,
)

from affetto.errors import InputError
from affetto.library.importers import BadRow, ImportedTrack, find_importer
from affetto.library.moods import MoodOrigin
from affetto.music import CatalogueFeatures, Mode, TrackTags

IMPORTER = find_importer(Path(), "acousticbrainz")
MOODS = DOCUMENT["highlevel"]


def read(path):
    assert find_importer(path) is IMPORTER
    return list(IMPORTER.read(path))


def test_a_document_of_moods_is_read(tmp_path):
    path = tmp_path / "document.json"
    path.write_text(json.dumps(DOCUMENT))
    (track,) = read(path)
    assert track.uri == f"musicbrainz:recording:{MBID_A}"
    assert track.links == {"musicbrainz": f"https://musicbrainz.org/recording/{MBID_A}"}
    assert track.tags == TrackTags("Birth", artist="Ada", album="Way", year=2012, mbid=MBID_A)
    assert track.duration_s == 106.5
    assert track.catalogue == CatalogueFeatures(
        danceability=0.25, acousticness=0.875, instrumentalness=0.75
    )
    assert track.mood.origin is MoodOrigin.CATALOGUE
    assert track.mood.words == ("sad", "relaxed")
    assert track.mood.point.arousal < 0


def test_a_folder_is_read_document_by_document(tmp_path):
    first, second, broken = read(write_documents(tmp_path))
    assert (first.line, second.line, broken.line) == (1, 3, 4)  # the second is a repetition
    assert second.catalogue == CatalogueFeatures(key=10, mode=Mode.MINOR, tempo_bpm=127.5)
    assert second.mood is None
    assert "is no JSON" in broken.reason


def test_an_archive_gives_what_its_folder_gives(tmp_path):
    archive = write_archive(tmp_path)
    assert read(archive) == read(tmp_path / "dump")


def test_documents_may_be_packed_one_by_one(tmp_path):
    path = tmp_path / f"{MBID_A}-0.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"highlevel": MOODS}).encode()))
    (track,) = read(tmp_path)
    assert track.tags.title == f"MusicBrainz recording {MBID_A}"


def test_answers_of_the_web_service_and_lines_of_documents_are_read(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({MBID_A: {"0": DOCUMENT, "1": DOCUMENT}, MBID_B: {"0": LOW_LEVEL}}))
    assert [row.tags.mbid for row in read(path)] == [MBID_A, MBID_B]
    path.write_text(f"{json.dumps(DOCUMENT)}\n{json.dumps(LOW_LEVEL)}\n")
    assert [(row.line, row.tags.mbid) for row in read(path)] == [(1, MBID_A), (2, MBID_B)]


def test_of_several_rows_of_a_recording_the_first_counts(tmp_path):
    path = tmp_path / "rhythm.csv"
    path.write_bytes(ACOUSTICBRAINZ_TABLE.replace("\n", "\r\n").encode())
    first, empty, bad = read(path)
    assert first.catalogue == CatalogueFeatures(tempo_bpm=120.5)
    assert empty.catalogue is None
    assert bad == BadRow(5, "the recording is 'no-mbid', no MusicBrainz identifier")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("mood_happy,mood_sad", "0.9,0.1"),
        ("mood_happy_prob,mood_sad_prob", "0.9,0.1"),
        ("mood_happy,mood_sad", "happy,not_sad"),
    ],
)
def test_tables_of_moods_hold_probabilities_or_answers(header, cells, tmp_path):
    path = tmp_path / "moods.csv"
    path.write_text(f"mbid,{header}\n{MBID_A},{cells}\n")
    (track,) = read(path)
    assert track.mood.words == ("happy",)


def test_tonal_features_are_a_key(tmp_path):
    path = tmp_path / "tonal.csv"
    path.write_text(f"mbid,submission_offset,key_key,key_scale\n{MBID_A},0,F#,major\n")
    (track,) = read(path)
    assert track.catalogue == CatalogueFeatures(key=6, mode=Mode.MAJOR)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"highlevel": MOODS}, "does not say which recording"),
        ({**LOW_LEVEL, "rhythm": {"bpm": "fast"}}, "the tempo is 'fast'"),
        ({**DOCUMENT, "highlevel": {"mood_sad": {"all": {"sad": 7}}}}, "mood_sad is '7'"),
        ({"highlevel": {}, "metadata": []}, "does not say which recording"),
    ],
)
def test_a_document_that_cannot_be_used_is_a_bad_row(document, reason, tmp_path):
    path = tmp_path / "documents.json"
    path.write_text(json.dumps([document, DOCUMENT]))
    bad, good = IMPORTER.read(path)
    assert bad.line == 1
    assert reason in bad.reason
    assert isinstance(good, ImportedTrack)


def test_a_folder_of_something_else_is_refused(tmp_path):
    with pytest.raises(InputError, match="no known format"):
        find_importer(tmp_path)
    with pytest.raises(InputError, match=r"no \.json files"):
        list(IMPORTER.read(tmp_path))


def test_an_archive_that_is_cut_off_says_so_after_what_it_gave(tmp_path):
    path = tmp_path / "dump.tar"
    with tarfile.open(path, "w") as archive:
        archive.add(write_documents(tmp_path), arcname="dump")
    path.write_bytes(path.read_bytes()[:-12_000])
    rows = IMPORTER.read(path)
    assert next(rows).tags.mbid == MBID_A
    with pytest.raises(InputError, match="no whole tar archive"):
        list(rows)
