"""What mood words and a catalogue's figures say of where a track lies.

The words' places are those of `affetto.mood_words`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from affetto.affect import Point
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.mood_words import mood_of_word
from affetto.music import CatalogueFeatures

# How far a catalogue's figures lie from what listeners hear. Our choice, near the spread of music
# itself (.4): Spotify's features tell the quarters of the plane apart, but clearly worse than
# features made for it do (Panda, Redinho, Gonçalves, Malheiro & Paiva 2021, "How does the Spotify
# API compare to the music emotion recognition state-of-the-art?", Sound and Music Computing).
_CATALOGUE_UNCERTAINTY = 0.38
# Words that a classifier chose and no person: it errs on top of what the words leave open.
_CLASSIFIER_UNCERTAINTY = 0.30


def statement_from_words(
    words: Iterable[str], stated_by: str, origin: MoodOrigin = MoodOrigin.TAGS
) -> MoodStatement | None:
    """The mood that words together give a track: their mean.

    Words that lie apart make it less certain. Words that agree do not make it more so, for who
    says one of "calm" and "relaxing" is likely to say both.

    Args:
        words: as people, or a classifier, gave them to the track.
        stated_by: who did, for `MoodStatement`.
        origin: `CATALOGUE` for a classifier, which makes it less certain.

    Returns:
        None where no word names a mood.
    """
    meanings = {word: mood for word in words if (mood := mood_of_word(word)) is not None}
    if not meanings:
        return None
    moods = list(meanings.values())
    n = len(moods)
    valence = sum(mood.point.valence for mood in moods) / n
    arousal = sum(mood.point.arousal for mood in moods) / n
    spread = sum(
        (mood.point.valence - valence) ** 2 + (mood.point.arousal - arousal) ** 2 for mood in moods
    )
    variance = sum(mood.uncertainty**2 for mood in moods) / n + spread / (2 * n)
    if origin is MoodOrigin.CATALOGUE:
        variance += _CLASSIFIER_UNCERTAINTY**2
    return MoodStatement(
        origin, stated_by, Point(valence, arousal), math.sqrt(variance), tuple(meanings)
    )


def statement_from_catalogue(features: CatalogueFeatures, stated_by: str) -> MoodStatement | None:
    """The mood that a catalogue's valence and energy give a track; None unless it states both.

    Both run from 0 to 1 and are stretched to the plane. Energy stands for arousal, which it is
    not quite: it is intensity of the sound.
    """
    if features.valence is None or features.energy is None:
        return None
    point = Point(2 * features.valence - 1, 2 * features.energy - 1)
    return MoodStatement(MoodOrigin.CATALOGUE, stated_by, point, _CATALOGUE_UNCERTAINTY)
