"""Small data for recipes: drawn faces, drawn landscapes, tracks made up by the written rules."""

import csv

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from affetto.affect import FaceEmotion, SceneEmotion
from affetto.training.catalogue import find_recipe

# Threads that wait for each other crawl where other work takes one of their cores.
torch.set_num_threads(1)

# How the taggers of FER+ call what FER2013 calls so.
VOTES = ("neutral", "happy", "surprise", "sad", "angry", "disgust", "fear", "contempt")


def draw_face(emotion, rng):
    """A face of 48 x 48 pixels whose mouth, eyes and brows say what it feels."""
    index = list(FaceEmotion).index(emotion)
    image = Image.new("L", (48, 48), int(rng.integers(60, 90)))
    draw = ImageDraw.Draw(image)
    dx, dy = rng.integers(-2, 3, 2)
    draw.ellipse((6 + dx, 3 + dy, 42 + dx, 45 + dy), fill=170)
    for x in (16, 32):
        r = 2 + index % 3
        draw.ellipse((x - r + dx, 18 - r + dy, x + r + dx, 18 + r + dy), fill=20)
        draw.line((x - 4 + dx, 11 + index % 4 + dy, x + 4 + dx, 11 + dy), fill=20, width=2)
    start, end = ((20, 160), (200, 340))[index % 2]
    draw.arc((14 + dx, 26 + dy, 34 + dx, 30 + index + dy), start, end, fill=20, width=3)
    noisy = np.asarray(image, np.float64) + rng.normal(0, 6, (48, 48))
    return noisy.clip(0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def faces_csv(tmp_path_factory):
    """The official csv, and that of FER+ beside it, of drawn faces."""
    folder, rng = tmp_path_factory.mktemp("faces"), np.random.default_rng(5)
    usages = ["Training"] * 6 + ["PublicTest"] * 2 + ["PrivateTest"] * 2
    with (
        (folder / "fer2013.csv").open("w") as faces,
        (folder / "fer2013new.csv").open("w") as votes,
    ):
        rows, tags = csv.writer(faces), csv.writer(votes)
        rows.writerow(["emotion", "pixels", "Usage"])
        tags.writerow(["Usage", "Image name", *VOTES, "unknown", "NF"])
        spellings = {FaceEmotion.SURPRISE: "surprise", FaceEmotion.HAPPY: "happy"}
        for usage in usages:
            for label, emotion in enumerate(FaceEmotion):
                pixels = " ".join(map(str, draw_face(emotion, rng).ravel()))
                rows.writerow([label, pixels, usage])
                chosen = VOTES.index(spellings.get(emotion, str(emotion)))
                counts = [0] * 10
                counts[chosen], counts[(chosen + 3) % 8] = 8, 2
                tags.writerow([usage, "", *counts])
            # Contempt, which only the taggers name, in a face called neutral.
            pixels = " ".join(map(str, draw_face(FaceEmotion.NEUTRAL, rng)[:, ::-1].ravel()))
            rows.writerow([6, pixels, usage])
            tags.writerow([usage, "", 1, 0, 0, 0, 0, 0, 0, 9, 0, 0])
    return folder / "fer2013.csv"


@pytest.fixture(scope="module")
def landscape_folders(tmp_path_factory):
    """Skies and grounds, in folders by mood."""
    folder, rng = tmp_path_factory.mktemp("landscapes"), np.random.default_rng(6)
    skies = ((120, 190, 250), (40, 42, 50), (80, 220, 240), (230, 150, 90))
    grounds = ((230, 210, 150), (30, 30, 28), (60, 200, 70), (90, 60, 50))
    for mood, sky, ground in zip(SceneEmotion, skies, grounds, strict=True):
        (folder / mood).mkdir()
        for number in range(9):
            image = Image.new("RGB", (160, 120), sky)
            draw = ImageDraw.Draw(image)
            draw.rectangle((0, int(rng.integers(50, 90)), 160, 120), fill=ground)
            noisy = np.asarray(image, np.float64) + rng.normal(0, 8, (120, 160, 3))
            Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(
                folder / mood / f"{number}.png"
            )
    return folder


@pytest.fixture(scope="module")
def tracks_csv(tmp_path_factory):
    """Tracks that the written rules call by all five moods."""
    file, rng = tmp_path_factory.mktemp("tracks") / "tracks.csv", np.random.default_rng(7)
    moods = {
        "happy": {"valence": 0.9, "danceability": 0.8, "mode": 1, "energy": 0.6, "tempo": 110},
        "sad": {"valence": 0.1, "energy": 0.2, "mode": 0, "tempo": 80, "loudness": -14},
        "angry": {"valence": 0.2, "energy": 0.95, "loudness": -3, "tempo": 120, "mode": 1},
        "fear": {"valence": 0.2, "loudness": -8, "tempo": 170, "energy": 0.6, "mode": 1},
        "surprise": {"energy": 0.85, "tempo": 150, "valence": 0.55, "mode": 1},
    }
    columns = find_recipe("s4-music-cnn").input.columns
    with file.open("w") as stream:
        rows = csv.writer(stream)
        rows.writerow(["track", "artist", *columns])
        for mood, typical in moods.items():
            # Unlike in number, so that SMOTE has something to do.
            for number in range(40 if mood == "happy" else 20):
                plain = dict.fromkeys(columns, 0.3) | {"loudness": -9, "tempo": 100, "key": 4}
                row = {name: {**plain, **typical}[name] for name in columns}
                moved = {
                    name: value if name in ("mode", "key") else value * rng.normal(1, 0.02)
                    for name, value in row.items()
                }
                rows.writerow([f"{mood} {number}", "nobody", *moved.values()])
    return file
