"""`affetto library` on real music, on damaged music, and when it is disturbed."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import wave
from contextlib import closing, suppress
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.flac import FLAC

from affetto.app.music_library import find_starter_music

SR = 22050


def write_wave(path, samples, sr=SR):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sr)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def chords(duration_s, sr=SR):
    """A C major chord struck twice a second."""
    t = np.arange(int(duration_s * sr)) / sr
    tone = sum(np.sin(2 * np.pi * f * t) for f in (261.6, 329.6, 392.0)) / 4
    return tone * np.exp(-4 * (t % 0.5))


def starter_tracks():
    return sorted(find_starter_music().rglob("*.opus"))


def listed(affetto):
    result = affetto.run("library", "list", "--json")
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_starter_music_is_heard_whole(starter):
    tracks = listed(starter)
    assert len(tracks) == 28
    assert all(track["valence"] is not None for track in tracks)


def test_adding_the_same_again_changes_nothing(starter):
    before = listed(starter)
    result = starter.run("library", "add", "--starter")
    assert result.returncode == 0
    assert "28 known already" in result.stdout
    assert listed(starter) == before
    assert starter.run("library", "add", "--starter", "--quiet").stdout == ""


def test_a_track_can_be_looked_at_counted_found_and_forgotten(affetto, tmp_path):
    music = tmp_path / "music"
    music.mkdir()
    # Neither's words are among the other's.
    for track, name in zip(starter_tracks()[:2], ("early_light", "late_rain"), strict=True):
        shutil.copy(track, music / f"{name}{track.suffix}")
    assert affetto.run("library", "add", music).returncode == 0
    first, second = listed(affetto)
    shown = json.loads(affetto.run("library", "show", first["id"], "--json").stdout)
    assert shown["title"] == first["title"]
    assert 25 < shown["duration_s"] < 40
    stats = json.loads(affetto.run("library", "stats", "--json").stdout)
    assert stats["tracks"] == 2
    found = affetto.run("library", "list", first["title"], "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in found] == [first["id"]]
    assert "1 removed" in affetto.run("library", "remove", first["id"]).stdout
    assert [track["id"] for track in listed(affetto)] == [second["id"]]
    assert len(list(music.iterdir())) == 2


@pytest.mark.parametrize(
    "arguments",
    [("show", "999"), ("remove", "999"), ("remove", "/no/such/folder"), ("add", "/no/such/folder")],
)
def test_what_is_not_there_gets_one_clear_line(affetto, one_clear_line, arguments):
    one_clear_line(affetto.run("library", *arguments), arguments[1])


def test_an_empty_argument_does_not_mean_the_current_folder(affetto, tmp_path):
    """`library remove "$UNSET"` must not forget everything below."""
    music = tmp_path / "music"
    music.mkdir()
    shutil.copy(starter_tracks()[0], music)
    assert affetto.run("library", "add", music).returncode == 0
    for command in (("library", "remove"), ("library", "add"), ("feel",), ("match",)):
        assert affetto.run(*command, "").returncode == 2
    assert len(listed(affetto)) == 1


def test_nothing_is_removed_where_one_argument_is_wrong(affetto, tmp_path, one_clear_line):
    music = tmp_path / "music"
    music.mkdir()
    shutil.copy(starter_tracks()[0], music)
    assert affetto.run("library", "add", music).returncode == 0
    (track,) = listed(affetto)
    one_clear_line(affetto.run("library", "remove", track["id"], "999"), "999", "nothing was")
    assert listed(affetto) == [track]


def test_a_failure_is_told_again_the_next_time(affetto, tmp_path):
    music = tmp_path / "music"
    music.mkdir()
    (music / "words.mp3").write_text("la la la\n" * 200)
    first = affetto.run("library", "add", music)
    assert first.returncode == 1
    again = affetto.run("library", "add", music)
    assert "words.mp3" in again.stderr
    assert "--retry-failed" in again.stderr


def test_a_folder_without_music_gets_one_clear_line(affetto, tmp_path, one_clear_line):
    (tmp_path / "notes.txt").write_text("nothing to hear")
    one_clear_line(affetto.run("library", "add", tmp_path), str(tmp_path))


def make_odd(kind, folder):
    """A file of music that is odd in one way; and whether it can be used."""
    path = folder / f"{kind}.wav"
    if kind == "truncated":
        path = folder / "truncated.opus"
        whole = starter_tracks()[0].read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        return path, True
    if kind == "damaged":
        path = folder / "damaged.opus"
        content = bytearray(starter_tracks()[1].read_bytes())
        middle = len(content) // 2
        content[middle : middle + 20_000] = random.Random(4).randbytes(20_000)
        path.write_bytes(content)
        return path, True
    if kind == "silent":
        return write_wave(path, np.zeros(SR * 20)), True
    if kind == "short":
        return write_wave(path, chords(0.2)), False
    if kind == "misnamed":
        write_wave(path, chords(12))
        return path.rename(folder / "misnamed.mp3"), True
    if kind == "text":
        path.write_text("these are the words of a song\n" * 100)
        return path, False
    path.touch()
    return path, False


@pytest.mark.parametrize(
    "kind", ["truncated", "damaged", "silent", "short", "misnamed", "text", "empty"]
)
def test_an_odd_file_is_used_or_named_and_loses_nothing(affetto, tmp_path, kind):
    music = tmp_path / "music"
    music.mkdir()
    shutil.copy(starter_tracks()[2], music / "good.opus")
    odd, usable = make_odd(kind, music)
    result = affetto.run("library", "add", music)
    assert "Traceback" not in result.stderr
    names = {Path(track["uri"]).name for track in listed(affetto)}
    assert "good.opus" in names
    assert (odd.name in names) == usable
    assert result.returncode == (0 if usable else 1)
    if not usable:
        lines = [line for line in result.stderr.splitlines() if odd.name in line]
        assert len(lines) == 1
    if kind == "silent":
        (silent,) = (track for track in listed(affetto) if "silent" in track["uri"])
        assert silent["valence"] is None  # silence has no mood, and no NaN either


@pytest.mark.slow
def test_three_hours_are_heard_in_bounded_memory(affetto, tmp_path):
    minute = (chords(60, 8000) * 32767).astype("<i2").tobytes()
    path = tmp_path / "long.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        for _ in range(180):
            file.writeframes(minute)
    # The worker that hears the file is a grandchild; the greatest of them all counts.
    measuring = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:]).returncode\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    executable = Path(sys.executable).with_name("affetto")
    result = subprocess.run(
        [sys.executable, "-c", measuring, executable, "library", "add", path],
        capture_output=True,
        text=True,
        env=affetto.environment(AFFETTO_WORKERS="1"),
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert int(result.stderr.splitlines()[-1]) < 1000  # MB
    (track,) = listed(affetto)
    shown = json.loads(affetto.run("library", "show", track["id"], "--json").stdout)
    assert shown["duration_s"] == pytest.approx(3 * 3600, rel=0.001)
    assert shown["tempo_bpm"] in (pytest.approx(120, rel=0.04), pytest.approx(60, rel=0.04))


def wait_for_tracks(affetto, at_least, limit_s=120):
    """Until the library holds so many tracks."""
    database = affetto.home / "library.db"
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        with suppress(sqlite3.OperationalError):  # not there yet
            with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
                (count,) = connection.execute("select count(*) from tracks").fetchone()
            if count >= at_least:
                return
        time.sleep(0.05)
    pytest.fail(f"no {at_least} tracks within {limit_s} s")


@pytest.mark.slow
def test_killed_half_way_the_next_run_does_the_rest(affetto, tmp_path):
    music = tmp_path / "music"
    music.mkdir()
    for number, track in enumerate(starter_tracks()[:20]):
        shutil.copy(track, music / f"{number:02}.opus")
    command = [str(Path(sys.executable).with_name("affetto")), "library", "add", str(music)]
    dice = random.Random(7)
    before = 0
    for _ in range(3):
        process = subprocess.Popen(
            command,
            env=affetto.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for_tracks(affetto, at_least=before + 1)
        time.sleep(dice.uniform(0, 0.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kept = len(listed(affetto))
        assert before < kept < 20  # every life of the process added something, none did it all
        before = kept
    result = affetto.run("library", "add", music)
    assert result.returncode == 0, result.stderr
    names = [Path(track["uri"]).name for track in listed(affetto)]
    assert sorted(names) == [f"{number:02}.opus" for number in range(20)]


@pytest.mark.slow
def test_two_adds_at_once_both_end_well(affetto, tmp_path):
    music = tmp_path / "music"
    music.mkdir()
    for track in starter_tracks()[:8]:
        shutil.copy(track, music)
    command = [str(Path(sys.executable).with_name("affetto")), "library", "add", str(music)]
    both = [
        subprocess.Popen(
            command,
            env=affetto.environment(AFFETTO_WORKERS="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in both:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    assert len(listed(affetto)) == 8


def test_a_full_disk_is_one_clear_line_and_loses_nothing(affetto, tmp_path, one_clear_line):
    """The disk is a small memory file system, mounted in a name space of the test's own."""
    unshare = shutil.which("unshare")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=1m tmpfs '{disk}'"
    if (
        unshare is None
        or subprocess.run(
            [unshare, "-rm", "sh", "-c", mount], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("cannot mount a small file system here")
    executable = Path(sys.executable).with_name("affetto")
    track = starter_tracks()[0]
    script = (
        f"{mount} && '{executable}' library stats --json >/dev/null && "
        f"cat /dev/zero > '{disk}/filler' 2>/dev/null; "
        f"'{executable}' library add '{track}'; code=$?; rm '{disk}/filler'; "
        f"'{executable}' library add '{track}' >/dev/null && "
        f"'{executable}' library list --json; exit $code"
    )
    result = subprocess.run(
        [unshare, "-rm", "sh", "-c", script],
        capture_output=True,
        text=True,
        env=affetto.environment(AFFETTO_HOME=str(disk)),
        check=False,
    )
    one_clear_line(result, "full")
    assert len(result.stdout.splitlines()) == 1  # with room again, the same command does it
    assert track.name in result.stdout


def test_a_tag_cannot_give_the_terminal_orders(affetto, tmp_path):
    path = tmp_path / "song.flac"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=SR, layout="mono")
        samples = (chords(8) * 32767).astype("<i2")[None]
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = SR
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    tags = FLAC(path)
    tags["title"] = "\x1b]0;taken over\x07\x1b[31mred"
    tags.save()
    assert affetto.run("library", "add", path).returncode == 0
    for arguments in (("library", "list"), ("library", "show", "1"), ("match", "--emotion", "sad")):
        shown = affetto.run(*arguments).stdout
        assert "red" in shown
        assert "\x1b" not in shown
        assert "\x07" not in shown
