from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.affect import Affect, AffectSource, FaceEmotion, Point
from affetto.music import AudioFeatures, CatalogueFeatures, Mode, Track, TrackTags
from affetto.recommend.reasons import Answer, explain
from affetto.recommend.wishes import wishes_for

MakeTrack = Callable[..., Track]


def read(emotion: FaceEmotion) -> Affect:
    return Affect({emotion: 1.0}, Affect.said(emotion).point, 0.9, AffectSource.FACES)


def reason(
    track: Track, affect: Affect, distance: float = 0.1, heard_as: Point | None = None
) -> str:
    perceived = heard_as or track.mood or Point(0.0, 0.0)
    wish = wishes_for(affect)[0]
    return explain(track, Answer(wish, perceived.valence, perceived.arousal, distance), affect)


def heard(**features: object) -> Track:
    return Track(
        1,
        TrackTags("t"),
        "file:///t",
        mood=Point(-0.3, -0.4),
        features=AudioFeatures(duration_s=60.0, **features),
    )


def test_names_what_brings_a_track_near_the_picture() -> None:
    track = heard(tempo_bpm=71.6, energy=0.1, mode=Mode.MINOR)
    assert reason(track, read(FaceEmotion.SAD)) == (
        "slow (72 bpm), gentle and in a minor key: near the sadness of the picture"
    )


def test_admits_what_speaks_against_a_track() -> None:
    track = heard(tempo_bpm=140.0, energy=0.9, mode=Mode.MAJOR)
    assert reason(track, read(FaceEmotion.ANGRY), 0.5) == (
        "fast (140 bpm) and intense, though in a major key: not far from the anger of the picture"
    )


def test_a_track_with_nothing_in_its_favour_is_still_told_truly() -> None:
    track = heard(tempo_bpm=140.0, mode=Mode.MAJOR)
    assert reason(track, read(FaceEmotion.SAD), 1.0) == (
        "fast (140 bpm) and in a major key: some way from the sadness of the picture"
    )


def test_speaks_of_the_person_when_the_person_said_the_mood() -> None:
    track = heard(tempo_bpm=130.0)
    assert reason(track, Affect.said("happy")).endswith("near the happiness you asked for")
    assert reason(track, Affect.at(0.6, 0.6)).endswith("near the mood you asked for")


@pytest.mark.parametrize(
    ("tempo_bpm", "words"),
    [
        (40.0, "slow (40 bpm)"),
        (75.4, "slow (75 bpm)"),
        (75.6, "at a walking pace (76 bpm)"),
        (107.0, "at a walking pace (107 bpm)"),
        (108.0, "at a moderate tempo (108 bpm)"),
        (119.4, "at a moderate tempo (119 bpm)"),
        (119.6, "fast (120 bpm)"),
        (200.0, "fast (200 bpm)"),
    ],
)
def test_calls_a_tempo_what_musicians_call_it(tempo_bpm: float, words: str) -> None:
    assert words in reason(heard(tempo_bpm=tempo_bpm), Affect.said("surprise"))


def test_does_not_quote_what_the_analyser_itself_doubts() -> None:
    doubted = heard(
        tempo_bpm=90.0, tempo_confidence=0.1, mode=Mode.MAJOR, key_confidence=0.2, energy=0.1
    )
    assert reason(doubted, read(FaceEmotion.SAD)) == "gentle: near the sadness of the picture"


def test_tells_what_a_catalogue_states_of_a_track_that_was_not_heard(make_track: MakeTrack) -> None:
    stated = CatalogueFeatures(tempo_bpm=70, energy=0.1, mode=Mode.MINOR, instrumentalness=0.0)
    track = make_track(1, mood=Point(-0.3, -0.4), catalogue=stated)
    assert reason(track, read(FaceEmotion.SAD)) == (
        "slow (70 bpm), gentle, in a minor key and sung: near the sadness of the picture"
    )


def test_speaks_of_the_voice_only_where_it_decided(make_track: MakeTrack) -> None:
    stated = CatalogueFeatures(energy=0.1, instrumentalness=0.9)
    track = make_track(1, mood=Point(0.1, -0.4), catalogue=stated)
    assert "gentle and instrumental:" in reason(track, read(FaceEmotion.NEUTRAL))
    assert "gentle, though instrumental:" in reason(track, read(FaceEmotion.SAD))
    assert "instrumental" not in reason(track, read(FaceEmotion.HAPPY))


def test_begins_with_the_axis_that_weighs_most(make_track: MakeTrack) -> None:
    track = heard(tempo_bpm=130.0, mode=Mode.MAJOR)
    quiet_joy = Affect.said("joy")
    assert reason(track, quiet_joy).startswith("in a major key and fast")
    assert reason(track, read(FaceEmotion.HAPPY)).startswith("fast (130 bpm) and in a major key")


def test_tells_loudness_where_no_intensity_is_known() -> None:
    assert reason(heard(loudness_lufs=-30.0), read(FaceEmotion.SAD)).startswith("quiet:")
    assert reason(heard(loudness_lufs=-5.0), read(FaceEmotion.ANGRY)).startswith("loud:")


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        (Point(-0.5, -0.5), "calm and dark:"),
        (Point(0.5, 0.5), "lively and bright:"),
        (Point(0.0, -0.5), "calm:"),
        (Point(0.05, 0.05), "of an even mood:"),
    ],
)
def test_falls_back_on_the_mood_of_a_track_that_was_not_analysed(
    make_track: MakeTrack, mood: Point, words: str
) -> None:
    assert reason(make_track(1, mood=mood), read(FaceEmotion.SAD)).startswith(words)


def test_says_that_a_track_is_calm_only_beside_its_neighbours(make_track: MakeTrack) -> None:
    said = reason(
        make_track(1, mood=Point(0.5, 0.4)),
        read(FaceEmotion.NEUTRAL),
        heard_as=Point(0.3, -0.4),
    )
    assert said == "calm for this library and bright: near the stillness of the picture"


def test_leaves_out_what_could_not_be_told() -> None:
    track = heard(tempo_bpm=float("nan"), energy=float("nan"), loudness_lufs=float("-inf"))
    assert reason(track, read(FaceEmotion.SAD)).startswith("calm and dark:")


@settings(deadline=None)
@given(
    st.floats(30, 300),
    st.floats(0, 1),
    st.sampled_from(Mode),
    st.sampled_from(FaceEmotion),
)
def test_never_says_what_is_not_so(
    tempo_bpm: float, energy: float, mode: Mode, emotion: FaceEmotion
) -> None:
    said = reason(heard(tempo_bpm=tempo_bpm, energy=energy, mode=mode), read(emotion))
    assert f"({round(tempo_bpm)} bpm)" in said
    assert ("minor" in said) == (mode is Mode.MINOR)
    assert ("major" in said) == (mode is Mode.MAJOR)
    assert not ("slow" in said and tempo_bpm > 80)
    assert not ("fast" in said and tempo_bpm < 119)
    assert not ("gentle" in said and energy > 0.4)
    assert not ("intense" in said and energy < 0.6)
