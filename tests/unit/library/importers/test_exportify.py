"""Playlists of Spotify as Exportify writes them."""

from __future__ import annotations

from tests.importer_samples_for_tests import EXPORTIFY, ID_A, ID_B

from affetto.library.importers import BadRow, find_importer
from affetto.music import Mode


def read(tmp_path, text):
    path = tmp_path / "playlist.csv"
    path.write_text(text, encoding="utf-8-sig")
    importer = find_importer(path)
    assert importer.name == "exportify"
    return list(importer.read(path))


def test_tracks_are_read_with_and_without_features(tmp_path):
    one, night, local = read(tmp_path, EXPORTIFY)
    assert (one.tags.title, one.tags.artist, one.tags.year) == ("One", "Ada, Bo", 1982)
    assert one.tags.genres == ("art pop", "dream pop")
    assert one.uri == f"spotify:track:{ID_A}"
    assert one.duration_s == 200
    assert (one.catalogue.key, one.catalogue.mode) == (5, Mode.MAJOR)
    assert one.mood.stated_by == "exportify"
    assert night.uri == f"spotify:track:{ID_B}"
    assert night.catalogue is night.mood is night.tags.popularity is None
    assert isinstance(local, BadRow)
    assert "a file of the computer" in local.reason


def test_both_programs_of_that_name_are_read_through_the_years(tmp_path):
    (track,) = read(
        tmp_path,
        '"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album Name",'
        '"Album Release Date","Track Duration (ms)","Explicit","Popularity","ISRC","Added By",'
        f'"Added At"\n"spotify:track:{ID_A}","One","spotify:artist:x","Ada","First","1982-10-27",'
        '"200500","true","68","GBAYE6800011","me","2020"\n',
    )
    assert track.duration_s == 200.5
    assert track.tags.isrc == "GBAYE6800011"
    assert track.tags.is_explicit is True
    (old,) = read(
        tmp_path,
        "Spotify ID,Artist IDs,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),"
        "Popularity,Added By,Added At,Genres,Danceability,Energy,Key,Loudness,Mode,Valence,Tempo\n"
        f'{ID_A},"x","One","First","Ada",1982,200500,68,me,2020,"pop",.8,.7,5,-8,1,.9,118\n',
    )
    assert old.uri == track.uri
    assert old.catalogue.valence == 0.9
