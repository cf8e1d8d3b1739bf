"""The MTG-Jamendo data set, alone and with what its publisher lays beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importer_samples_for_tests import JAMENDO

from affetto.library.importers import BadRow, find_importer
from affetto.library.moods import MoodOrigin
from affetto.licences import LicenceUse, allows
from affetto.music import TrackTags

IMPORTER = find_importer(Path(), "mtg-jamendo")
METADATA = (
    "TRACK_ID\tARTIST_ID\tALBUM_ID\tTRACK_NAME\tARTIST_NAME\tALBUM_NAME\tRELEASEDATE\tURL\n"
    'track_0000948\tartist_000087\talbum_000149\tHe said "no\tAda\tFirst\t2004-12-28\tu\n'
    "track_0001353\tartist_000100\talbum_000200\tCalm\t\tBo\tSecond\t2005-01-01\tu\n"
    "broken\n"
)
LICENCES = """\
48/948.mp3
He said "no by Ada from Jamendo: http://www.jamendo.com/track/948
Available under a Creative Commons Attribution license: http://creativecommons.org/licenses/by/3.0/

53/1353.mp3
Calm by Bo from Jamendo: http://www.jamendo.com/track/1353
Available under a Creative Commons Attribution-NonCommercial license: \
http://creativecommons.org/licenses/by-nc/2.0/fr/
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "autotagging.tsv").write_text(JAMENDO)
    return tmp_path


def read(folder):
    return list(IMPORTER.read(folder / "data" / "autotagging.tsv"))


def test_tags_become_moods_and_genres_and_lead_to_jamendo(folder):
    background, calm, bad = read(folder)
    address = "https://www.jamendo.com/track/948"
    assert (background.uri, background.links) == (address, {"jamendo": address})
    assert background.tags == TrackTags("Jamendo track 948")
    assert background.duration_s == 212.7
    assert background.mood is None
    assert calm.tags.genres == ("ambient",)
    assert calm.mood.origin is MoodOrigin.TAGS
    assert calm.mood.words == ("calm", "relaxing")
    assert calm.mood.point.arousal < -0.3 < 0.3 < calm.mood.point.valence
    assert bad == BadRow(4, "the track is '1354', which is no number of Jamendo's")


def test_names_and_licences_come_from_the_files_beside_it_and_above(folder):
    (folder / "data" / "raw.meta.tsv").write_text(METADATA)
    (folder / "audio_licenses.txt").write_text(LICENCES)
    first, second, _ = read(folder)
    assert first.tags == TrackTags(
        title='He said "no',
        artist="Ada",
        album="First",
        year=2004,
        licence="http://creativecommons.org/licenses/by/3.0/",
    )
    assert (second.tags.title, second.tags.artist) == ("Calm", "Bo")
    assert allows(first.tags.licence, first.uri, LicenceUse.FILM)
    assert not allows(second.tags.licence, second.uri, LicenceUse.FILM)
    assert allows(second.tags.licence, second.uri, LicenceUse.PERSONAL)


@pytest.mark.parametrize(
    "row",
    [
        "track_0000948\tartist\talbum\t48/948.mp3",
        "track_0000948\tartist\talbum\t48/948.mp3\tlong\tmood/theme---calm",
        "track_0000948\tartist\talbum\t48/948.mp3\t212.7\tcalm",
        "track_0000000\tartist\talbum\t48/948.mp3\t212.7\tmood/theme---calm",
    ],
)
def test_a_damaged_row_is_a_bad_one(row, folder):
    header = JAMENDO.partition("\n")[0]
    (folder / "data" / "autotagging.tsv").write_text(f"{header}\n{row}\n")
    (bad,) = read(folder)
    assert isinstance(bad, BadRow)
    assert bad.line == 2


def test_the_published_table_is_read_whole(shared_data):
    path = shared_data / "music" / "mtg_jamendo_moodtheme.tsv.gz"
    if not path.is_file():
        pytest.skip(f"needs {path.name}")
    assert find_importer(path) is IMPORTER
    rows = list(IMPORTER.read(path))
    assert len(rows) == len({row.uri for row in rows}) == 18_486
    # The others' tags name no mood, but a use, such as "film" or "corporate".
    assert sum(row.mood is None for row in rows) == 3_101
