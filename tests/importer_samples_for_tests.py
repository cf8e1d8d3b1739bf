"""A small file of every format, in its publisher's shape, with two good rows and a bad one."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ID_A, ID_B = "2H7PHVdQ3mXqEHXcvclTB0", "4HIwL9ii9CcXpTOTzMq0MP"
MBID_A = "0dad432b-16cc-4bf0-8961-fd31d124b01b"
MBID_B = "e8afe383-1478-497e-90b1-7885c7f37f6e"

SPOTIFY = f"""\
id,name,artists,duration_ms,release_date,year,acousticness,danceability,energy,\
instrumentalness,key,liveness,loudness,mode,popularity,speechiness,tempo,valence,explicit
{ID_A},"One, Two","['Ada', ""B's""]",200000,1982-10-27,1982,\
0.1,0.8,0.75,0,5,0.1,-8.2,1,68,0.05,118.5,0.9,1
{ID_B},Night,['Cleo'],180500,2007,2007,0.9,0.3,0.25,0.7,-1,0.1,-20,0,43,0.04,0,0.1,0
,,,,,,0,0,0,0,5,0,0,0,0,0,0,0,0
"""
EXPORTIFY = f"""\
"Track URI","Track Name","Artist Name(s)","Album Name","Release Date","Duration (ms)",\
"Popularity","Added By","Added At","Genres","Danceability","Energy","Key","Loudness","Mode",\
"Valence","Tempo"
"spotify:track:{ID_A}","One","Ada;Bo","First","1982-10-27","200000","68","me","2020-01-01T00:00:00Z",\
"art pop,dream pop","0.8","0.75","5","-8.2","1","0.9","118.5"
"spotify:track:{ID_B}","Night","Cleo","","2007","180500","","me","2020-01-02T00:00:00Z","","","","","","","",""
"spotify:local:Ada::Demo:200","Demo","Ada","","","200000","0","me","2020-01-03T00:00:00Z","","","","","","","",""
"""
JAMENDO = (
    "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS\n"
    "track_0000948\tartist_000087\talbum_000149\t48/948.mp3\t212.7\tmood/theme---background\n"
    "track_0001353\tartist_000100\talbum_000200\t53/1353.mp3\t180.0\tgenre---ambient"
    "\tmood/theme---calm\tmood/theme---relaxing\n"
    "1354\tartist_000100\talbum_000200\t54/1354.mp3\t180.0\tmood/theme---calm\n"
)
DOCUMENT = {
    "highlevel": {
        "danceability": {
            "all": {"danceable": 0.25, "not_danceable": 0.75},
            "value": "not_danceable",
        },
        "mood_acoustic": {"all": {"acoustic": 0.875, "not_acoustic": 0.125}, "value": "acoustic"},
        "mood_happy": {"all": {"happy": 0.0625, "not_happy": 0.9375}, "value": "not_happy"},
        "mood_relaxed": {"all": {"relaxed": 0.9375, "not_relaxed": 0.0625}, "value": "relaxed"},
        "mood_sad": {"all": {"sad": 0.875, "not_sad": 0.125}, "value": "sad"},
        "voice_instrumental": {
            "all": {"instrumental": 0.75, "voice": 0.25},
            "value": "instrumental",
        },
    },
    "metadata": {
        "audio_properties": {"length": 106.5},
        "tags": {
            "album": ["Way"],
            "artist": ["Ada"],
            "date": ["2012"],
            "musicbrainz_recordingid": [MBID_A],
            "title": ["Birth"],
        },
    },
}
LOW_LEVEL = {
    "lowlevel": {"average_loudness": 0.8},
    "metadata": {"tags": {"musicbrainz_recordingid": [MBID_B], "title": ["Steps"]}},
    "rhythm": {"bpm": 127.5},
    "tonal": {"key_key": "A#", "key_scale": "minor"},
}
ACOUSTICBRAINZ_TABLE = f"""\
mbid,submission_offset,bpm,bpm_histogram_first_peak_bpm_mean,danceability,onset_rate
{MBID_A},0,120.5,120,1.1,3.2
{MBID_A},1,60.25,60,1.1,3.2
{MBID_B},0,,,,
no-mbid,0,100,100,1,1
"""
FMA = """\
,album,album,artist,set,track,track,track,track,track,track,track
,date_released,title,name,split,duration,genre_top,genres,language_code,license,listens,title
track_id,,,,,,,,,,,
2,2009-01-05 00:00:00,AWOL,Ada,training,168,Hip-Hop,[21],en,\
Attribution-NonCommercial-ShareAlike 3.0 International,1293,Food
5,,"A long
way",Bo,training,206,,"[10, 76]",,Creative Commons Attribution 3.0,1151,This World
abc,,,Bo,training,206,Hip-Hop,[21],en,CC0,1151,Nowhere
"""
FMA_RAW = """\
track_id,album_id,album_title,artist_name,license_title,license_url,track_date_recorded,\
track_duration,track_explicit,track_genres,track_language_code,track_title,track_url
2,1,AWOL,Ada,Attribution,http://creativecommons.org/licenses/by/3.0/,11/26/2008,02:48,,\
"[{'genre_id': '21', 'genre_title': 'Hip-Hop', 'genre_url': 'x'}]",en,Food,\
http://freemusicarchive.org/music/Ada/AWOL/Food
x,1,AWOL,Ada,Attribution,http://creativecommons.org/licenses/by/3.0/,,02:48,,[],en,Food,
"""
BEETS_JSON = json.dumps(
    [
        {
            "path": "/music/one.flac",
            "title": "One",
            "artist": "Ada",
            "album": "First",
            "albumartist": "Ada",
            "genres": ["Jazz", "Bop"],
            "year": 1982,
            "length": 200.5,
            "bpm": 118,
            "initial_key": "F#m",
            "mb_trackid": MBID_A,
        },
        {"path": "/music/two.flac", "title": "Two", "artist": "Bo", "mb_trackid": "", "year": 0},
        {"path": "", "title": "Three", "mb_trackid": ""},
    ],
    indent=4,
)
ITUNES = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/\
DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Major Version</key><integer>1</integer>
	<key>Tracks</key>
	<dict>
		<key>101</key>
		<dict>
			<key>Track ID</key><integer>101</integer>
			<key>Name</key><string>One &#38; Two</string>
			<key>Artist</key><string>Ada</string>
			<key>Genre</key><string>Hip-Hop/Rap</string>
			<key>Total Time</key><integer>200500</integer>
			<key>Year</key><integer>1998</integer>
			<key>BPM</key><integer>118</integer>
			<key>Persistent ID</key><string>DAA2333E52D5B300</string>
			<key>Explicit</key><true/>
			<key>Location</key><string>file:///Users/ada/Music/One%20%26%20Two.m4a</string>
		</dict>
		<key>102</key>
		<dict>
			<key>Track ID</key><integer>102</integer>
			<key>Name</key><string>Cloud</string>
			<key>Persistent ID</key><string>B64F93B30A385723</string>
			<key>Track Type</key><string>Remote</string>
		</dict>
		<key>103</key>
		<dict>
			<key>Track ID</key><integer>103</integer>
			<key>Name</key><string>Episode 1</string>
			<key>Podcast</key><true/>
			<key>Persistent ID</key><string>B64F93B30A385724</string>
		</dict>
	</dict>
	<key>Playlists</key>
	<array>
		<dict><key>Name</key><string>Library</string>
			<key>Playlist Items</key>
			<array><dict><key>Track ID</key><integer>101</integer></dict></array>
		</dict>
	</array>
</dict>
</plist>
"""
REKORDBOX = """\
<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="6.7.4" Company="AlphaTheta"/>
  <COLLECTION Entries="3">
    <TRACK TrackID="1" Name="Tom &amp; Jerry" Artist="Ada" Album="First" Genre="Deep House"
           TotalTime="432" Year="2023" AverageBpm="124.00" Tonality="Am"
           Location="file://localhost/C:/Music/Tom%20%26%20Jerry.mp3">
      <TEMPO Inizio="0.123" Bpm="124.00" Metro="4/4" Battito="1"/>
    </TRACK>
    <TRACK TrackID="2" Name="Two" Artist="" Year="0" AverageBpm="0.00" Tonality=""
           TotalTime="0" Location="file://localhost/music/two.wav"/>
    <TRACK TrackID="3" Name="Three" AverageBpm="fast" Location="file://localhost/music/3.wav"/>
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT"><NODE Name="P" Type="1"><TRACK Key="1"/></NODE></NODE>
  </PLAYLISTS>
</DJ_PLAYLISTS>
"""
XSPF = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/">
  <title>Evening</title>
  <trackList>
    <track>
      <location>file:///music/one%20two.ogg</location>
      <title>One</title><creator>Ada</creator><album>First</album><duration>200500</duration>
      <extension application="x"><location>file:///not/this.ogg</location></extension>
    </track>
    <track><identifier>https://musicbrainz.org/recording/{MBID_A}</identifier></track>
    <track><title>Nowhere</title></track>
  </trackList>
