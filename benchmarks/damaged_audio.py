"""Adds hundreds of damaged audio files, and looks whether the library stays whole.

By hand, for it takes a while:

    python -m benchmarks.damaged_audio --music FOLDER --report benchmarks/reports/damaged_audio.md

FOLDER holds real music. Pieces of it, in several encodings, are cut short, have bits flipped, are
spliced with others, or get headers that lie. None of them may crash or hang the analysis, or
leave a row in the library that says what cannot be.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from benchmarks.excerpts import ENCODINGS, cut_excerpts, write_corpus

from affetto.app.music_library import AudioFileReader
from affetto.audio.analyser import CueAnalyser
from affetto.library.music_library import Library
from affetto.library.scanner import AddReport, add_music
from affetto.music import Track

# A piece of some seconds takes a fraction of one; more than this is a hang.
TIME_LIMIT_S = 60.0

_SUFFIXES = tuple(dict.fromkeys(encoding.suffix for encoding in ENCODINGS))
# What formats begin with, and none of them goes on like.
_HEADERS = (b"fLaC", b"OggS\0\2", b"ID3\4\0\0", b"RIFF\xff\xff\xff\xffWAVEfmt ", b"\0\0\0\x20ftyp")


def _truncate(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    return data[: int(len(data) * chance.uniform(0.005, 0.99))]


def _flip_bits(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(int(10 ** chance.uniform(0, 4))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    cut = chance.random()
    return data[: int(len(data) * cut)] + other[int(len(other) * cut) :]


def _lie_in_the_header(data: bytes, other: bytes, chance: random.Random) -> bytes:
    header = chance.choice([*_HEADERS, other[:512], chance.randbytes(256), bytes(256)])
    return header + data[len(header) :]


def _drop_the_beginning(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    return data[int(len(data) * chance.uniform(0.001, 0.5)) :]


def _blank_a_part(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    length = min(chance.randrange(1, len(data)), len(data) - start)
    return data[:start] + bytes(length) + data[start + length :]


def _be_something_else(_data: bytes, _other: bytes, chance: random.Random) -> bytes:
    return chance.choice([b"", b"\0" * 100_000, b"<html>404</html>", chance.randbytes(50_000)])


DAMAGES: dict[str, Callable[[bytes, bytes, random.Random], bytes]] = {
    "truncated": _truncate,
    "bits flipped": _flip_bits,
    "spliced": _splice,
    "wrong header": _lie_in_the_header,
    "beginning missing": _drop_the_beginning,
    "part blanked": _blank_a_part,
    "no audio at all": _be_something_else,
}


@dataclass(frozen=True)
class Outcome:
    """What came of the damaged files.

    Attributes:
        heard: files that became tracks, or further files of one, by damage.
        refused: files that were named as unusable, by damage.
        reasons: why, without names and numbers.
        bad_tracks: tracks that say what cannot be.
        damage: what SQLite finds wrong.
        again: what came of adding everything once more.
    """

    heard: Counter[str]
    refused: Counter[str]
    reasons: Counter[str]
    bad_tracks: tuple[Track, ...]
    damage: tuple[str, ...]
    again: AddReport
    took_s: float


def write_damaged(sound: Path, folder: Path, count: int, chance: random.Random) -> int:
    """Writes `count` damaged copies of the files in `sound`, a folder for each kind of damage."""
    files = sorted(path for path in sound.rglob("*") if path.is_file())
    kinds = list(DAMAGES)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        one, other = chance.choice(files), chance.choice(files)
        # One in ten is called what it is not.
        suffix = one.suffix if chance.random() < 0.9 else chance.choice(_SUFFIXES)
        path = folder / kind / f"{number:04}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(DAMAGES[kind](one.read_bytes(), other.read_bytes(), chance))
    return count


def add_damaged(folder: Path, database: Path, workers: int) -> Outcome:
    """Adds damaged files to a new library, twice."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with Library.open(database) as library:
        start_s = time.monotonic()
        report = _add(library, folder, workers)
        took_s = time.monotonic() - start_s
        refused = {failure.path: failure.reason for failure in report.failed}
        return Outcome(
            heard=Counter(path.parent.name for path in files if path not in refused),
            refused=Counter(path.parent.name for path in refused),
            reasons=Counter(_generalize(reason) for reason in refused.values()),
            bad_tracks=tuple(track for track in library.tracks() if not is_possible(track)),
            damage=library.find_damage(),
            again=_add(library, folder, workers),
            took_s=took_s,
        )


