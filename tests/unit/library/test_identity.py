from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from affetto.library.identity import (
    Evidence,
    Recording,
    compare_recordings,
    describe_recording,
    find_same,
    recording_key,
)
from affetto.music import TrackTags

SAME = [
    ("The Beatles", "Here Comes the Sun", "Beatles", "here comes the sun"),
    ("The Beatles", "Help! - Remastered 2009", "The Beatles", "Help!"),
    ("Wire", "Mannequin - 2006 Remastered Version", "Wire", "Mannequin (Remastered)"),
    ("Wire", "Mannequin – Remaster", "Wire", "Mannequin [2006 Digital Remaster]"),
    ("Prince", "1999 (Album Version)", "Prince", "1999"),
    ("Simon & Garfunkel", "The Boxer", "Simon and Garfunkel", "Boxer"),
    ("Rock & Roll", "Black & White", "Rock and Roll", "Black and White"),
    ("AC/DC", "T.N.T.", "AC-DC", "TNT"),
    ("R.E.M.", "Don’t Go", "REM", "Don't Go"),
    ("Beyoncé", "Déjà Vu (feat. Jay-Z)", "Beyonce", "Deja Vu"),
    ("Eminem, Rihanna", "Love the Way You Lie (feat. Rihanna)", "Eminem", "Love The Way You Lie"),
    ("Eminem Featuring Rihanna", "Love The Way You Lie", "Eminem", "Love the Way You Lie"),
    ("Eminem ft. Rihanna", "Love (Remastered)", "Eminem", "Love [feat. Rihanna]"),
    ("Raimon", "Ahir (Diguem No)", "Raimon", "Ahir. Diguem No"),
    ("Wire", "Song (Live)", "Wire", "Song - Live"),
]
DIFFERENT = [
    ("Wire", "Mannequin - Live", "Wire", "Mannequin"),
    ("Wire", "Mannequin (Acoustic)", "Wire", "Mannequin"),
    ("Wire", "Mannequin - Mono", "Wire", "Mannequin"),
    ("Wire", "Mannequin (Radio Edit)", "Wire", "Mannequin"),
    ("Wire", "Mannequin - Somebody Remix", "Wire", "Mannequin"),
    ("Wire", "Mannequin, Pt. 1", "Wire", "Mannequin, Pt. 2"),
    ("Wire", "Defeat", "Wire", "De"),
    ("Wire", "Mannequin", "The Wires", "Mannequin"),
    ("Wire", "Master of None", "Wire", "of None"),
    ("!!!", "Must Be the Moon", "???", "Must Be the Moon"),
]


def key(artist: str, title: str) -> str:
    return recording_key(TrackTags(title, artist))


@pytest.mark.parametrize(("artist", "title", "other_artist", "other_title"), SAME)
def test_the_same_recording_has_the_same_key(artist, title, other_artist, other_title):
    assert key(artist, title) == key(other_artist, other_title) != ""


@pytest.mark.parametrize(("artist", "title", "other_artist", "other_title"), DIFFERENT)
def test_another_recording_has_another_key(artist, title, other_artist, other_title):
    assert key(artist, title) != key(other_artist, other_title)


@pytest.mark.parametrize(("artist", "title"), [("", "Intro"), ("Wire", ""), (" ", "Intro")])
def test_there_is_no_key_without_artist_and_title(artist, title):
    assert key(artist, title) == ""


@pytest.mark.parametrize(
    ("artist", "title"), [("The The", "The"), ("!!!", "?"), ("Remastered", "(Remastered)")]
)
def test_names_made_of_what_is_left_out_elsewhere_have_a_key(artist, title):
    assert all(key(artist, title).split("\t"))


words = st.lists(st.text("abcdeghijklmnopqrstuvwxyzäéø", min_size=2, max_size=8), min_size=1).map(
    " ".join
)


@given(artist=words, title=words, guest=words, year=st.integers(1950, 2030))
def test_marks_that_name_no_other_recording_make_no_difference(artist, title, guest, year):
    assume(not {"and", "the"} & {*artist.split(), *title.split(), *guest.split()})
    plain = key(artist, title)
    assert plain == key(f"The {artist.upper()}", f"{title}!")
    assert plain == key(artist, f"{title} - Remastered {year}")
    assert plain == key(artist, f"{title} (feat. {guest}) [{year} Remaster]")
    assert plain == key(f"{artist} feat. {guest}", title)
    assert plain != key(artist, f"{title} - Live")


@given(artist=st.text(max_size=30), title=st.text(max_size=30))
def test_any_text_has_a_key_that_can_be_kept(artist, title):
    made = key(artist, title)
    assert made == "" or made.count("\t") == 1
    made.encode()


