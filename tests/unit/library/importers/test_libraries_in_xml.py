"""Libraries of iTunes and rekordbox."""

from __future__ import annotations

import pytest
from tests.importer_samples_for_tests import ITUNES, REKORDBOX

from affetto.errors import InputError
from affetto.library.importers import BadRow, find_importer
from affetto.music import CatalogueFeatures, Mode, TrackTags


def read(tmp_path, text, name):
    path = tmp_path / "library.xml"
    path.write_text(text)
    importer = find_importer(path)
    assert importer.name == name
    return list(importer.read(path))


def test_tracks_of_itunes_are_read_with_their_places(tmp_path):
    one, cloud, podcast = read(tmp_path, ITUNES, "itunes")
    assert one.tags == TrackTags(
        title="One & Two", artist="Ada", genres=("Hip-Hop/Rap",), year=1998, is_explicit=True
    )
    assert one.uri == "file:///Users/ada/Music/One%20%26%20Two.m4a"
    assert one.duration_s == 200.5
    assert one.catalogue == CatalogueFeatures(tempo_bpm=118)
    assert ITUNES.splitlines()[one.line - 1].strip() == "<dict>"
    assert (cloud.uri, cloud.tags.title) == ("itunes:track:B64F93B30A385723", "Cloud")
    assert podcast == BadRow(podcast.line, "is a podcast, not music")


def test_a_list_of_properties_without_tracks_is_refused(tmp_path):
    path = tmp_path / "library.xml"
    path.write_text("<plist><dict><key>Name</key><string>x</string></dict></plist>")
    with pytest.raises(InputError, match="no known format"):
        find_importer(path)
    with pytest.raises(InputError, match="has no list of tracks"):
        list(find_importer(path, "itunes").read(path))


def test_tracks_of_rekordbox_are_read_with_tempo_and_key(tmp_path):
    tom, two, bad = read(tmp_path, REKORDBOX, "rekordbox")
    assert tom.tags == TrackTags(
        title="Tom & Jerry", artist="Ada", album="First", genres=("Deep House",), year=2023
    )
    assert tom.uri == "file:///C:/Music/Tom%20%26%20Jerry.mp3"
    assert (tom.line, tom.duration_s) == (5, 432)
    assert tom.catalogue == CatalogueFeatures(key=9, mode=Mode.MINOR, tempo_bpm=124)
    assert two.catalogue is two.duration_s is two.tags.year is None
    assert bad == BadRow(12, "the tempo is 'fast', not a number")


def test_keys_of_rekordbox_may_be_in_disc_jockeys_notation(tmp_path):
    track, *_ = read(tmp_path, REKORDBOX.replace('"Am"', '"4A"'), "rekordbox")
    assert track.catalogue.key == 5
    assert track.catalogue.mode is Mode.MINOR


@pytest.mark.parametrize(("text", "name"), [(ITUNES, "itunes"), (REKORDBOX, "rekordbox")])
def test_a_library_that_is_cut_off_says_so_after_what_it_gave(text, name, tmp_path):
    path = tmp_path / "library.xml"
    path.write_text(text[: len(text) * 2 // 3])
    rows = find_importer(path).read(path)
    assert next(rows).line > 1
    with pytest.raises(InputError, match=r"library\.xml: line \d+: is no XML"):
        list(rows)
