"""Why a track was chosen, in one sentence for people.

A sentence names only what was heard in the track, or what a catalogue states of it, in the order in
which it weighs in the choice; what speaks against the track is said as well ("though in a major
key").
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from affetto.affect import Affect, AffectSource, FaceEmotion, Point, SceneEmotion
from affetto.music import AudioFeatures, CatalogueFeatures, Mode, Track
from affetto.recommend.affinities import Deciding
from affetto.recommend.wishes import Wish

_FEELINGS: Mapping[str, str] = {
    FaceEmotion.ANGRY: "anger",
    FaceEmotion.DISGUST: "disgust",
    FaceEmotion.FEAR: "fear",
    FaceEmotion.HAPPY: "happiness",
    FaceEmotion.SAD: "sadness",
    FaceEmotion.SURPRISE: "surprise",
    FaceEmotion.NEUTRAL: "stillness",
    SceneEmotion.JOY: "joy",
    SceneEmotion.SADNESS: "sadness",
    SceneEmotion.LIVELINESS: "liveliness",
    SceneEmotion.MELANCHOLY: "melancholy",
}

# Tempo in the words of the metronome's markings: up to adagio, andante, moderato, from allegro.
_SLOW_BELOW_BPM = 76
_WALKING_BELOW_BPM = 108
_FAST_FROM_BPM = 120
# What an analyser doubts is not quoted to people. Our own choice: a beat that less than three in
# ten of the music repeats, or a key less likely than four in ten among all 24.
_TRUSTED_TEMPO_CONFIDENCE = 0.3
_TRUSTED_KEY_CONFIDENCE = 0.4
# Our own choice of where intensity in [0, 1] and loudness in LUFS earn a word; streaming services
# bring music to about -14 LUFS, so that a step of six to either side is plain to hear.
_GENTLE_BELOW, _INTENSE_FROM = 0.25, 0.75
_QUIET_BELOW_LUFS, _LOUD_FROM_LUFS = -20.0, -8.0
# Our own choice of where it is plain enough that somebody sings, or that nobody does: three to one.
_SUNG_BELOW, _INSTRUMENTAL_FROM = 0.25, 0.75
# Likewise where a track plainly has much, or little, of what goes with something to be seen.
_LITTLE_BELOW, _MUCH_FROM = 0.25, 0.75
# A place nearer to an axis than this pulls to neither side of it.
_NEITHER_SIDE = 0.1
_EVEN_WEIGHT = 0.5
_NEAR, _NOT_FAR = 0.35, 0.7


@dataclass(frozen=True)
class _Fact:
    """Something heard in a track: in words, and to which side of its scale it moves the music."""

    words: str
    side: int


@dataclass(frozen=True)
class Answer:
    """How a track answers a wish.

    Attributes:
        wish: the one it answers best.
        valence: its valence as heard within its library.
        arousal: its arousal as heard within its library.
        distance: how far it lies from the wish, 0 and up.
    """

    wish: Wish
    valence: float
    arousal: float
    distance: float


@dataclass(frozen=True)
class _Sound:
    """What is known of a recording and not doubted; None for what is not."""

    tempo_bpm: float | None
    energy: float | None
    loudness: float | None
    mode: Mode | None
    instrumentalness: float | None


def explain(track: Track, answer: Answer, affect: Affect) -> str:
    """The sentence for a track that was chosen because of `answer` to `affect`."""
    wish = answer.wish
    sound = _sound_of(track)
    arousal = [(fact, _side(wish.point.arousal)) for fact in _arousal_facts(sound)]
    valence = [(fact, _side(wish.point.valence)) for fact in _valence_facts(sound)]
    valence_first = wish.valence_weight > _EVEN_WEIGHT
    facts = [*valence, *arousal] if valence_first else [*arousal, *valence]
    if wish.voice is not None:
        facts += [(fact, 1 if wish.voice else -1) for fact in _voice_facts(sound)]
    fitting = [fact.words for fact, wanted in facts if fact.side * wanted >= 0]
    contrary = [fact.words for fact, wanted in facts if fact.side * wanted < 0]
    if fitting and contrary:
        heard = f"{_join(fitting)}, though {_join(contrary)}"
    else:
        heard = _join(fitting or contrary or _mood_words(track, answer))
    return f"{heard}: {_closeness(answer.distance)} {_feeling(wish, affect)}"


def explain_affinity(deciding: Deciding) -> str:
    """The sentence for what about the sound of a track goes with what is to be seen."""
    affinity, value = deciding.affinity, deciding.value
    is_plain = value >= _MUCH_FROM if affinity.wants_much else value < _LITTLE_BELOW
    # Among dances the quietest is acoustic, but only there.
    word = affinity.word if is_plain else f"{affinity.word} for this library"
    return f"{word}, to go with the {affinity.tag} in the picture"


def _sound_of(track: Track) -> _Sound:
    """What was heard, and what a catalogue states where nothing was."""
    heard = track.features or AudioFeatures(duration_s=0.0)
    stated = track.catalogue or CatalogueFeatures()
    mode = None if _is_doubted(heard.key_confidence, _TRUSTED_KEY_CONFIDENCE) else heard.mode
    doubted = _is_doubted(heard.tempo_confidence, _TRUSTED_TEMPO_CONFIDENCE)
    return _Sound(
        tempo_bpm=_first_known(None if doubted else heard.tempo_bpm, stated.tempo_bpm),
        energy=_first_known(heard.energy, stated.energy),
        loudness=_first_known(heard.loudness_lufs, stated.loudness_db),
        mode=stated.mode if mode is None else mode,
        instrumentalness=_first_known(heard.instrumentalness, stated.instrumentalness),
    )


def _arousal_facts(sound: _Sound) -> list[_Fact]:
    facts = []
    if sound.tempo_bpm is not None:
        facts.append(_tempo_fact(sound.tempo_bpm))
    if sound.energy is not None:
        if sound.energy < _GENTLE_BELOW:
            facts.append(_Fact("gentle", -1))
        elif sound.energy >= _INTENSE_FROM:
            facts.append(_Fact("intense", 1))
    elif sound.loudness is not None:
        if sound.loudness < _QUIET_BELOW_LUFS:
            facts.append(_Fact("quiet", -1))
        elif sound.loudness >= _LOUD_FROM_LUFS:
            facts.append(_Fact("loud", 1))
    return facts


def _tempo_fact(tempo_bpm: float) -> _Fact:
    bpm = f"({tempo_bpm:.0f} bpm)"
    # What is said must hold for the number shown beside it.
    shown_bpm = round(tempo_bpm)
    if shown_bpm < _SLOW_BELOW_BPM:
        return _Fact(f"slow {bpm}", -1)
    if shown_bpm < _WALKING_BELOW_BPM:
        return _Fact(f"at a walking pace {bpm}", 0)
    if shown_bpm < _FAST_FROM_BPM:
        return _Fact(f"at a moderate tempo {bpm}", 0)
    return _Fact(f"fast {bpm}", 1)


def _valence_facts(sound: _Sound) -> list[_Fact]:
    if sound.mode is None:
        return []
    return [_Fact("in a minor key", -1) if sound.mode is Mode.MINOR else _Fact("in a major key", 1)]


def _voice_facts(sound: _Sound) -> list[_Fact]:
    """The voice on a scale from nobody singing (-1) to somebody singing (1)."""
    if sound.instrumentalness is None:
        return []
    if sound.instrumentalness < _SUNG_BELOW:
        return [_Fact("sung", 1)]
    return [_Fact("instrumental", -1)] if sound.instrumentalness >= _INSTRUMENTAL_FROM else []


def _mood_words(track: Track, answer: Answer) -> list[str]:
    """What can be said of a track in which nothing particular was heard."""
    mood = track.mood or Point(0.0, 0.0)
    words = []
    axes = [
        (answer.arousal, mood.arousal, "lively", "calm"),
        (answer.valence, mood.valence, "bright", "dark"),
    ]
    if answer.wish.valence_weight > _EVEN_WEIGHT:
        axes.reverse()
    for heard, estimated, high, low in axes:
        if side := _side(heard):
            word = high if side > 0 else low
            # In a library of marches the mildest march is calm, but only there.
            words.append(word if side == _side(estimated) else f"{word} for this library")
    return words or ["of an even mood"]


def _closeness(distance: float) -> str:
    if distance < _NEAR:
        return "near"
    return "not far from" if distance < _NOT_FAR else "some way from"


def _feeling(wish: Wish, affect: Affect) -> str:
    feeling = "mood" if wish.emotion is None else _FEELINGS.get(wish.emotion, wish.emotion)
    if affect.source is AffectSource.USER:
        return f"the {feeling} you asked for"
    return f"the {feeling} of the picture"


def _side(coordinate: float) -> int:
    if abs(coordinate) < _NEITHER_SIDE:
        return 0
    return 1 if coordinate > 0 else -1


def _first_known(*values: float | None) -> float | None:
    return next((value for value in values if value is not None and math.isfinite(value)), None)


def _is_doubted(confidence: float | None, trusted: float) -> bool:
    return confidence is not None and confidence < trusted


def _join(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
