"""Analysers turn a file of music into features and a mood."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from affetto.affect import Point
from affetto.audio.decoding import ANALYSIS_RATE_HZ, AudioFile
from affetto.audio.features import Sound, extract_features, listen, read_sound
from affetto.audio.mood import estimate_mood
from affetto.audio.timeline import draw_timeline
from affetto.errors import AudioError
from affetto.music import AudioFeatures, Timeline

# Less holds no phrase: neither key nor loudness range mean anything, and tempo needs even more.
MIN_ANALYSED_S = 3.0
# Headers round, and encoders pad: only a greater difference means that something is missing.
_LENGTH_TOLERANCE_S = 2.0


@dataclass(frozen=True)
class Analysis:
    """What an analyser heard in one recording.

    Attributes:
        features: what can be measured in it.
        mood: its place in the valence-arousal plane; None where it cannot be told.
        mood_uncertainty: standard deviation of either coordinate; None without a mood.
        notes: sentences about what could not be analysed and why, empty for a sound recording.
        timeline: how the recording goes on; None where the analyser does not tell.
    """

    features: AudioFeatures
    mood: Point | None
    mood_uncertainty: float | None
    notes: tuple[str, ...] = ()
    timeline: Timeline | None = None


class Analyser(Protocol):
    """Hears one recording; can be pickled, so that other processes can do the work."""

    @property
    def name(self) -> str:
        """What it is called; kept beside its results."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever its results do; results of another version are stale."""
        ...

    def analyse(self, path: Path) -> Analysis:
        """Hear the recording in a file.

        Raises:
            AudioError: it is not a recording that can be analysed.
        """
        ...


class CueAnalyser:
    """Affetto's own analyser: signal processing, and a published model of musical cues."""

    name = "affetto-cues"
    version = "2"

    def analyse(self, path: Path) -> Analysis:
        """Hear the recording in a file, in memory that does not grow with its length.

        Raises:
            AudioError: the file is not a recording that can be read, or less than
                `MIN_ANALYSED_S` of it can be decoded.
        """
        file = AudioFile(path)
        return self.analyse_sound(file, read_sound(file))

    def analyse_sound(self, file: AudioFile, sound: Sound) -> Analysis:
        """Hear what was decoded of a file.

        Raises:
            AudioError: less than `MIN_ANALYSED_S` of it could be decoded.
        """
        _check_length(file, sound)
        music = listen(sound)
        features = extract_features(sound, music, file.duration_s)
        mood = estimate_mood(features)
        return Analysis(
            features,
            mood.point if mood else None,
            mood.uncertainty if mood else None,
            tuple(_list_notes(file, features)),
            draw_timeline(sound, music, features, file.duration_s),
        )


def _check_length(file: AudioFile, sound: Sound) -> None:
    decoded_s = len(sound.mono) / ANALYSIS_RATE_HZ
    if decoded_s >= MIN_ANALYSED_S:
        return
    decoded_s = math.floor(10 * decoded_s) / 10  # 2.98 s must not read as the 3 s that it lacks
    if file.damaged_packets:
        raise AudioError(file.path, f"is damaged: only {decoded_s:.1f} s of it can be decoded")
    raise AudioError(
        file.path,
        f"is too short to analyse: {decoded_s:.1f} s, and at least {MIN_ANALYSED_S:.0f} s are "
        "needed",
    )


def _list_notes(file: AudioFile, features: AudioFeatures) -> list[str]:
    notes = []
    if file.declared_s is not None and file.declared_s > file.duration_s + _LENGTH_TOLERANCE_S:
        notes.append(
            f"holds {file.duration_s:.0f} s of the {file.declared_s:.0f} s that its header states"
        )
    if file.damaged_packets:
        packets = "packet was" if file.damaged_packets == 1 else "packets were"
        notes.append(f"{file.damaged_packets} damaged {packets} left out")
    if len(file.passages) > 1:
        analysed_s = sum(passage.end_s - passage.start_s for passage in file.passages)
        notes.append(
            f"is {file.duration_s / 60:.0f} minutes long: {len(file.passages)} passages, "
            f"{analysed_s / 60:.0f} minutes in all, were analysed"
        )
    if features.loudness_lufs is None:
        notes.append("is silent: no mood can be told")
    return notes
