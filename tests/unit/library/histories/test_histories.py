import json
from datetime import UTC, datetime

import pytest

from affetto.errors import InputError
from affetto.library.histories import History, find_history, list_histories
from affetto.library.histories.affetto import write_history
from affetto.library.importers import BadRow
from affetto.listening import Listen, Reaction

AT = datetime(2024, 6, 1, 12, 30, tzinfo=UTC)
SECONDS = int(AT.timestamp())
MBID = "28b50c59-77e4-4254-a0bd-16797ddaa3ca"


@pytest.fixture
def read(tmp_path):
    """What is read from a file of some text, or of JSON; the format is to be recognized."""

    def read(content, expected):
        path = tmp_path / "history"
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, "utf-8")
        history = find_history(path)
        assert history.name == expected
        entries = list(history.read(path))
        assert list(history.read(path)) == entries
        return entries

    return read


def extended(**said):
    return {
        "ts": "2024-06-01T12:30:00Z",
        "ms_played": 200_000,
        "ip_addr": "192.0.2.1",
        "master_metadata_track_name": "Hyperballad",
        "master_metadata_album_artist_name": "Björk",
        "spotify_track_uri": "spotify:track:1",
        "episode_name": None,
        "reason_end": "trackdone",
        "skipped": False,
        **said,
    }


@pytest.mark.parametrize(
    ("said", "reaction"),
    [
        ({}, Reaction.PLAY),
        ({"ms_played": 12_000}, Reaction.PLAY),  # a short track, to its end
        ({"ms_played": 90_000, "reason_end": "endplay"}, Reaction.PLAY),
        ({"ms_played": 3_000, "reason_end": "fwdbtn", "skipped": True}, Reaction.SKIP),
        ({"ms_played": 3_000, "reason_end": "fwdbtn", "skipped": None}, Reaction.SKIP),
        # Left in the middle, or broken off by something else: neither the one nor the other.
        ({"ms_played": 90_000, "reason_end": "fwdbtn", "skipped": True}, None),
        ({"ms_played": 3_000, "reason_end": "logout"}, None),
        ({"master_metadata_track_name": None, "spotify_track_uri": None}, None),
    ],
)
def test_spotify_tells_plays_from_skips(read, said, reaction):
    listen = Listen(reaction, AT, "Hyperballad", "Björk", "spotify:track:1")
    assert read([extended(**said)], "spotify") == ([] if reaction is None else [listen])


def test_spotify_short_history(read):
    row = {"endTime": "2024-06-01 12:30", "artistName": "Björk", "trackName": "Jóga"}
    entries = read([{**row, "msPlayed": 60_000}, {**row, "msPlayed": 2_000}], "spotify")
    assert entries == [Listen(Reaction.PLAY, AT, "Jóga", "Björk")]


def test_spotify_top_tracks_and_artists(read):
    track = {
        "type": "track",
        "name": "Jóga",
        "artists": [{"name": "Björk"}, {"name": "Somebody"}],
        "uri": "spotify:track:2",
        "external_ids": {"isrc": "gb-aye-68-00011"},
    }
    artist = {"type": "artist", "name": "Björk", "uri": "spotify:artist:1"}
    assert read({"items": [track, artist], "total": 2}, "spotify") == [
        Listen(Reaction.FAVOURITE, None, "Jóga", "Björk", "spotify:track:2", "GBAYE6800011"),
        Listen(Reaction.FAVOURITE, artist="Björk"),
    ]


def listen_of_listenbrainz(**more):
    return {
        "listened_at": SECONDS,
        "track_metadata": {
            "track_name": "2 Wheel Nation",
            "artist_name": "Acid King",
            "additional_info": {
                "isrc": "GBAYE6800011",
                "spotify_id": "https://open.spotify.com/track/9?si=1",
            },
            "mbid_mapping": {"recording_mbid": MBID},
        },
        **more,
    }


LISTENBRAINZ = Listen(
    Reaction.PLAY, AT, "2 Wheel Nation", "Acid King", "spotify:track:9", "GBAYE6800011", MBID
)


def test_listenbrainz_lines_arrays_and_answers(read):
    one = listen_of_listenbrainz()
    now = {**one, "listened_at": None}
    assert read(f"{json.dumps(one)}\n{json.dumps(now)}\n", "listenbrainz") == [LISTENBRAINZ]
    assert read([one, now], "listenbrainz") == [LISTENBRAINZ]
    assert read({"payload": {"count": 1, "listens": [one]}}, "listenbrainz") == [LISTENBRAINZ]


