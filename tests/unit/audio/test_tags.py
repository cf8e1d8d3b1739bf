from __future__ import annotations

import mutagen
import numpy as np
import pytest
from mutagen.id3 import ID3, TALB, TCON, TCOP, TDRC, TIT2, TLAN, TPE1, TSRC, TXXX, UFID, WCOP

from affetto.audio.tags import read_tags
from affetto.music import TrackTags

BY_SA = "https://creativecommons.org/licenses/by-sa/3.0/de/"
EXPECTED = TrackTags(
    title="Süßer Morgen",
    artist="Ada, Béla",
    album="Früh",
    genres=("Ambient", "Folk"),
    year=2019,
    isrc="DEA123456789",
    licence="CC-BY-SA-3.0",
)


@pytest.fixture
def write_tone(tmp_path, write_audio):
    def write(name):
        return write_audio(tmp_path / name, 0.1 * np.sin(np.arange(48000) / 10))

    return write


def tag_id3(path):
    tags = mutagen.File(path)
    if tags.tags is None:
        tags.add_tags()
    for frame in (
        TIT2(text=["Süßer Morgen"]),
        TPE1(text=["Ada", "Béla"]),
        TALB(text=["Früh"]),
        TCON(text=["Ambient", "Folk"]),
        TDRC(text=["2019-05-01"]),
        TSRC(text=["DE-A12-34-56789"]),
        WCOP(url=BY_SA),
    ):
        tags.tags.add(frame)
    tags.save()


def tag_vorbis(path):
    tags = mutagen.File(path)
    tags["TITLE"] = ["Süßer Morgen"]
    tags["ARTIST"] = ["Ada", "Béla"]
    tags["ALBUM"] = ["Früh"]
    tags["GENRE"] = ["Ambient; Folk", "Folk"]
    tags["DATE"] = ["2019"]
    tags["ISRC"] = ["DEA123456789"]
    tags["LICENSE"] = [BY_SA]
    tags.save()


def tag_mp4(path):
    tags = mutagen.File(path)
    tags["\xa9nam"] = ["Süßer Morgen"]
    tags["\xa9ART"] = ["Ada", "Béla"]
    tags["\xa9alb"] = ["Früh"]
    tags["\xa9gen"] = ["Ambient, Folk"]
    tags["\xa9day"] = ["2019-05-01T00:00:00Z"]
    tags["----:com.apple.iTunes:ISRC"] = [b"DEA123456789"]
    tags["cprt"] = [f"2019 Ada. Licensed to the public under {BY_SA} verify at {BY_SA}"]
    tags.save()


@pytest.mark.parametrize(
    ("suffix", "tag"),
    [
        (".mp3", tag_id3),
        (".wav", tag_id3),
        (".flac", tag_vorbis),
        (".ogg", tag_vorbis),
        (".opus", tag_vorbis),
        (".m4a", tag_mp4),
    ],
)
def test_reads_the_tags_of_every_format(suffix, tag, write_tone):
    path = write_tone(f"track{suffix}")
    tag(path)
    assert read_tags(path) == EXPECTED


def test_takes_the_name_of_the_file_where_there_is_no_title(write_tone):
    path = write_tone("02 Evening walk.flac")
    assert read_tags(path) == TrackTags("Evening walk")


def test_takes_the_name_of_the_file_where_tags_are_broken(write_tone):
    path = write_tone("broken.mp3")
    tag_id3(path)
    data = bytearray(path.read_bytes())
    data[10:400] = np.random.default_rng(0).bytes(390)
    path.write_bytes(data)
    assert read_tags(path).title


