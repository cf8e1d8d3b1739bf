import json
from collections.abc import Callable

from affetto.affect import Affect, Point, combine_affects
from affetto.music import Playlist, Track, TrackTags
from affetto.playlists import PlaylistFormat, export_playlist

MakePlaylist = Callable[..., Playlist]


def test_has_the_documented_shape(playlist_of: MakePlaylist, full_track: Track) -> None:
    text = export_playlist(playlist_of(full_track), PlaylistFormat.JSON)
    assert json.loads(text) == {
        "affect": {
            "emotion": "happy",
            "emotions": {"happy": 1.0},
            "valence": 0.81,
            "arousal": 0.51,
            "confidence": 1.0,
            "source": "user",
        },
        "intent": "match",
        "strategy": "affect",
        "tracks": [
            {
                "rank": 1,
                "id": 7,
                "title": "Daybreak",
                "artist": "Ada",
                "duration_s": 187.457,
                "score": 1.0,
                "valence": 0.25,
                "arousal": -0.5,
                "licence": "CC BY 4.0",
                "uri": "https://example.org/music/daybreak.ogg?quality=high&x=1",
                "links": {"youtube": "https://www.youtube.com/results?search_query=Ada+Daybreak"},
                "reasons": ["fast (120 bpm): near the joy"],
            }
        ],
    }


def test_keys_come_in_the_documented_order(playlist_of: MakePlaylist, full_track: Track) -> None:
    document = json.loads(export_playlist(playlist_of(full_track), PlaylistFormat.JSON))
    assert list(document) == ["affect", "intent", "strategy", "tracks"]
    assert list(document["tracks"][0]) == [
        "rank", "id", "title", "artist", "duration_s", "score", "valence", "arousal", "licence",
        "uri", "links", "reasons",
    ]  # fmt: skip


def test_says_null_for_a_mood_that_is_not_known(
    playlist_of: MakePlaylist, bare_track: Track
) -> None:
    (track,) = json.loads(export_playlist(playlist_of(bare_track), PlaylistFormat.JSON))["tracks"]
    assert track["valence"] is None
    assert track["arousal"] is None


def test_a_mood_said_as_a_point_has_no_word(playlist_of: MakePlaylist) -> None:
    playlist = Playlist("p", Affect.at(0.6, -0.2), "match", "affect", ())
    document = json.loads(export_playlist(playlist, PlaylistFormat.JSON))
    assert document["affect"]["emotion"] is None
    assert document["tracks"] == []


def test_pictures_read_in_different_words_have_a_place_but_no_word() -> None:
    together = combine_affects([Affect.said("happy"), Affect.said("melancholy")])
    playlist = Playlist("p", together, "match", "affect", ())
    affect = json.loads(export_playlist(playlist, PlaylistFormat.JSON))["affect"]
    assert affect["emotion"] is None
    assert affect["emotions"] == {}
    assert affect["valence"] is not None


def test_a_known_link_stands_in_place_of_the_search(playlist_of: MakePlaylist) -> None:
    track = Track(
        1,
        TrackTags("t"),
        "file:///t.mp3",
        mood=Point(0, 0),
        links={"youtube": "https://youtu.be/x", "jamendo": "https://jamen.do/t/1"},
    )
    (written,) = json.loads(export_playlist(playlist_of(track), PlaylistFormat.JSON))["tracks"]
    assert written["links"] == track.links


def test_any_title_can_be_read_back(
    playlist_of: MakePlaylist, bare_track: Track, odd_name: str
) -> None:
    odd = Track(1, TrackTags(odd_name), bare_track.uri)
    (track,) = json.loads(export_playlist(playlist_of(odd), PlaylistFormat.JSON))["tracks"]
    assert track["title"] == odd_name.replace("\ud800", "?")
    assert track["links"]["youtube"].isascii()
    assert " " not in track["links"]["youtube"]