def test_listenbrainz_feedback(read):
    rows = [
        {"recording_mbid": MBID, "score": score, "created": SECONDS, "recording_msid": None}
        for score in (1, -1, 0)
    ]
    assert read("\n".join(map(json.dumps, rows)), "listenbrainz") == [
        Listen(Reaction.LIKE, AT, mbid=MBID),
        Listen(Reaction.DISLIKE, AT, mbid=MBID),
    ]


LASTFM = Listen(Reaction.PLAY, AT, "Dead, Red & Gold", "Ada", mbid=MBID)


def test_lastfm_tables(read):
    header = "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"
    row = f'"{SECONDS}","01 Jun 2024, 12:30","Ada","","Al","","Dead, Red & Gold","{MBID}"\n'
    assert read(header + row, "lastfm") == [LASTFM]
    bare = 'Ada,Al,"Dead, Red & Gold",01 Jun 2024 12:30\n'
    assert read(bare, "lastfm") == [Listen(Reaction.PLAY, AT, "Dead, Red & Gold", "Ada")]


def test_lastfm_answers(read):
    track = {
        "name": "Dead, Red & Gold",
        "artist": {"#text": "Ada", "mbid": ""},
        "mbid": MBID,
        "date": {"uts": str(SECONDS), "#text": "01 Jun 2024, 12:30"},
    }
    playing = {**track, "@attr": {"nowplaying": "true"}}
    del playing["date"]
    page = {"recenttracks": {"track": [playing, track], "@attr": {"page": "1"}}}
    assert read(page, "lastfm") == [LASTFM]
    assert read([page, page], "lastfm") == [LASTFM, LASTFM]
    assert read([{"track": [track]}], "lastfm") == [LASTFM]
    loved = read({"lovedtracks": {"track": {**track, "artist": {"name": "Ada"}}}}, "lastfm")
    assert loved[0].reaction is Reaction.LIKE
    top = read({"toptracks": {"track": [{**playing, "artist": {"name": "Ada"}}]}}, "lastfm")
    assert (top[0].reaction, top[0].at) == (Reaction.FAVOURITE, None)


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        ([extended(), extended(ts="noon")], "spotify", 2),
        ([extended(), extended(ms_played="long")], "spotify", 2),
        ([listen_of_listenbrainz(), listen_of_listenbrainz(listened_at="x")], "listenbrainz", 2),
        ("Ada,Al,A,01 Jun 2024 12:30\nAda,Al,B,yesterday\n", "lastfm", 2),
        ("Ada,Al,A,01 Jun 2024 12:30\n,,,01 Jun 2024 12:30\n", "lastfm", 2),
    ],
)
def test_a_record_that_cannot_be_used_is_named_and_stops_nothing(read, content, name, line):
    listen, bad = read(content, name)
    assert isinstance(listen, Listen)
    assert isinstance(bad, BadRow)
    assert bad.line == line
    assert bad.reason


def test_own_export_comes_back_as_it_was(tmp_path):
    told = [
        LISTENBRAINZ,
        Listen(Reaction.LIKE, title="Jóga", artist="Björk", fit=0.25),
        Listen(Reaction.FAVOURITE, artist="Björk"),
    ]
    path = tmp_path / "taste.jsonl"
    assert write_history(told, path) == 3
    assert list(find_history(path).read(path)) == told


@pytest.mark.parametrize(
    "line",
    ['{"reaction": "love"}', '{"reaction": "like", "fit": 2}', '{"format": "x", "version": 9}'],
)
def test_own_export_of_another_version_or_damaged_is_told(tmp_path, line):
    path = tmp_path / "taste.jsonl"
    path.write_text(f'{{"format": "affetto-taste", "version": 1}}\n{line}\n')
    (bad,) = find_history(path).read(path)
    assert bad.line == 2


@pytest.mark.parametrize("content", ["hello\n", "{}", "a,b,c,d\n", '[{"items": []}]', "\xff\xfe"])
def test_other_files_are_refused_in_one_line(tmp_path, content):
    path = tmp_path / "history"
    path.write_text(content, "latin-1")
    with pytest.raises(InputError, match="no history that is known"):
        find_history(path)


def test_folders_missing_files_and_unknown_names_are_refused(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        find_history(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        find_history(tmp_path / "none")
    with pytest.raises(InputError, match="there are: affetto, lastfm"):
        find_history(tmp_path, "deezer")


def test_every_format_is_a_history_of_its_name(tmp_path):
    for name in list_histories():
        history = find_history(tmp_path / "unseen", name)
        assert isinstance(history, History)
        assert history.name == name


def test_damaged_json_is_told_and_not_crashed_on(tmp_path):
    path = tmp_path / "history"
    path.write_text('[{"ms_played": 1, "ts": ')
    with pytest.raises(InputError, match="no JSON from record 1"):
        list(find_history(path).read(path))