def is_possible(track: Track) -> bool:
    """Whether a track says nothing that cannot be."""
    features = track.features
    if features is None or not features.duration_s > 0:
        return False
    numbers = [number for number in asdict(features).values() if number is not None]
    shares = (features.energy, features.tempo_confidence, features.key_confidence)
    return (
        all(map(math.isfinite, numbers))
        and all(share is None or 0 <= share <= 1 for share in shares)
        and (features.tempo_bpm is None or 20 <= features.tempo_bpm <= 400)
        and (features.loudness_lufs is None or -100 < features.loudness_lufs < 30)
        and (track.mood is None) == (track.mood_uncertainty is None)
        and (track.mood is None or max(abs(track.mood.valence), abs(track.mood.arousal)) <= 1)
        and bool(track.tags.title)
    )


def _name_bad(track: Track) -> str:
    path = "/".join(track.uri.rsplit("/", 2)[1:])
    return f"{unquote(path)} with {track.features} and the mood {track.mood}\n"


def _add(library: Library, folder: Path, workers: int) -> AddReport:
    reader = AudioFileReader(CueAnalyser())
    return add_music(library, [folder], reader, workers=workers, time_limit_s=TIME_LIMIT_S)


def _generalize(reason: str) -> str:
    return "".join("N" if letter.isdigit() else letter for letter in reason)


def _report(count: int, seconds: float, outcome: Outcome) -> str:
    encodings = ", ".join(encoding.name for encoding in ENCODINGS)
    crashes = outcome.reasons["it makes the analyser crash"]
    hangs = sum(n for reason, n in outcome.reasons.items() if reason.startswith("took longer"))
    errors = sum(n for reason, n in outcome.reasons.items() if "analysis failed" in reason)
    kinds = [f"| {kind} | {outcome.heard[kind]} | {outcome.refused[kind]} |" for kind in DAMAGES]
    reasons = [
        f"| {number} | {reason.replace('|', '/')} |"
        for reason, number in outcome.reasons.most_common()
    ]
    known = outcome.again.unchanged + len(outcome.again.failed_before)
    introduction = (
        f"`benchmarks/damaged_audio.py`, {datetime.now(UTC):%Y-%m-%d}: {count} damaged files, "
        f"made of pieces of {seconds:g} s of Debian's game music ({encodings}); time limit of a "
        f"file {TIME_LIMIT_S:g} s; {outcome.took_s / 60:.1f} minutes in all."
    )
    return "\n".join(
        [
            "# Adding damaged files",
            "",
            introduction,
            "",
            "| | found | allowed |",
            "|---|---|---|",
            f"| files that crashed the analysis | {crashes} | 0 |",
            f"| files that took longer than the limit | {hangs} | 0 |",
            f"| files that made the analysis raise an error of its own | {errors} | 0 |",
            f"| tracks that say what cannot be | {len(outcome.bad_tracks)} | 0 |",
            f"| damage of the database | {len(outcome.damage)} | 0 |",
            f"| known, when added again, heard or refused | {known} | {count} |",
            "",
            "| damage | heard | refused |",
            "|---|---|---|",
            *kinds,
            "",
            "| files | reason (numbers as N) |",
            "|---|---|",
            *reasons,
            "",
            *(f"Cannot be: {_name_bad(track)}" for track in outcome.bad_tracks),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--music", type=Path, required=True, help="folder of real music")
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=8.0, help="length of each piece")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        write_corpus(
            work / "sound", cut_excerpts(options.music, 4, options.seconds), ENCODINGS, copies=False
        )
        chance = random.Random(options.seed)
        count = write_damaged(work / "sound", work / "damaged", options.files, chance)
        outcome = add_damaged(work / "damaged", work / "home" / "library.db", options.workers)
    text = _report(count, options.seconds, outcome)
    print(text)
    if options.report is not None:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        options.report.write_text(text)


if __name__ == "__main__":
    main()
