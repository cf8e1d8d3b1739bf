"""An explanation as transparent layers, for whoever shows the picture itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from affetto.vision.explanation import FaceExplanation, PictureExplanation
from affetto.vision.explanation_drawing import map_back
from affetto.vision.face_crops import SIDE_PX, fit_crop
from affetto.vision.faces import Box
from affetto.vision.heatmap import enlarge_heat, layer_heat

# Longest side of a layer, pixels. Heat is smooth and has no more than 48 values along a face, so
# it may be enlarged; our choice, by eye.
_LAYER_PX = 256
# Half of the step from square to square, in pixels of the network's input.
_SCENE_SIGMA_PX = 22
_LEAST_HEAT = 1e-6  # of a scene in which nothing decides, which is not to be blown up


@dataclass(frozen=True, eq=False)
class HeatLayer:
    """Heat that lies over a part of a picture.

    Attributes:
        face: which face of the reading it is about, from 0; None for the scene.
        box: the part, in pixels of the upright picture.
        emotion: the answer that rests on what is hot.
        image: RGBA, to be stretched over the box.
    """

    face: int | None
    box: Box
    emotion: str
    image: Image.Image


def layer_explanation(explanation: PictureExplanation, width: int, height: int) -> list[HeatLayer]:
    """The layers of the faces that were explained, in the order of the reading, then the scene's.

    Args:
        explanation: of a picture.
        width: of that picture, pixels.
        height: of that picture, pixels.
    """
    numbers = {id(reading): number for number, reading in enumerate(explanation.reading.faces)}
    faces = [
        _layer_face(numbers[id(face.reading)], face, width, height) for face in explanation.faces
    ]
    faces.sort(key=lambda layer: layer.face or 0)
    return [*faces, _layer_scene(explanation, width, height)]


def _layer_face(number: int, face: FaceExplanation, width: int, height: int) -> HeatLayer:
    box = _crop_box(face, width, height)
    scale, size = _fit(box)
    corner = complex(box.x, box.y)
    heat = np.clip(map_back(face.evidence.heat, face, scale, size, corner), 0, 1)
    return HeatLayer(number, box, face.reading.emotion, layer_heat(heat))


def _layer_scene(explanation: PictureExplanation, width: int, height: int) -> HeatLayer:
    box = Box(0, 0, width, height)
    _, size = _fit(box)
    # Squares are hidden one after the other, so steps between them say nothing of the picture.
    heat = gaussian_filter(explanation.scene.heat, _SCENE_SIGMA_PX)
    heat = enlarge_heat(heat / max(float(heat.max()), _LEAST_HEAT), *size)
    return HeatLayer(None, box, explanation.reading.scene.emotion, layer_heat(heat))


def _crop_box(face: FaceExplanation, width: int, height: int) -> Box:
    """What of the picture the network saw of a face, upright and within the picture.

    A face that is cut off may have been cropped beyond the border; one pixel is left at least.
    """
    turn, shift = fit_crop(face.reading.face)
    corners = np.array([0, 1, 1j, 1 + 1j]) * SIDE_PX * turn + shift
    left, right = np.clip([corners.real.min(), corners.real.max()], 0, width)
    top, bottom = np.clip([corners.imag.min(), corners.imag.max()], 0, height)
    return Box(
        float(min(left, width - 1)),
        float(min(top, height - 1)),
        float(max(1.0, right - left)),
        float(max(1.0, bottom - top)),
    )


def _fit(box: Box) -> tuple[float, tuple[int, int]]:
    """Pixels of the layer per pixel of the picture, and the layer's size."""
    scale = _LAYER_PX / max(box.width, box.height)
    return scale, (max(1, round(scale * box.width)), max(1, round(scale * box.height)))
