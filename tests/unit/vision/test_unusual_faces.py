"""Faces upside down, tiny, half hidden or drawn: read right, or doubted, never wrong and sure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from affetto.affect import SURE_FROM, AffectSource
from affetto.inference.registry import open_session
from affetto.vision.face_detection import FaceDetector
from affetto.vision.face_emotion import FaceEmotionClassifier
from affetto.vision.picture_reader import PictureReader, PictureReading
from affetto.vision.scene_emotion import SceneClassifier

Change = Callable[[Image.Image], Image.Image]

# The astronaut's face, from hair line to chin, in the picture of 512 x 512.
FACE = (178, 65, 272, 200)
FACE_HEIGHT_PX = FACE[3] - FACE[1]


@pytest.fixture(scope="module")
def reader(detector: FaceDetector) -> PictureReader:
    return PictureReader(
        detector,
        FaceEmotionClassifier(open_session("face-emotion")),
        SceneClassifier(open_session("scene-emotion")),
    )


def shrunk(face_height_px: int) -> Change:
    def shrink(picture: Image.Image) -> Image.Image:
        side = round(512 * face_height_px / FACE_HEIGHT_PX)
        return picture.resize((side, side), Image.Resampling.LANCZOS)

    return shrink


def far_away(picture: Image.Image) -> Image.Image:
    """A face of 20 px in a larger picture."""
    table = Image.fromarray(skimage.data.coffee())
    table.paste(shrunk(20)(picture), (300, 100))
    return table


def covered(left: float, top: float, right: float, bottom: float) -> Change:
    """A board over a part of the face, in shares of its box."""

    def cover(picture: Image.Image) -> Image.Image:
        x, y, far_x, far_y = FACE
        width, height = far_x - x, far_y - y
        board = (x + left * width, y + top * height, x + right * width, y + bottom * height)
        ImageDraw.Draw(picture).rectangle(board, fill=(90, 120, 160))
        return picture

    return cover


def posterised(picture: Image.Image) -> Image.Image:
    return ImageOps.posterize(picture, 2)


def pencilled(picture: Image.Image) -> Image.Image:
    return picture.convert("L").filter(ImageFilter.CONTOUR).convert("RGB")


def cartooned(picture: Image.Image) -> Image.Image:
    """Few flat colours with dark outlines."""
    flat = np.asarray(picture.filter(ImageFilter.ModeFilter(9)).quantize(12).convert("RGB"))
    lines = picture.convert("L").filter(ImageFilter.GaussianBlur(1)).filter(ImageFilter.CONTOUR)
    ink = np.asarray(lines)[..., None] >= 200
    return Image.fromarray(flat * ink)


def smiley(_picture: Image.Image) -> Image.Image:
    page = Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(page)
    draw.ellipse((60, 40, 340, 360), fill=(255, 220, 180), outline="black", width=6)
    draw.ellipse((130, 150, 165, 185), fill="black")
    draw.ellipse((235, 150, 270, 185), fill="black")
    draw.line((200, 190, 190, 240, 210, 240), fill="black", width=4)
    draw.arc((130, 200, 270, 310), 20, 160, fill="black", width=8)
    return page


UNUSUAL: dict[str, Change] = {
    "upside down": lambda picture: picture.rotate(180),
    "lying left": lambda picture: picture.rotate(90),
    "lying right": lambda picture: picture.rotate(270),
    "aslant": lambda picture: picture.rotate(45),
    "20 px": shrunk(20),
    "12 px": shrunk(12),
    "20 px, far away": far_away,
    "lower half hidden": covered(-0.3, 0.5, 1.3, 1.3),
    "eyes hidden": covered(-0.1, 0.25, 1.1, 0.5),
    "left half hidden": covered(-0.5, -0.3, 0.5, 1.2),
    "posterised": posterised,
    "pencilled": pencilled,
    "cartooned": cartooned,
    "a smiley": smiley,
}


def read(reader: PictureReader, astronaut: NDArray[np.uint8], change: Change) -> PictureReading:
    return reader.read(np.asarray(change(Image.fromarray(astronaut.copy()))))


@pytest.mark.parametrize("name", UNUSUAL)
def test_a_smile_is_read_or_doubted_but_never_surely_something_else(
    name: str, reader: PictureReader, astronaut: NDArray[np.uint8]
) -> None:
    reading = read(reader, astronaut, UNUSUAL[name])
    for face in reading.faces:
        assert face.emotion == "happy" or face.emotions[face.emotion] < SURE_FROM
    overall = reading.overall
    assert sum(overall.emotions.values()) == pytest.approx(1)
    if not reading.faces:
        assert overall.source is AffectSource.SCENE
    elif overall.source is AffectSource.FACES:
        assert overall.emotion == "happy" or overall.confidence < SURE_FROM


@pytest.mark.parametrize(
    "name",
    ["upside down", "lying left", "lying right", "aslant", "eyes hidden", "posterised"],
)
def test_a_smile_that_people_see_is_found_and_read(
    name: str, reader: PictureReader, astronaut: NDArray[np.uint8]
) -> None:
    reading = read(reader, astronaut, UNUSUAL[name])
    assert [face.emotion for face in reading.faces] == ["happy"]


def test_a_hidden_mouth_makes_the_reading_less_sure(
    reader: PictureReader, astronaut: NDArray[np.uint8]
) -> None:
    whole = read(reader, astronaut, lambda picture: picture)
    hidden = read(reader, astronaut, UNUSUAL["lower half hidden"])
    sure_of_a_smile = whole.faces[0].emotions["happy"]
    assert all(face.emotions["happy"] < sure_of_a_smile - 0.2 for face in hidden.faces)
