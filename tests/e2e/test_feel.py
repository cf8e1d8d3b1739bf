"""`affetto feel` on real pictures, and on everything that is none."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from affetto.affect import FaceEmotion, SceneEmotion


def feel(affetto, *pictures):
    result = affetto.run("feel", "--json", *pictures)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_astronaut_has_one_happy_face(affetto, astronaut):
    (reading,) = feel(affetto, astronaut)
    assert [face["emotion"] for face in reading["faces"]] == ["happy"]
    assert reading["overall"]["emotion"] == "happy"
    assert reading["overall"]["valence"] > 0.3
    x, y, width, height = reading["faces"][0]["box"]
    # Her face lies at about (175..275, 65..205) of the 512 px picture.
    assert 140 < x < 210
    assert 40 < y < 110
    assert 70 < width < 150
    assert 90 < height < 190


def test_the_palace_has_no_face_but_a_scene(affetto, palace):
    (reading,) = feel(affetto, palace)
    assert reading["faces"] == []
    assert reading["overall"]["source"] == "scene"
    assert reading["overall"]["emotion"] in list(SceneEmotion)
    assert reading["scene"]["valence"] > 0


def test_json_has_the_documented_shape(affetto, astronaut, palace):
    for reading in feel(affetto, astronaut, palace):
        assert list(reading) == ["picture", "overall", "faces", "scene"]
        overall = reading["overall"]
        assert set(overall) == {
            "emotion",
            "emotions",
            "valence",
            "arousal",
            "confidence",
            "source",
        }
        assert 0 <= overall["confidence"] <= 1
        assert set(reading["scene"]["emotions"]) == set(SceneEmotion)
        for face in reading["faces"]:
            assert set(face) == {"box", "score", "emotion", "emotions", "valence", "arousal"}
            assert set(face["emotions"]) == set(FaceEmotion)
        for part in (overall, reading["scene"], *reading["faces"]):
            assert sum(part["emotions"].values()) == pytest.approx(1, abs=0.01)
            assert -1 <= part["valence"] <= 1
            assert -1 <= part["arousal"] <= 1


def test_without_json_it_says_it_in_words(affetto, astronaut):
    result = affetto.run("feel", astronaut)
    assert result.returncode == 0
    assert "happy" in result.stdout
    assert "face 1" in result.stdout


def png_of_size(path, width, height):
    """A PNG whose header claims a size, with a few bytes of pixels behind it."""

    def chunk(kind, payload):
        body = kind + payload
        return struct.pack(">I", len(payload)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 16)))
        + chunk(b"IEND", b"")
    )


def make_bad(kind, folder):
    path = folder / f"{kind}.jpg"
    if kind == "empty":
        path.touch()
    elif kind == "text":
        path.write_text("a thousand words\n" * 50)
    elif kind == "truncated":
        whole = folder / "whole.jpg"
        Image.effect_noise((400, 300), 60).convert("RGB").save(whole, quality=90)
        path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    elif kind == "bomb":
        path = folder / "bomb.png"
        png_of_size(path, 30_000, 30_000)
    elif kind == "zero-height":
        path = folder / "zero-height.png"
        png_of_size(path, 100, 0)
    elif kind == "directory":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    return path


BAD = ["missing", "empty", "text", "truncated", "bomb", "zero-height", "directory", "pipe"]


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_picture_gets_one_clear_line(affetto, tmp_path, one_clear_line, kind):
    path = make_bad(kind, tmp_path)
    one_clear_line(affetto.run("feel", path), path.name)


def test_an_unreadable_picture_gets_one_clear_line(affetto, tmp_path, astronaut, one_clear_line):
    path = tmp_path / "secret.png"
    path.write_bytes(astronaut.read_bytes())
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything (root)")
    one_clear_line(affetto.run("feel", path), "secret.png")


def test_a_name_that_is_no_text_is_printed_all_the_same(affetto, tmp_path, palace):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jpg"))
    path.write_bytes(palace.read_bytes())
    for arguments in (("feel",), ("feel", "--json")):
        result = affetto.run(*arguments, path, as_text=False, PYTHONIOENCODING="utf-8:strict")
        assert result.returncode == 0, result.stderr
        assert b"joy" in result.stdout
    json.loads(result.stdout.decode("utf-8"))


def test_a_bad_picture_does_not_lose_the_others(affetto, tmp_path, astronaut, palace):
    bad = make_bad("text", tmp_path)
    result = affetto.run("feel", "--json", astronaut, bad, palace)
    assert result.returncode == 1
    assert len(result.stdout.splitlines()) == 2
    assert "text.jpg" in result.stderr


def test_a_bomb_does_not_fill_the_memory(tmp_path, peak_memory_mb):
    bomb = make_bad("bomb", tmp_path)
    code = (
        "import sys\n"
        "from affetto.errors import PictureError\n"
        "from affetto.vision.frames import load_picture\n"
        "from pathlib import Path\n"
        "try:\n"
        "    load_picture(Path(sys.argv[1]))\n"
        "except PictureError:\n"
        f"    print({peak_memory_mb})\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(bomb)], capture_output=True, text=True, check=True
    )
    assert float(result.stdout) < 300  # the picture would take 2,700


def test_a_reading_leaves_nothing_behind(affetto, astronaut, tmp_path):
    """Neither pictures nor notes of libraries on what was run: some send these to their makers."""
    people = tmp_path / "people"
    people.mkdir()
    folders = {"HOME": people, "XDG_CACHE_HOME": people / "cache", "TMPDIR": people}
    result = affetto.run("feel", astronaut, **{name: str(path) for name, path in folders.items()})
    assert result.returncode == 0, result.stderr
    assert not list(people.rglob("*"))
