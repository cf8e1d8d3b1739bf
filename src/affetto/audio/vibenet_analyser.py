"""An analyser on the `vibenet` package's network, for those who install that package themselves.

vibenet is under the GPL-3. Nothing of Affetto depends on it, it is imported only by this analyser,
and this analyser is used only where the user asks for it.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from affetto.affect import Point
from affetto.audio.analyser import Analysis, CueAnalyser
from affetto.audio.decoding import ANALYSIS_RATE_HZ, AudioFile, Float32
from affetto.audio.features import read_sound
from affetto.errors import InputError

# The network was trained on clips of 30 s (Defferrard et al. 2017, "FMA: a dataset for music
# analysis"); a longer recording is heard in as many, and what it says of them averaged.
_CLIP_S = 30.0
# It learned valence and energy from Echo Nest's features, and no error is published for it. Our
# choice, about what the cue model states where it knows all cues.
_UNCERTAINTY = 0.3
_ADAPTER_VERSION = "1"


class VibeNetAnalyser:
    """Affetto's features, with mood, dance and voice as vibenet's network hears them.

    Valence is the network's, and arousal its energy, both stretched from [0, 1] to [-1, 1];
    danceability, energy, instrumentalness and speechiness are its own. All else, the timeline with
    its curve of moods too, is `CueAnalyser`'s.

    Raises:
        InputError: vibenet is not installed.
    """

    name = "vibenet"

    def __init__(self) -> None:
        if find_spec("vibenet") is None:
            raise InputError(
                "analyser 'vibenet'", "is not installed: `pip install vibenet` (licence: GPL-3)"
            )
        self._cues = CueAnalyser()

    @property
    def version(self) -> str:
        """Those of the network, of the analyser that the other features come from, and its own."""
        return f"{metadata.version('vibenet')}-{self._cues.version}-{_ADAPTER_VERSION}"

    def analyse(self, path: Path) -> Analysis:
        """Hear the recording in a file.

        Raises:
            AudioError: as `CueAnalyser.analyse`.
        """
        file = AudioFile(path)
        sound = read_sound(file)
        analysis = self._cues.analyse_sound(file, sound)
        if analysis.mood is None:
            return analysis
        heard = _hear(sound.mono)
        features = replace(
            analysis.features,
            energy=heard["energy"],
            danceability=heard["danceability"],
            instrumentalness=heard["instrumentalness"],
            speechiness=heard["speechiness"],
        )
        mood = Point(2 * heard["valence"] - 1, 2 * heard["energy"] - 1)
        return replace(analysis, features=features, mood=mood, mood_uncertainty=_UNCERTAINTY)


def _hear(mono: Float32) -> dict[str, float]:
    """What the network says, each in [0, 1], averaged over the clips of a recording."""
    clips = np.array_split(mono, max(1, round(len(mono) / (_CLIP_S * ANALYSIS_RATE_HZ))))
    answers = [
        answer.to_dict()
        for clip in clips
        for answer in _load_network().predict(clip, sr=ANALYSIS_RATE_HZ)
    ]
    return {name: float(np.mean([answer[name] for answer in answers])) for name in answers[0]}


@cache
def _load_network() -> Any:
    """The network, once a process."""
    with warnings.catch_warnings():
        # It asks for FFmpeg, which it needs for files but not for samples.
        warnings.simplefilter("ignore")
        return import_module("vibenet").load_model()