@pytest.mark.parametrize("content", [b"", b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f", b"no music"])
def test_takes_the_name_of_what_is_no_audio_file(content, tmp_path):
    path = tmp_path / "thing.mp3"
    path.write_bytes(content)
    assert read_tags(path) == TrackTags("thing")


def test_takes_the_name_of_a_missing_file(tmp_path):
    assert read_tags(tmp_path / "gone.mp3") == TrackTags("gone")


def test_knows_the_genres_of_id3v1_numbers_and_licences_in_free_fields(write_tone):
    path = write_tone("old.mp3")
    tags = ID3()
    tags.add(TCON(text=["(17)"]))
    tags.add(TCOP(text=["2001 Ada"]))
    tags.add(TXXX(desc="LICENSE", text=["CC BY 4.0"]))
    tags.save(path)
    assert read_tags(path) == TrackTags("old", genres=("Rock",), licence="CC-BY-4.0")


def test_a_wrong_isrc_or_year_counts_as_missing(write_tone):
    path = write_tone("odd.flac")
    tags = mutagen.File(path)
    tags["ISRC"], tags["DATE"] = ["none"], ["last summer"]
    tags.save()
    assert read_tags(path) == TrackTags("odd")


CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
BY = "https://creativecommons.org/licenses/by/4.0/"
BY_NC_ND = "https://creativecommons.org/licenses/by-nc-nd/4.0/"


@pytest.mark.parametrize(
    ("licences", "rights", "expected"),
    [
        ([BY], [], "CC-BY-4.0"),
        ([], ["CC BY 4.0"], "CC-BY-4.0"),
        ([BY], ["CC BY 4.0"], "CC-BY-4.0"),
        ([BY], ["© 2020 Ada"], "CC-BY-4.0"),
        ([BY], [f"2020 Ada. Licensed to the public under {BY} verify at {BY}"], "CC-BY-4.0"),
        (["CC0"], [CC0], "CC0-1.0"),
        (["CC0"], ["(P) 2019 Sony"], ""),
        ([], ["© 2020 Ada"], ""),
        (["All rights reserved"], ["CC0"], ""),
        ([BY], ["© 2001 Ada. All rights reserved."], ""),
        ([BY, BY_NC_ND], [], ""),
        ([BY], [BY_NC_ND], ""),
        ([BY], ["for private use"], ""),
        (["CC BY 4.0 - non-commercial use only"], [], ""),
        (["CC BY 4.0, no derivatives"], [], ""),
        (["CC-BY 4.0 NC"], [], ""),
        ([f"{BY} for personal use only"], [], ""),
        (["CC0 samples used; track (c) 2020 Me"], [], ""),
        (["This is not licensed under CC BY 4.0"], [], ""),
        (["CC BY 4.0 for the lyrics, CC BY-NC 4.0 for the music"], [], ""),
        (["CC BY 4.0. All rights reserved."], [], ""),
        (["Permitted by Admit Records"], [], ""),
        (["CC BY"], [], ""),
    ],
)
def test_names_a_licence_only_where_all_tags_agree_on_one(licences, rights, expected, write_tone):
    path = write_tone("track.flac")
    tags = mutagen.File(path)
    tags["LICENSE"], tags["COPYRIGHT"] = licences, rights
    tags.save()
    assert read_tags(path).licence == expected


RECORDING = "b1a9c0e9-d987-4042-ae91-78d6a3267d69"


@pytest.mark.parametrize(
    ("suffix", "identifiers"),
    [
        (".mp3", [UFID(owner="http://musicbrainz.org", data=RECORDING.encode())]),
        (".flac", {"MUSICBRAINZ_TRACKID": RECORDING.upper()}),
        (".opus", {"musicbrainz_trackid": RECORDING}),
        (".m4a", {"----:com.apple.iTunes:MusicBrainz Track Id": [RECORDING.encode()]}),
    ],
)
def test_reads_the_musicbrainz_identifier_of_the_recording(write_tone, suffix, identifiers):
    path = write_tone(f"a{suffix}")
    put_tags(path, identifiers)
    assert read_tags(path).mbid == RECORDING


@pytest.mark.parametrize(
    ("suffix", "tags"),
    [
        (".flac", {"MUSICBRAINZ_TRACKID": "948"}),
        (".flac", {"MUSICBRAINZ_RELEASETRACKID": RECORDING}),
        (".mp3", [UFID(owner="http://example.org", data=RECORDING.encode())]),
        (".mp3", [TXXX(desc="MusicBrainz Release Track Id", text=[RECORDING])]),
    ],
)
def test_takes_nothing_else_for_it(write_tone, suffix, tags):
    path = write_tone(f"a{suffix}")
    put_tags(path, tags)
    assert read_tags(path).mbid == ""


@pytest.mark.parametrize(
    ("suffix", "tags", "is_explicit"),
    [
        (".m4a", {"rtng": [1]}, True),
        (".m4a", {"rtng": [4]}, True),
        (".m4a", {"rtng": [2]}, False),
        (".m4a", {"rtng": [0]}, False),
        (".mp3", [TXXX(desc="ITUNESADVISORY", text=["1"])], True),
        (".flac", {"ITUNESADVISORY": "2"}, False),
        (".flac", {"ITUNESADVISORY": "perhaps"}, None),
        (".flac", {}, None),
    ],
)
def test_reads_whether_the_words_are_marked_as_explicit(write_tone, suffix, tags, is_explicit):
    path = write_tone(f"a{suffix}")
    put_tags(path, tags)
    assert read_tags(path).is_explicit is is_explicit


@pytest.mark.parametrize(
    ("suffix", "tags", "language"),
    [
        (".mp3", [TLAN(text=["eng"])], "eng"),
        (".flac", {"LANGUAGE": "de-AT"}, "de"),
        (".opus", {"language": "FRA"}, "fra"),
        (".m4a", {"----:com.apple.iTunes:LANGUAGE": [b"zxx"]}, "zxx"),
        (".flac", {"LANGUAGE": "English and some French"}, ""),
    ],
)
def test_reads_the_language_where_it_is_a_code(write_tone, suffix, tags, language):
    path = write_tone(f"a{suffix}")
    put_tags(path, tags)
    assert read_tags(path).language == language


def put_tags(path, tags):
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    if isinstance(tags, dict):
        file.tags.update(tags)
    else:
        for frame in tags:
            file.tags.add(frame)
    file.save()
