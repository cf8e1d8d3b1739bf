"""Tables with Spotify's audio features, as data sets spell them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importer_samples_for_tests import ID_A, ID_B, SPOTIFY

from affetto.errors import InputError
from affetto.library.importers import BadRow, ImportedTrack, find_importer
from affetto.library.moods import MoodOrigin
from affetto.music import CatalogueFeatures, Mode, TrackTags

IMPORTER = find_importer(Path(), "spotify-features")


def read(tmp_path, text):
    path = tmp_path / "tracks.csv"
    path.write_text(text)
    assert find_importer(path) is IMPORTER
    return list(IMPORTER.read(path))


def test_everything_a_row_says_is_read(tmp_path):
    one, night, bad = read(tmp_path, SPOTIFY)
    assert one.tags == TrackTags(
        title="One, Two", artist="Ada, B's", year=1982, is_explicit=True, popularity=68
    )
    assert one.uri == f"spotify:track:{ID_A}"
    assert one.links == {"spotify": f"https://open.spotify.com/track/{ID_A}"}
    assert (one.line, one.duration_s) == (2, 200)
    assert one.catalogue == CatalogueFeatures(
        danceability=0.8,
        energy=0.75,
        key=5,
        loudness_db=-8.2,
        mode=Mode.MAJOR,
        speechiness=0.05,
        acousticness=0.1,
        instrumentalness=0,
        liveness=0.1,
        valence=0.9,
        tempo_bpm=118.5,
    )
    assert one.mood.origin is MoodOrigin.CATALOGUE
    assert (one.mood.point.valence, one.mood.point.arousal) == pytest.approx((0.8, 0.5))
    assert night.catalogue.key is night.catalogue.tempo_bpm is None
    assert bad == BadRow(4, "has neither a title nor an identifier")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        # The hit-predictor set.
        (
            "track,artist,uri,danceability,energy,valence,duration_ms,chorus_hit,target,decade",
            f"One,Ada,spotify:track:{ID_A},.8,.7,.9,200500,33,1,1980",
        ),
        # SpotifyFeatures, with keys as names.
        (
            "genre,artist_name,track_name,track_id,danceability,duration_ms,energy,valence,key,mode",
            f"Pop,Ada,One,{ID_A},.8,200500,.7,.9,C#,Minor",
        ),
        # The tracks by genre, whose first column has no name.
        (
            ",track_id,artists,track_name,duration_ms,danceability,energy,valence,track_genre",
            f"0,{ID_A},Ada,One,200500,.8,.7,.9,pop",
        ),
        # TidyTuesday's.
        (
            "track_id,track_name,track_artist,playlist_genre,danceability,energy,valence,duration_ms",
            f"{ID_A},One,Ada,pop,.8,.7,.9,200500",
        ),
        # The tracks by mood, with a length in milliseconds.
        (
            "name,artist,id,release_date,length,danceability,energy,valence,mood",
            f"One,Ada,{ID_A},1980-10-27,200500,.8,.7,.9,Happy",
        ),
        # Seconds, percentages, semicolons and decimal commas.
        (
            "Name;Artist;ID;Duration;Danceability;Energy;Valence",
            f"One;Ada;{ID_A};200,5;80;70;90",
        ),
    ],
)
def test_the_columns_of_common_data_sets_are_known(header, row, tmp_path):
    (track,) = read(tmp_path, f"{header}\n{row}\n")
    assert (track.tags.title, track.tags.artist) == ("One", "Ada")
    assert track.uri == f"spotify:track:{ID_A}"
    assert track.duration_s == 200.5
    assert track.catalogue.danceability == pytest.approx(0.8)
    assert track.catalogue.energy == pytest.approx(0.7)
    assert track.catalogue.valence == pytest.approx(0.9)


def test_tracks_without_an_identifier_are_searched_for_by_name(tmp_path):
    """The most streamed of 2023, and the yearly tops."""
    (streamed,) = read(
        tmp_path,
        "track_name,artist(s)_name,released_year,streams,bpm,key,mode,danceability_%,valence_%,"
        "energy_%\nSeven,Ada,2023,141381703,125,B,Major,80,89,83\n",
    )
    assert streamed.uri == "spotify:search:Ada+Seven"
    assert streamed.tags.year == 2023
    assert streamed.catalogue == CatalogueFeatures(
        danceability=0.8, valence=0.89, energy=0.83, key=11, mode=Mode.MAJOR, tempo_bpm=125
    )
    (top,) = read(
        tmp_path,
        "title,artist,top genre,year,bpm,nrgy,dnce,dB,live,val,dur,acous,spch,pop\n"
        "Hey,Ada,neo mellow,2010,97,89,67,-4,8,80,217,19,4,83\n",
    )
    assert top.duration_s == 217
    assert top.tags.genres == ("neo mellow",)
    assert top.catalogue.acousticness == 0.19
    assert top.links == {}


@pytest.mark.parametrize(
    ("column", "value"),
    [("duration_s", "90"), ("duration_min", "1.5"), ("duration", "1:30"), ("length_ms", "90000")],
)
def test_the_unit_of_a_duration_is_what_its_column_says(column, value, tmp_path):
    header = f"name,id,energy,valence,liveness,{column}"
    (track,) = read(tmp_path, f"{header}\nOne,{ID_A},.1,.1,.1,{value}\n")
    assert track.duration_s == pytest.approx(90)


def test_words_for_the_mood_count_more_than_the_figures(tmp_path):
    happy, empty = read(
        tmp_path,
        f"name,id,energy,valence,liveness,mood\nOne,{ID_A},.1,.1,.1,Happy\nTwo,{ID_B},.1,.1,.1,\n",
    )
    assert happy.mood.origin is MoodOrigin.TAGS
    assert happy.mood.words == ("Happy",)
    assert happy.mood.point.valence > 0.5
    assert empty.mood.origin is MoodOrigin.CATALOGUE
    assert empty.mood.point.valence < -0.5


def test_an_artists_identifier_is_not_the_artists_name(tmp_path):
    (track,) = read(
        tmp_path, f"name,id,artist,energy,valence,liveness\nOne,{ID_A},{ID_B},.1,.1,.1\n"
    )
    assert track.tags.artist == ""


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("energy", "loud", "energy is 'loud', not a number"),
        ("energy", "1.5", "energy is '1.5', which is not from 0 to 1"),
        ("energy", "inf", "energy is infinite"),
        ("key", "12", "the key is '12', which is none"),
        ("popularity", "101", "the popularity is '101', which is not from 0 to 100"),
        ("tempo", "-3", "the tempo is '-3', which no music has"),
        ("duration_ms", "-3", "the duration is '-3', which no recording lasts"),
        ("year", "soon", "the date 'soon' has no year"),
    ],
)
def test_a_bad_value_is_told_with_its_line(column, value, reason, tmp_path):
    columns = {"name": "One", "id": ID_A, "energy": ".5", "valence": ".5", "liveness": ".5"}
    good, bad = dict(columns, **{column: ""}), dict(columns, **{column: value})
    text = "\n".join(",".join(cells) for cells in (good, good.values(), bad.values()))
    first, second = read(tmp_path, text)
    assert isinstance(first, ImportedTrack)
    assert second == BadRow(3, reason)


def test_a_title_may_be_any_word(tmp_path):
    rows = read(
        tmp_path,
        "name,id,energy,valence,liveness\n"
        + "".join(f"{title},{ID_A},.1,.1,.1\n" for title in ("None", "NaN", "-", "1999")),
    )
    assert [row.tags.title for row in rows] == ["None", "NaN", "-", "1999"]


def test_a_table_without_tracks_or_features_is_refused(tmp_path):
    path = tmp_path / "tracks.csv"
    path.write_text("energy,valence,liveness\n")
    with pytest.raises(InputError, match="no column name or id or uri"):
        list(IMPORTER.read(path))
    path.write_text("name,artist\n")
    with pytest.raises(InputError, match="no column danceability or energy"):
        list(IMPORTER.read(path))


@pytest.mark.parametrize(
    ("name", "n_tracks", "n_bad", "n_addresses"),
    [
        ("spotify_moods.csv", 481, 0, 481),
        # 546 rows repeat a track of another decade or row.
        ("spotify_decades.csv.gz", 41_106, 0, 40_560),
        # Eleven rows are empty but for zeros; 964 repeat a track.
        ("spotify_popular_10k.csv.gz", 9_989, 11, 9_025),
    ],
)
def test_published_tables_are_read_whole(name, n_tracks, n_bad, n_addresses, shared_data):
    path = shared_data / "music" / name
    if not path.is_file():
        pytest.skip(f"needs {name}")
    assert find_importer(path) is IMPORTER
    tracks, bad, addresses = 0, [], set()
    for row in IMPORTER.read(path):
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        tracks += 1
        addresses.add(row.uri)
        assert row.mood is not None
    assert (tracks, len(bad), len(addresses)) == (n_tracks, n_bad, n_addresses)
    assert {row.reason for row in bad} <= {"has neither a title nor an identifier"}
