"""Words for moods as places in the valence-arousal plane.

Words for feelings lie around a circle of pleasant-unpleasant and excited-calm (Russell 1980, "A
circumplex model of affect", Journal of Personality and Social Psychology 39(6)), and so do words
for music, but for one difference: music that is called sad is not heard as very unpleasant.

Where listeners rated music that expresses an emotion, it lies where they heard it: happy, sad,
tender, angry and fearful are the means of Eerola & Vuoskoski 2011, "A comparison of the discrete
and dimensional models of emotion in music" (Psychology of Music 39(1)), as `recommend.wishes` has
them too. All other numbers are ours: the word's place on Russell's circle, drawn in towards those
five. None is fitted to any collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from affetto.affect import Point
from affetto.text import fold


class MoodWord(NamedTuple):
    """Where music lies that a word is used of.

    Attributes:
        uncertainty: standard deviation of either coordinate over such music.
    """

    point: Point
    uncertainty: float


@dataclass(frozen=True)
class _Mood:
    valence: float
    arousal: float
    uncertainty: float
    words: str


# How far music spreads that people call by one word. Our choice: a plain word for a feeling, a word
# that leaves one side open, and one that says little more than which half is meant.
_PLAIN, _BROAD, _VAGUE = 0.28, 0.36, 0.45

_MOODS = (
    # Pleasant and excited.
    _Mood(0.72, 0.79, _PLAIN, "happy happiness joyful joyous cheerful cheery merry gay elated"),
    _Mood(0.62, 0.80, _PLAIN, "fun funny playful humorous silly witty party partying"),
    _Mood(0.62, 0.75, _PLAIN, "liveliness lively excited exciting euphoric festive celebratory"),
    _Mood(0.60, 0.62, _PLAIN, "upbeat bouncy groovy danceable"),
    _Mood(0.55, 0.55, _PLAIN, "uplifting positive optimistic feelgood bright summer holiday"),
    _Mood(0.45, 0.55, _BROAD, "inspiring inspirational motivational motivating triumphant rousing"),
    _Mood(0.35, 0.80, _BROAD, "energetic energy dynamic powerful rowdy boisterous"),
    _Mood(0.40, 0.67, _BROAD, "surprise surprised surprising"),
    _Mood(0.25, 0.70, _BROAD, "sport epic heroic adventure adventurous"),
    _Mood(0.50, 0.25, _BROAD, "hopeful hope children travel passionate confident"),
    _Mood(0.40, 0.35, _BROAD, "cool sexy sensual"),
    _Mood(0.50, 0.10, _BROAD, "christmas joy sweet"),
    # Pleasant and calm.
    _Mood(0.56, -0.34, _PLAIN, "tender tenderness gentle loving love romantic amiable"),
    _Mood(0.55, -0.55, _PLAIN, "calm calming peaceful peace serene tranquil soothing"),
    _Mood(0.55, -0.50, _PLAIN, "relaxing relaxed relax chill chilled chillout mellow laidback"),
    _Mood(0.40, -0.60, _PLAIN, "meditative meditation sleepy sleep"),
    _Mood(0.40, -0.45, _BROAD, "soft dream dreamy ambiental nature soundscape"),
    _Mood(0.15, -0.40, _BROAD, "ballad nostalgic nostalgia bittersweet sentimental wistful"),
    # Unpleasant and calm.
    _Mood(-0.12, -0.33, _PLAIN, "sad sadness sorrow sorrowful mournful heartbreak"),
    _Mood(-0.15, -0.40, _PLAIN, "melancholy melancholic melancholia brooding autumnal"),
    _Mood(-0.40, -0.40, _BROAD, "depressing depressive gloomy bleak lonely lonesome despair"),
    # Unpleasant and excited.
    _Mood(-0.55, 0.64, _PLAIN, "angry anger aggressive aggression fiery violent rage furious"),
    _Mood(-0.56, 0.48, _PLAIN, "fear fearful scary horror frightening creepy eerie"),
    _Mood(-0.60, 0.35, _BROAD, "disgust disgusted"),
    _Mood(-0.45, 0.50, _BROAD, "tense tension suspense anxious nervous"),
    _Mood(-0.40, 0.10, _BROAD, "dark sinister ominous"),
    _Mood(-0.30, 0.65, _VAGUE, "heavy volatile intense"),
    _Mood(-0.10, 0.60, _VAGUE, "action dramatic drama trailer"),
    # Of which only one side is said.
    _Mood(0.00, 0.65, _VAGUE, "fast"),
    _Mood(0.00, -0.50, _VAGUE, "slow deep"),
    _Mood(0.00, 0.00, _PLAIN, "neutral"),
)  # fmt: skip

_BY_WORD = {
    word: MoodWord(Point(mood.valence, mood.arousal), mood.uncertainty)
    for mood in _MOODS
    for word in mood.words.split()
}


def mood_of_word(word: str) -> MoodWord | None:
    """Where music lies that a word is used of; None for words that name no mood.

    Case, accents, spaces and hyphens do not matter: "Feel-Good" is "feelgood". Uses of music
    ("film", "corporate", "background") and styles ("retro") name no mood.
    """
    return _BY_WORD.get("".join(filter(str.isalnum, fold(word))))
