"""Adds thousands of real files while being killed at random, and looks whether all is there.

By hand, for it takes long:

    python -m benchmarks.robust_add --music FOLDER --report benchmarks/reports/robust_add.md

FOLDER holds real music, such as what Debian's packages of game music unpack to. Pieces of it are
written in nine encodings and bit rates under other names, each with its title and artist as tags,
and one more time as an exact copy: every recording lies there ten times. One program after the
other adds them all and is killed; the last one may finish. Then the library must hold every file
and every recording once.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.excerpts import ENCODINGS, cut_excerpts, write_corpus

from affetto.app.music_library import add_to_library
from affetto.library.music_library import Library
from affetto.library.scanner import AddReport

FORMS = len(ENCODINGS) + 1


@dataclass(frozen=True)
class Kill:
    """One program that was killed.

    Attributes:
        whole_group: whether its workers were killed as well; else they have to end by themselves.
        files_before: files in the library when the program began.
        files_after: files in the library after it was gone.
    """

    whole_group: bool
    files_before: int
    files_after: int


@dataclass(frozen=True)
class Outcome:
    """What the library holds in the end.

    Attributes:
        sources_per_track: the least and the greatest number of files of one track.
        damage: what SQLite finds wrong.
        again: what came of adding everything once more.
    """

    files: int
    tracks: int
    sources_per_track: tuple[int, int]
    failures: int
    heard: int
    damage: tuple[str, ...]
    again: AddReport


def kill_at_random(
    music: Path,
    database: Path,
    files: int,
    kills: int,
    chance: random.Random,
    *,
    workers: int,
    pause_s: float = 1.0,
) -> list[Kill]:
    """Starts to add music `kills` times, each time killed after a random number of files more.

    Args:
        music: the folder.
        database: the library, made by the first program that lives long enough.
        files: in the folder.
        kills: how many programs are killed.
        chance: decides when.
        workers: of each program.
        pause_s: how long at most a program goes on after the file that is its aim.
    """
    # Not the last quarter: what has finished can no longer be killed.
    aims = sorted(chance.randrange(int(files * 0.75)) for _ in range(kills))
    done = []
    for number, aim in enumerate(aims):
        before = count_files(database)
        program = _start(music, database, workers)
        while count_files(database) < aim and program.poll() is None:
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, pause_s))
        if program.poll() is not None:
            raise RuntimeError(f"the program ended by itself with {program.returncode}")
        whole_group = number % 2 == 0
        if whole_group:
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()
        program.wait()
        _wait_until_gone(program.pid)
        done.append(Kill(whole_group, before, count_files(database)))
        print(f"killed {number + 1} of {kills}: {done[-1]}", flush=True)
    return done


def count_files(database: Path) -> int:
    """Files in a library, as another program sees them."""
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(database, timeout=60)) as connection:
            query = "SELECT count(*) FROM sources WHERE track_id IS NOT NULL"
            return int(connection.execute(query).fetchone()[0])
    except sqlite3.OperationalError:  # its tables are being made
        return 0


def look_into(music: Path, database: Path, workers: int) -> Outcome:
    """What the library holds, after the music was added once more."""
    with Library.open(database) as library:
        again = add_to_library(library, [music], workers=workers)
        stats = library.stats()
        damage = library.find_damage()
    with closing(sqlite3.connect(database)) as connection:
        per_track = connection.execute(
            "SELECT min(n), max(n) FROM (SELECT count(*) AS n FROM sources GROUP BY track_id)"
        ).fetchone()
    return Outcome(
        files=stats.files,
        tracks=stats.tracks,
        sources_per_track=per_track,
        failures=stats.failed_files,
        heard=stats.analysed_tracks,
        damage=damage,
        again=again,
    )


def _start(music: Path, database: Path, workers: int) -> subprocess.Popen[bytes]:
    order = [sys.executable, "-m", "benchmarks.robust_add", "--add", str(music)]
    return subprocess.Popen(
        [*order, "--library", str(database), "--workers", str(workers)],
        cwd=Path(__file__).parents[1],
        start_new_session=True,
    )


def _wait_until_gone(group: int) -> None:
    """Fails when a process outlives the program that started it for long."""
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise RuntimeError(f"processes of group {group} are left over")


def _add(music: Path, database: Path, workers: int) -> AddReport:
    with Library.open(database) as library:
        return add_to_library(library, [music], workers=workers)


def _report(files: int, seconds: float, kills: list[Kill], outcome: Outcome, took_s: float) -> str:
    rows = [
        f"| {number} | {'program and workers' if kill.whole_group else 'program alone'} "
        f"| {kill.files_before:,} | {kill.files_after:,} |"
        for number, kill in enumerate(kills, 1)
    ]
    encodings = ", ".join(encoding.name for encoding in ENCODINGS)
    introduction = (
        f"`benchmarks/robust_add.py`, {datetime.now(UTC):%Y-%m-%d}: {files:,} files of "
        f"{seconds:g} s, {files // FORMS:,} recordings in {FORMS} forms each ({encodings}, and an "
        "exact copy), from Debian's packages of game music. Killed by SIGKILL "
        f"{len(kills)} times, after a random number of files each; {took_s / 60:.0f} minutes in "
        "all. After each kill it was waited for that the workers had ended too."
    )
    low, high = outcome.sources_per_track
    again = outcome.again
    return "\n".join(
        [
            "# Adding music while being killed",
            "",
            introduction,
            "",
            "| kill | of | files kept before | files kept after |",
            "|---|---|---|---|",
            *rows,
            "",
            "| in the end | found | expected |",
            "|---|---|---|",
            f"| files | {outcome.files:,} | {files:,} |",
            f"| tracks | {outcome.tracks:,} | {files // FORMS:,} |",
            f"| files of a track, least and most | {low} and {high} | {FORMS} and {FORMS} |",
            f"| tracks that were heard | {outcome.heard:,} | {files // FORMS:,} |",
            f"| files that failed | {outcome.failures} | 0 |",
            f"| damage of the database | {len(outcome.damage)} | 0 |",
            f"| known already, when added again | {again.unchanged:,} | {files:,} |",
            "",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--music", type=Path, help="folder of real music")
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each piece")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--work", type=Path, help="folder for the files, kept; default: temporary")
    parser.add_argument("--add", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--library", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.add is not None:
        _add(options.add, options.library, options.workers)
        return
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        music, database = work / "music", work / "home" / "library.db"
        if not music.exists():
            pieces = cut_excerpts(options.music, options.files // FORMS, options.seconds)
            print(f"{write_corpus(music, pieces, ENCODINGS, copies=True):,} files", flush=True)
        files = sum(path.is_file() for path in music.rglob("*"))
        start_s = time.monotonic()
        chance = random.Random(options.seed)
        kills = kill_at_random(
            music, database, files, options.kills, chance, workers=options.workers
        )
        _add(music, database, options.workers)
        outcome = look_into(music, database, options.workers)
        took_s = time.monotonic() - start_s
    text = _report(files, options.seconds, kills, outcome, took_s)
    print(text)
    if options.report is not None:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        options.report.write_text(text)


if __name__ == "__main__":
    main()