</playlist>
"""
# As wiki.musicbrainz.org/jspf shows it, which writes one identifier as a text; its server writes a
# list.
JSPF = f"""\
{{
  "playlist": {{
    "extension": {{"https://musicbrainz.org/doc/jspf#playlist": {{"public": true}}}},
    "creator": "ada",
    "title": "Evening",
    "track": [
      {{
        "location": ["file:///music/one%20two.ogg", "https://example.org/one.mp3"],
        "title": "One", "creator": "Ada", "album": "First", "duration": 200500, "trackNum": 1,
        "link": [{{"https://example.org/rel": "https://open.spotify.com/track/{ID_A}"}}]
      }},
      {{"title": "", "identifier": "https://musicbrainz.org/recording/{MBID_A}",
       "extension": {{"https://musicbrainz.org/doc/jspf#track": {{"added_by": "ada"}}}}}},
      {{"title": "Nowhere", "identifier": [], "location": []}}
    ],
    "identifier": "https://listenbrainz.org/playlist/{MBID_B}"
  }}
}}
"""
AFFETTO_CSV = """\
rank,title,artist,album,year,genres,duration_s,tempo_bpm,key,score,valence,arousal,licence,isrc,\
uri,youtube,reasons\r
1,'=One,Ada,First,1984,Folk; Indie Rock,187.457,96.0,D major,0.9,0.25,-0.5,CC BY 4.0,\
DEXX17700001,file:///music/one.mp3,https://www.youtube.com/results?search_query=One,near\r
2,Two,Bo,,,,,,,0.8,,,,,https://example.org/2,https://www.youtube.com/watch?v=x,\r
3,Three,,,,,,,,0.7,7,0,,,https://example.org/3,,\r
"""
AFFETTO_JSON = json.dumps(
    {
        "affect": {"emotion": "happy", "emotions": {}, "valence": 0.8, "arousal": 0.5},
        "intent": "match",
        "strategy": "affect",
        "tracks": [
            {
                "rank": 1,
                "id": 7,
                "title": "One",
                "artist": "Ada",
                "duration_s": 187.457,
                "score": 0.9,
                "valence": 0.25,
                "arousal": -0.5,
                "licence": "CC BY 4.0",
                "uri": "file:///music/one.mp3",
                "links": {"youtube": "https://www.youtube.com/results?search_query=One"},
                "reasons": ["near"],
            },
            {
                "rank": 2,
                "id": None,
                "title": "Two",
                "artist": "",
                "duration_s": None,
                "valence": None,
                "arousal": None,
                "uri": "https://example.org/2",
                "links": {"youtube": "https://www.youtube.com/watch?v=x"},
            },
            {"rank": 3, "title": "Three", "uri": ""},
        ],
    },
    indent=2,
)
M3U = """\
#EXTM3U
#PLAYLIST:Evening
#EXTINF:200,Ada - One
/music/one.mp3
#EXTINF:-1 tvg-id="x, y",Radio
https://example.org/radio
file:///
"""


def write_text(text: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "sample"
        path.write_bytes(text.encode())
        return path

    return write


def write_m3u(folder: Path) -> Path:
    path = folder / "sample.m3u"
    path.write_bytes(M3U.encode())
    return path


def write_documents(folder: Path) -> Path:
    """A folder as the dumps are laid out."""
    for mbid, n, content in (
        (MBID_A, 0, json.dumps(DOCUMENT)),
        (MBID_A, 1, json.dumps(DOCUMENT)),
        (MBID_B, 0, json.dumps(LOW_LEVEL)),
        ("f" + MBID_B[1:], 0, '{"highlevel": {'),
    ):
        path = folder / "dump" / mbid[:2] / mbid[2:3] / f"{mbid}-{n}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder / "dump"


def write_archive(folder: Path) -> Path:
    dump = write_documents(folder)
    path = folder / "dump.tar.bz2"
    with tarfile.open(path, "w:bz2") as archive:
        for file in sorted(dump.rglob("*.json")):
            archive.add(file, arcname=str(file.relative_to(folder)))
    return path


def write_table_archive(folder: Path) -> Path:
    path = folder / "rhythm.tar.gz"
    content = ACOUSTICBRAINZ_TABLE.encode()
    with tarfile.open(path, "w:gz") as archive:
        for name, data in (("dump/COPYING", b"CC0"), ("dump/rhythm.csv", content)):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def write_beets_database(folder: Path) -> Path:
    path = folder / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "CREATE TABLE items (id INTEGER PRIMARY KEY, path BLOB, title TEXT, artist TEXT,"
            " album TEXT, genre TEXT, year INTEGER, original_year INTEGER, length REAL,"
            " bpm INTEGER, initial_key TEXT, mb_trackid TEXT, isrc TEXT, language TEXT);"
            "CREATE TABLE item_attributes (id INTEGER PRIMARY KEY, entity_id INTEGER, key TEXT,"
            " value TEXT, UNIQUE(entity_id, key));"
        )
        connection.executemany(
            "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(3, b"/music/\xe9t\xe9.flac", "Été", "Ada", "First", "Jazz; Bop", 2001, 1982),
                    *(200.5, 118, "F#m", MBID_A, "GBAYE6800011", "fr"),
                ),
                (5, b"/music/two.flac", "Two", "Bo", "", "", 0, 0, 180.0, 0, "", "", "", ""),
                (7, b"one/three.flac", "Three", "", "", "", 0, 0, 1.0, 0, "", "", "", ""),
            ],
        )
        connection.executemany(
            "INSERT INTO item_attributes (entity_id, key, value) VALUES (?, ?, ?)",
            [
                (3, "mood_happy", "0.9"),
                (3, "mood_sad", "0.1"),
                (3, "danceable", "0.75"),
                (5, "x", "y"),
            ],
        )
        connection.commit()
    return path


# Name of the format, and what writes a file or a folder of it: all of two tracks and a bad row,
# but for FMA's raw table, which has one of each.
SAMPLES: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "spotify-features": ("spotify-features", write_text(SPOTIFY)),
    "exportify": ("exportify", write_text(EXPORTIFY)),
    "mtg-jamendo": ("mtg-jamendo", write_text(JAMENDO)),
    "acousticbrainz-table": ("acousticbrainz", write_text(ACOUSTICBRAINZ_TABLE)),
    "acousticbrainz-folder": ("acousticbrainz", write_documents),
    "acousticbrainz-archive": ("acousticbrainz", write_archive),
    "acousticbrainz-table-archive": ("acousticbrainz", write_table_archive),
    "fma": ("fma", write_text(FMA)),
    "fma-raw": ("fma", write_text(FMA_RAW)),
    "beets-database": ("beets", write_beets_database),
    "beets-json": ("beets", write_text(BEETS_JSON)),
    "itunes": ("itunes", write_text(ITUNES)),
    "rekordbox": ("rekordbox", write_text(REKORDBOX)),
    "affetto-csv": ("affetto", write_text(AFFETTO_CSV)),
    "affetto-json": ("affetto", write_text(AFFETTO_JSON)),
    "jspf": ("jspf", write_text(JSPF)),
    "xspf": ("xspf", write_text(XSPF)),
    "m3u": ("m3u", write_m3u),
}
