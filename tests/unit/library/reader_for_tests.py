"""A reader of WAV files, as real as a reader without an analyser can be, and some bad ones.

It lies in a module of its own because worker processes must be able to import it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
import wave
from array import array
from dataclasses import dataclass, replace
from pathlib import Path

from affetto.affect import Point
from affetto.errors import AudioError
from affetto.library.analysis import HeardFile
from affetto.music import AudioFeatures, TrackTags


@dataclass(frozen=True)
class WavReader:
    """Hears the length and the energy of 16-bit mono WAV files.

    Attributes:
        log: file to which the name of every file that is read is appended.
        delay_s: how much longer than it must it takes, seconds.
    """

    name: str = "wav-test"
    version: str = "1"
    log: Path | None = None
    delay_s: float = 0.0

    def read(self, path: Path) -> HeardFile:
        if self.log is not None:
            with self.log.open("ab") as log:
                log.write(os.fsencode(path.name) + b"\n")
        time.sleep(self.delay_s)
        try:
            with path.open("rb") as raw, wave.open(raw, "rb") as file:
                samples = array("h", file.readframes(file.getnframes()))
                duration_s = file.getnframes() / file.getframerate()
        except (wave.Error, EOFError) as error:
            raise AudioError(path, f"no WAV file: {error}") from error
        rms = (sum(sample * sample for sample in samples) / max(len(samples), 1)) ** 0.5 / 32768
        artist, _, title = path.stem.rpartition(" - ")
        return HeardFile(
            tags=TrackTags(title=title, artist=artist, genres=(path.parent.name,)),
            features=AudioFeatures(duration_s=duration_s, energy=rms),
            mood=Point(0.0, min(1.0, rms * 2 - 0.5)),
            mood_uncertainty=0.3,
            notes=(f"energy {rms:.2f}",),
        )


@dataclass(frozen=True)
class BadReader(WavReader):
    """A reader to which bad things happen with files that are named after them."""

    def read(self, path: Path) -> HeardFile:
        match path.stem:
            case "dies once" if not path.with_suffix(".died").exists():
                path.with_suffix(".died").touch()
                os._exit(1)
            case "dies":
                os._exit(1)
            case "hangs":
                _hang_whatever_happens()
            case "hangs in c":
                # Lets neither a signal nor another thread of the interpreter through.
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
                ctypes.PyDLL(None).sleep(60)
            case "bug":
                raise KeyError("tempo")
            case "nan":
                return HeardFile(TrackTags("nan"), AudioFeatures(duration_s=float("nan")))
            case "grows":
                with path.open("ab") as file:
                    file.write(b"\0\0")
        return super().read(path)


def _hang_whatever_happens() -> None:
    while True:
        try:
            time.sleep(60)
        except Exception:  # noqa: BLE001 - as careless readers do
            continue


class UnloadableReader(WavReader):
    """A reader that cannot be taken out of its parcel in a worker process."""

    def __reduce__(self) -> tuple[object, ...]:
        return (_refuse, ())


def _refuse() -> None:
    raise ModuleNotFoundError("No module named 'hearing'")


@dataclass(frozen=True)
class IncompleteReader(WavReader):
    """A reader of which a part is missing."""

    def read(self, path: Path) -> HeardFile:
        raise ModuleNotFoundError("No module named 'hearing'")


@dataclass(frozen=True)
class LicensedReader(WavReader):
    """A reader of files that are tagged with the licence that their folder is named after."""

    def read(self, path: Path) -> HeardFile:
        heard = super().read(path)
        return replace(heard, tags=replace(heard.tags, licence=path.parent.name))