recordings = st.builds(
    Recording,
    key=st.sampled_from(["", "wire\tmannequin", "wire\tex lion tamer"]),
    duration_s=st.none() | st.sampled_from([100.0, 101.9, 103.0, 115.0, 300.0]),
    isrc=st.sampled_from(["", "GBAYE7700123", "GBAYE7700124"]),
    mbid=st.sampled_from(["", "a" * 36, "b" * 36]),
    album=st.sampled_from(["", "pinkflag", "chairsmissing"]),
    year=st.none() | st.sampled_from([1977, 1978]),
)


@given(one=recordings, other=recordings)
def test_comparing_does_not_depend_on_the_order(one, other):
    assert compare_recordings(one, other) is compare_recordings(other, one)


@given(one=recordings)
def test_a_description_is_the_same_as_itself_where_it_says_enough(one):
    says_enough = one.mbid or one.isrc or (one.key and (one.duration_s or one.album or one.year))
    assert (compare_recordings(one, one) is not None) == bool(says_enough)


@given(one=recordings, other=recordings)
def test_nothing_is_the_same_without_an_equal_sign(one, other):
    equal = [
        bool(getattr(one, name)) and getattr(one, name) == getattr(other, name)
        for name in ("mbid", "isrc", "key")
    ]
    if compare_recordings(one, other) is not None:
        assert any(equal)


WIRE = Recording("wire\tmannequin", 157.0)


@pytest.mark.parametrize(
    ("length_s", "other_s", "is_same"),
    [
        (157.0, 159.0, True),
        (157.0, 159.1, False),
        (467.0, 471.5, True),
        (467.0, 472.0, False),
        (157.0, None, False),
        (None, None, False),
    ],
)
def test_lengths_decide_where_artist_and_title_are_equal(length_s, other_s, is_same):
    one, other = replace(WIRE, duration_s=length_s), replace(WIRE, duration_s=other_s)
    assert (compare_recordings(one, other) is Evidence.WORDS) == is_same


def test_without_a_length_album_or_year_decide():
    unknown = replace(WIRE, duration_s=None, album="pinkflag", year=1977)
    assert compare_recordings(unknown, replace(WIRE, album="pinkflag")) is Evidence.WORDS
    assert compare_recordings(unknown, replace(WIRE, year=1977)) is Evidence.WORDS
    assert compare_recordings(unknown, replace(WIRE, album="154", year=1979)) is None


def test_equal_codes_say_it_whatever_the_words_unless_the_lengths_are_far_apart():
    one = Recording("wire\tmannequin", 157.0, isrc="GBAYE7700123", mbid="a" * 36)
    renamed = replace(one, key="", duration_s=165.0)
    assert compare_recordings(one, renamed) is Evidence.MBID
    assert compare_recordings(one, replace(renamed, mbid="")) is Evidence.ISRC
    assert compare_recordings(one, replace(renamed, duration_s=None)) is Evidence.MBID
    assert compare_recordings(one, replace(renamed, duration_s=200.0)) is None


def test_different_musicbrainz_identifiers_outweigh_words_and_different_isrcs_do_not():
    one = replace(WIRE, mbid="a" * 36, isrc="GBAYE7700123")
    assert compare_recordings(one, replace(one, mbid="b" * 36)) is None
    remaster = replace(one, mbid="", isrc="GBAYE0600456")
    assert compare_recordings(one, remaster) is Evidence.WORDS


def test_finds_the_strongest_evidence_then_the_nearest_length_then_the_first():
    one = replace(WIRE, isrc="GBAYE7700123")
    far, near = replace(WIRE, duration_s=158.5), replace(WIRE, duration_s=157.5)
    by_code = Recording(duration_s=150.0, isrc="GBAYE7700123")
    assert find_same(one, [(1, far), (2, near), (3, by_code)]) == (3, Evidence.ISRC)
    assert find_same(one, [(1, far), (2, near)]) == (2, Evidence.WORDS)
    assert find_same(one, [(1, near), (2, near)]) == (1, Evidence.WORDS)
    assert find_same(one, [(1, Recording("wire\t12xu", 157.0))]) is None
    assert find_same(one, []) is None


def test_describes_a_recording_by_its_tags():
    tags = TrackTags("Mannequin", "Wire", "Pink Flag", year=1977, isrc="GBAYE7700123", mbid="m")
    assert describe_recording(tags, 157.0) == Recording(
        "wire\tmannequin", 157.0, "GBAYE7700123", "m", "pinkflag", 1977
    )
