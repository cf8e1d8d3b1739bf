"""Which of the candidates is the recording that was meant, and how sure that is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.providers.capabilities import ProviderTrack, TrackQuery
from affetto.providers.matching import OFFERED_FROM, SURE_FROM, Match, best_match
from affetto.providers.recording_titles import parse_title

ISRC = "DEXX17700001"
MBID_A = "0dad432b-16cc-4bf0-8961-fd31d124b01b"
MBID_B = "e8afe383-1478-497e-90b1-7885c7f37f6e"
QUERY = TrackQuery("Daybreak Over Water", "Ada", duration_s=200)


def track(
    title: str = "Daybreak Over Water",
    artist: str = "Ada",
    duration_s: float | None = 200,
    **fields: object,
) -> ProviderTrack:
    id_ = str(fields.pop("id", title))
    return ProviderTrack(id_, f"wave:{id_}", title, artist, duration_s=duration_s, **fields)


def match(query: TrackQuery, *candidates: ProviderTrack) -> Match:
    found = best_match(query, candidates)
    assert found is not None
    return found


def test_the_same_isrc_is_the_recording_however_it_is_spelled() -> None:
    query = TrackQuery("Daybreak Over Water", "Ada", isrc="de-xx1-77-00001", duration_s=200)
    found = match(query, track(), track("Morgen", "A. D. A.", 203, isrc=ISRC))
    assert (found.track.title, found.confidence) == ("Morgen", 1.0)
    assert found.reason == "same ISRC"


def test_the_same_musicbrainz_identifier_is_the_recording() -> None:
    query = TrackQuery("Daybreak", mbid=MBID_A)
    found = match(query, track("Morgen", mbid=MBID_A.upper()))
    assert (found.confidence, found.reason) == (1.0, "same MusicBrainz identifier")


def test_another_musicbrainz_identifier_is_another_recording() -> None:
    query = TrackQuery(QUERY.title, QUERY.artist, mbid=MBID_A, duration_s=200)
    assert best_match(query, [track(mbid=MBID_B)]) is None


def test_a_code_on_a_recording_of_quite_another_length_is_a_mistake() -> None:
    query = TrackQuery("Morgen", "Bo", isrc=ISRC, duration_s=200)
    assert best_match(query, [track(duration_s=400, isrc=ISRC)]) is None


def test_another_isrc_says_nothing() -> None:
    query = TrackQuery(QUERY.title, QUERY.artist, isrc=ISRC, duration_s=200)
    assert match(query, track(isrc="GBAYE6800011")).is_sure


def test_all_that_agrees_makes_sure() -> None:
    found = match(QUERY, track("daybreak over water", "ADA", 201.5))
    assert found.is_sure
    assert found.reason == "title, artist and length agree"


@pytest.mark.parametrize(
    "title",
    [
        "Daybreak Over Water - Remastered 2011",
        "Daybreak Over Water (2003 Digital Remaster)",
        "Daybreak over Water (feat. Bo)",
        "Daybreak over Water ft. Bo",
        "Daybreak Over Water [Album Version]",
        'Daybreak Over Water - From "A Film"',
        "Daybreak Over Water (Official Video)",
        "Ada - Daybreak Over Water (Lyrics)",
        "Dáybreak over Water",
        "Daybreak Over Water - Radio Edit",
        "Daybreak Over Watre",
    ],
)
def test_spellings_and_remasters_of_the_same_recording_are_sure(title: str) -> None:
    assert match(QUERY, track(title)).is_sure
    # And the other way around.
    asked = TrackQuery(title, "Ada", duration_s=200)
    assert match(asked, track()).is_sure


@pytest.mark.parametrize(
    "mark",
    [
        "(Live)",
        "- Live at the Harbour Hall",
        "(Karaoke Version)",
        "(Instrumental)",
        "- Acoustic",
        "- Night Shift Remix",
        "(Sped Up)",
        "(slowed + reverb)",
        "(A Cappella)",
        "- Demo",
        "(Spanish Version)",
        "(Ada's Version)",
        "(In the Style of Ada)",
    ],
)
def test_other_versions_are_other_recordings_of_whatever_length(mark: str) -> None:
    other = track(f"Daybreak Over Water {mark}")
    assert best_match(QUERY, [other]) is None
    asked = TrackQuery(other.title, "Ada", duration_s=200)
    assert best_match(asked, [track()]) is None
    assert match(asked, track(), other).track is other


def test_who_imitates_says_so_in_the_artist_or_the_album() -> None:
    assert best_match(QUERY, [track(artist="Ada Tribute Band")]) is None
    assert best_match(QUERY, [track(album="Karaoke: The Best of Ada")]) is None


def test_takes_of_other_evenings_are_at_most_probable() -> None:
    query = TrackQuery("Daybreak - Live at the Harbour Hall", "Ada", duration_s=200)
    assert match(query, track("Daybreak (Live)")).is_sure
    found = best_match(query, [track("Daybreak - Live in Marseille 1999")])
    assert found is None or not found.is_sure


def test_lengths_tell_what_titles_do_not() -> None:
    near, far = match(QUERY, track(duration_s=204)), match(QUERY, track(duration_s=215))
    assert near.confidence > far.confidence
    assert far.reason == "another version? title and artist agree; length differs"
    assert not far.is_sure
    assert best_match(QUERY, [track(duration_s=400)]) is None


def test_a_cut_of_another_length_is_only_probable() -> None:
    assert match(QUERY, track("Daybreak Over Water - Radio Edit", duration_s=None)).is_sure is False
    assert match(QUERY, track("Daybreak Over Water - Radio Edit", duration_s=201)).is_sure


def test_without_an_artist_it_is_only_probable() -> None:
    query = TrackQuery("Daybreak Over Water", duration_s=200)
    found = match(query, track())
    assert OFFERED_FROM <= found.confidence < SURE_FROM
    assert found.reason == "title and length agree; artist unknown"
    assert not match(QUERY, track(artist="Various Artists")).is_sure


def test_a_video_that_names_the_artist_in_front_is_only_probable() -> None:
    video = track("Ada – Daybreak Over Water [HD]".replace("–", "-"), "Lyrics Hub")
    found = match(QUERY, video)
    assert OFFERED_FROM <= found.confidence < SURE_FROM
    assert match(QUERY, track(artist="Ada - Topic")).is_sure
    assert match(QUERY, track(artist="AdaVEVO")).is_sure


@pytest.mark.parametrize("artist", ["Ada & Bo", "Ada, Bo", "Bo; Ada", "Ada feat. Bo", "ADA / BO"])
def test_artists_may_be_listed_in_any_way(artist: str) -> None:
    asked = TrackQuery("Daybreak", "Ada and Bo", duration_s=200)
    assert match(asked, track("Daybreak", artist)).is_sure
    assert match(TrackQuery("Daybreak", "Ada", duration_s=200), track("Daybreak", artist)).is_sure


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        (("Symphony No. 5", "Orchestra"), ("Symphony No. 7", "Orchestra")),
        (("Journey, Pt. II", "Ada"), ("Journey (Part 3)", "Ada")),
        (("Love", "Ada"), ("Love Me Do", "Ada")),
        (("Hurt", "Ada"), ("Hurt", "Johnny Wave")),
        (("夜", "Ada"), ("昼", "Ada")),
        (("?", "Ada"), ("!", "Ada")),
    ],
)
def test_what_only_looks_alike_is_not_offered(
    asked: tuple[str, str], offered: tuple[str, str]
) -> None:
    query = TrackQuery(*asked, duration_s=200)
    assert best_match(query, [track(*offered)]) is None
    assert match(query, track(*asked)).is_sure


def test_parts_may_be_numbered_in_any_way() -> None:
    assert match(TrackQuery("Journey, Pt. II", "Ada"), track("Journey (Part 2)")).confidence > 0.85


def test_of_equals_the_playable_one_comes_first_then_the_same_spelling() -> None:
    barred = track(id="barred", is_playable=False)
    assert match(QUERY, barred, track(id="open")).track.id == "open"
    live = TrackQuery("Day - Live from Battle", "Ada", duration_s=200)
    plain, exact = track("Day - Live"), track("Day - Live from Battle")
    assert match(live, plain, exact).track is exact


def test_nothing_matches_words_or_nothing() -> None:
    assert best_match(TrackQuery(words="calm piano"), [track()]) is None
    assert best_match(TrackQuery(), [track()]) is None
    assert best_match(QUERY, []) is None


@pytest.mark.parametrize("title", ["(Live)", "?", "- Remastered 2011", "[ ]", "feat. Bo", "-"])
def test_a_title_of_nothing_but_marks_is_still_a_title(title: str) -> None:
    assert match(TrackQuery(title, "Ada"), track(title)).confidence > SURE_FROM


def test_a_title_is_taken_apart() -> None:
    title = parse_title("Day & Night, Pt. II (feat. Bo & Cleo) - Live at Sea - Radio Edit")
    assert title.name == "day night part 2"
    assert title.guests == ("bo", "cleo")
    assert title.recordings == {"live"}
    assert title.details == "sea"
    assert title.cuts == {"radio edit"}


words = st.text(max_size=30)
lengths = st.none() | st.floats(0, 1e5)
queries = st.builds(TrackQuery, words, words, words, words, lengths)
tracks = st.builds(ProviderTrack, words, words, words, words, words, lengths, words, words)


@given(query=queries, candidates=st.lists(tracks, max_size=4))
def test_any_texts_at_all_give_a_match_that_keeps_its_promises(
    query: TrackQuery, candidates: list[ProviderTrack]
) -> None:
    found = best_match(query, candidates)
    if found is not None:
        assert found.track in candidates
        assert OFFERED_FROM <= found.confidence <= 1
        assert found.reason
        assert "\n" not in found.reason
    assert best_match(query, candidates) == found


@given(title=st.text(min_size=1).filter(str.strip), artist=st.text(min_size=1).filter(str.strip))
def test_a_recording_matches_itself(title: str, artist: str) -> None:
    itself = ProviderTrack("1", "wave:1", title, artist, duration_s=100)
    found = best_match(TrackQuery(title, artist, duration_s=100), [itself])
    assert found is not None
    assert found.track is itself
