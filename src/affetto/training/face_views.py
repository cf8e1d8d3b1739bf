"""Pictures for training a face detector: real scenes turned, scaled, pasted into and covered.

A few dozen marked pictures become many: each view shows a scene at another size and tilt, holds
faces of FER2013 laid into it, hides parts of faces behind masks, sunglasses, hands and edges, and
is lit and recorded differently.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Boxes = NDArray[np.float32]
Points = NDArray[np.float32]

# Landmarks in the order of a mirrored face: eyes and corners of the mouth change sides.
_MIRRORED = [1, 0, 2, 4, 3]
_SKIN_TONES = ((255, 219, 190), (231, 188, 150), (198, 150, 110), (150, 103, 72), (95, 62, 45))
_MASK_COLOURS = ((120, 175, 215), (235, 238, 240), (90, 160, 150), (30, 30, 35), (190, 205, 220))


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture and what is known of its faces.

    Attributes:
        rgb: uint8 [height, width, 3].
        boxes: float32 [n, 4], left, top, width and height of each face, px.
        landmarks: float32 [n, 5, 2], x and y, px; NaN where unknown.
        ignored: float32 [m, 4], boxes in which there may or may not be a face.
    """

    rgb: NDArray[np.uint8]
    boxes: Boxes
    landmarks: Points
    ignored: Boxes


@dataclass(frozen=True)
class ViewConfig:
    """How views are made. All choices are ours; sizes are shares of the view's side."""

    side_px: int = 224
    face_size: tuple[float, float] = (0.08, 1.3)
    most_enlarged: float = 3.0
    scene_scale: tuple[float, float] = (0.5, 1.6)
    # Most faces stand upright; the rest covers heads on shoulders, lying and upside down.
    tilts_deg: tuple[float, ...] = (20, 60, 180)
    tilt_shares: tuple[float, ...] = (0.6, 0.25, 0.15)
    empty_share: float = 0.4  # of the scenes without a face, that stay so
    most_pasted: int = 3
    # Smaller ones of 48 grey pixels are blots, of which every picture has some.
    pasted_size: tuple[float, float] = (0.12, 0.7)
    covered_share: float = 0.25


def compose_view(
    scene: Scene,
    faces: Sequence[Scene],
    config: ViewConfig,
    rng: np.random.Generator,
) -> Scene:
    """A view of `lay_out_view`, as some camera in some light might record it."""
    view = lay_out_view(scene, faces, config, rng)
    return replace(view, rgb=_record(Image.fromarray(view.rgb), rng))


def lay_out_view(
    scene: Scene,
    faces: Sequence[Scene],
    config: ViewConfig,
    rng: np.random.Generator,
) -> Scene:
    """A random view of `scene`, `side_px` wide and high, with some of `faces` laid in.

    Args:
        scene: what is shown.
        faces: single faces that fill their pictures, to choose from.
        config: how views are made.
        rng: decides everything random.
    """
    canvas, view = _turn_scene(scene, config, rng)
    if not len(scene.boxes) and rng.random() >= config.empty_share:
        for _ in range(rng.integers(1, config.most_pasted + 1)):
            view = _paste(canvas, view, faces[int(rng.integers(len(faces)))], config, rng)
    for box, landmarks in zip(view.boxes, view.landmarks, strict=True):
        if rng.random() < config.covered_share:
            _cover(canvas, box, landmarks, rng)
    return replace(view, rgb=np.asarray(canvas))


def turn_points(points: Points, turn: complex, shift: complex) -> Points:
    """Points [..., 2] after turn * (x + iy) + shift."""
    turned = turn * (points[..., 0] + 1j * points[..., 1]) + shift
    return np.stack([turned.real, turned.imag], axis=-1).astype(np.float32)


def turn_boxes(boxes: Boxes, turn: complex, shift: complex) -> Boxes:
    """Upright boxes [n, 4] around the ellipses that boxes hold, after turn * (x + iy) + shift.

    A face is closer to an ellipse than to a rectangle, whose corners would widen the box.
    """
    halves = boxes[:, 2:] / 2
    centres = turn_points((boxes[:, :2] + halves).astype(np.float32), turn, shift)
    cosine, sine = turn.real, turn.imag
    spans = np.stack(
        [
            np.hypot(halves[:, 0] * cosine, halves[:, 1] * sine),
            np.hypot(halves[:, 0] * sine, halves[:, 1] * cosine),
        ],
        axis=1,
    )
    return np.concatenate([centres - spans, 2 * spans], axis=1).astype(np.float32)


def mirror(scene: Scene) -> Scene:
    """The scene as a mirror shows it."""
    width = scene.rgb.shape[1]

    def mirror_boxes(boxes: Boxes) -> Boxes:
        mirrored = boxes.copy()
        mirrored[:, 0] = width - boxes[:, 0] - boxes[:, 2]
        return mirrored

    landmarks = scene.landmarks[:, _MIRRORED].copy()
    landmarks[..., 0] = width - landmarks[..., 0]
    return Scene(
        np.ascontiguousarray(scene.rgb[:, ::-1]),
        mirror_boxes(scene.boxes),
        landmarks,
        mirror_boxes(scene.ignored),
    )


def _log_uniform(bounds: tuple[float, float], rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(*np.log(bounds))))


def _random_tilt(config: ViewConfig, rng: np.random.Generator) -> complex:
    limit = rng.choice(config.tilts_deg, p=config.tilt_shares)
    return complex(np.exp(1j * np.deg2rad(rng.uniform(-limit, limit))))


def _turn_scene(
    scene: Scene, config: ViewConfig, rng: np.random.Generator
) -> tuple[Image.Image, Scene]:
    """The scene turned about one of its faces, or about its middle where it has none."""
    if rng.random() < 0.5:
        scene = mirror(scene)
    side = config.side_px
    height, width = scene.rgb.shape[:2]
    if len(scene.boxes):
        box = scene.boxes[rng.integers(len(scene.boxes))]
        pivot = complex(box[0] + box[2] / 2, box[1] + box[3] / 2)
        scale = min(
            _log_uniform(config.face_size, rng) * side / float(box[2:].max()),
            config.most_enlarged,
        )
        # A face that is larger than the view is cut off by it, as in a close-up.
        reach = 0.35 * max(0.2, 1 - scale * float(box[2:].max()) / side)
        target = side * complex(*(0.5 + rng.uniform(-reach, reach, 2)))
    else:
        pivot = complex(*(rng.uniform(0.3, 0.7, 2) * (width, height)))
        scale = _log_uniform(config.scene_scale, rng) * side / max(width, height)
        target = complex(side / 2, side / 2)
    turn = scale * _random_tilt(config, rng)
    shift = target - turn * pivot
    canvas = _warp(Image.fromarray(scene.rgb), turn, shift, (side, side), rng)
    boxes = turn_boxes(scene.boxes, turn, shift)
    landmarks = turn_points(scene.landmarks, turn, shift)
    return canvas, Scene(scene.rgb, boxes, landmarks, turn_boxes(scene.ignored, turn, shift))


def _warp(
    picture: Image.Image,
    turn: complex,
    shift: complex,
    size: tuple[int, int],
    rng: np.random.Generator,
) -> Image.Image:
    """The picture after turn * (x + iy) + shift, a random grey around it."""
    shrink = max(1, int(1 / abs(turn)))
    inverse = 1 / (turn * shrink)
    origin = -shift * inverse
    return picture.reduce(shrink).transform(
        size,
        Image.Transform.AFFINE,
        (inverse.real, -inverse.imag, origin.real, inverse.imag, inverse.real, origin.imag),
        Image.Resampling.BILINEAR,
        fillcolor=(int(rng.integers(256)),) * 3 if rng.random() < 0.7 else (0, 0, 0),
    )


def _paste(
    canvas: Image.Image,
    view: Scene,
    face: Scene,
    config: ViewConfig,
    rng: np.random.Generator,
) -> Scene:
    """Lay a face into the canvas with soft edges, tinted, where no other face is."""
    if rng.random() < 0.5:
        face = mirror(face)
    side = config.side_px
    height, width = face.rgb.shape[:2]
    scale = _log_uniform(config.pasted_size, rng) * side / float(face.boxes[0, 2:].max())
    turn = scale * _random_tilt(config, rng)
    middle = complex(width / 2, height / 2)
    target = side * complex(*rng.uniform(0.05, 0.95, 2))
    shift = target - turn * middle
    (box,) = turn_boxes(face.boxes, turn, shift)
    if _touches(box, np.concatenate([view.boxes, view.ignored])):
        return view
    picture = Image.fromarray(face.rgb)
    if rng.random() < 0.7:
        tint = _SKIN_TONES[rng.integers(len(_SKIN_TONES))]
        dark = tuple(channel // 8 for channel in tint)
        light = tuple(min(255, channel + 45) for channel in tint)
        picture = ImageOps.colorize(picture.convert("L"), dark, light, mid=tint, midpoint=150)
    mask = Image.new("L", (width, height), 0)
    margin = width // 16
    shape = ImageDraw.Draw(mask)
    bounds = (margin, margin, width - margin, height - margin)
    if rng.random() < 0.6:
        shape.ellipse(bounds, fill=255)
    else:
        shape.rounded_rectangle(bounds, radius=width // 4, fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(width / 24))
    size = (side, side)
    laid = _warp(picture.convert("RGB"), turn, shift, size, rng)
    soft = _warp(Image.merge("RGB", (mask,) * 3), turn, shift, size, rng).getchannel(0)
    soft.paste(0, mask=ImageOps.invert(_warp_extent((width, height), turn, shift, side)))
    canvas.paste(laid, mask=soft)
    return Scene(
        view.rgb,
        np.concatenate([view.boxes, box[None]]),
        np.concatenate([view.landmarks, turn_points(face.landmarks, turn, shift)]),
        view.ignored,
    )


def _warp_extent(extent: tuple[int, int], turn: complex, shift: complex, side: int) -> Image.Image:
    """White where the turned picture lies, black around it."""
    width, height = extent
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    outline = Image.new("L", (side, side), 0)
    polygon = [(float(x), float(y)) for x, y in turn_points(corners, turn, shift)]
    ImageDraw.Draw(outline).polygon(polygon, fill=255)
    return outline


def _touches(box: Boxes, others: Boxes) -> bool:
    shared = np.minimum(box[:2] + box[2:], others[:, :2] + others[:, 2:]) - np.maximum(
        box[:2], others[:, :2]
    )
    return bool((shared > 0).all(axis=1).any())


def _cover(canvas: Image.Image, box: Boxes, landmarks: Points, rng: np.random.Generator) -> None:
    """Hide a part of a face: its mouth, its eyes, a half, or what a hand would."""
    draw = ImageDraw.Draw(canvas)
    x, y, width, height = (float(value) for value in box)
    known = not np.isnan(landmarks).any()
    kind = rng.integers(4) if known else 3
    if kind == 0:
        _draw_mask(draw, landmarks, rng)
    elif kind == 1:
        _draw_sunglasses(draw, landmarks, rng)
    elif kind == 2:
        edge = rng.integers(4)
        share = rng.uniform(0.25, 0.5)
        left, top, right, bottom = x, y, x + width, y + height
        if edge == 0:
            right = x + width * share
        elif edge == 1:
            left = x + width * (1 - share)
        elif edge == 2:
            bottom = y + height * share
        else:
            top = y + height * (1 - share)
        draw.rectangle((left, top, right, bottom), fill=_any_colour(rng))
    else:
        tone = _SKIN_TONES[rng.integers(len(_SKIN_TONES))]
        colour = tone if rng.random() < 0.7 else _any_colour(rng)
        start = complex(x + width * rng.uniform(0, 1), y + height * rng.uniform(0.2, 1))
        along = np.exp(1j * rng.uniform(0, 2 * np.pi)) * height * rng.uniform(0.3, 0.7)
        for finger in range(rng.integers(1, 5)):
            near = start + 1j * along * 0.3 * finger
            far = near + along
            draw.line(
                (near.real, near.imag, far.real, far.imag),
                fill=colour,
                width=max(2, int(width * rng.uniform(0.1, 0.2))),
            )


def _draw_mask(draw: ImageDraw.ImageDraw, landmarks: Points, rng: np.random.Generator) -> None:
    """A surgical mask: from the bridge of the nose to below the chin."""
    eyes, nose, mouth = landmarks[:2], landmarks[2], landmarks[3:].mean(axis=0)
    across = eyes[1] - eyes[0]
    down = mouth - eyes.mean(axis=0)
    bridge = nose - down * rng.uniform(0.05, 0.35)
    outline = [
        bridge,
        mouth + across * 0.95 - down * 0.35,
        mouth + across * 0.7 + down * 0.5,
        mouth + down * 0.85,
        mouth - across * 0.7 + down * 0.5,
        mouth - across * 0.95 - down * 0.35,
    ]
    colour = _MASK_COLOURS[rng.integers(len(_MASK_COLOURS))]
    draw.polygon([(float(px), float(py)) for px, py in outline], fill=colour)
    for share in (0.0, 0.25):  # folds
        left, right = mouth - across * 0.6 + down * share, mouth + across * 0.6 + down * share
        darker = tuple(int(channel * 0.85) for channel in colour)
        draw.line((*left.tolist(), *right.tolist()), fill=darker)


def _draw_sunglasses(
    draw: ImageDraw.ImageDraw, landmarks: Points, rng: np.random.Generator
) -> None:
    left, right = landmarks[:2]
    across = right - left
    radius = float(np.hypot(*across)) * rng.uniform(0.32, 0.45)
    colour = tuple(int(channel) for channel in rng.integers(0, 60, 3))
    for eye in (left, right):
        ex, ey = float(eye[0]), float(eye[1])
        draw.ellipse((ex - radius, ey - radius * 0.8, ex + radius, ey + radius * 0.8), fill=colour)
    ends = (*(left - across * 0.4).tolist(), *(right + across * 0.4).tolist())
    draw.line(ends, fill=colour, width=max(1, int(radius / 4)))


def _any_colour(rng: np.random.Generator) -> tuple[int, int, int]:
    red, green, blue = (int(channel) for channel in rng.integers(0, 256, 3))
    return red, green, blue


def _record(canvas: Image.Image, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The canvas in other light, through another lens and camera."""
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        canvas = enhance(canvas).enhance(float(rng.uniform(0.75, 1.3)))
    if rng.random() < 0.15:
        canvas = canvas.convert("L").convert("RGB")
    if rng.random() < 0.2:
        canvas = canvas.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.4, 1.8))))
    if rng.random() < 0.2:
        buffer = io.BytesIO()
        canvas.save(buffer, "JPEG", quality=int(rng.integers(20, 80)))
        canvas = Image.open(buffer).convert("RGB")
    pixels = np.asarray(canvas).astype(np.float32)
    if rng.random() < 0.3:  # light from one side
        left, right = rng.uniform(0.6, 1.2, 2)
        ramp = np.linspace(left, right, pixels.shape[1], dtype=np.float32)
        pixels *= ramp[:, None]
    if rng.random() < 0.3:  # a coloured lamp
        pixels *= rng.uniform(0.6, 1.2, 3).astype(np.float32)
    if rng.random() < 0.2:
        pixels += rng.normal(0, rng.uniform(3, 15), pixels.shape).astype(np.float32)
    return pixels.clip(0, 255).astype(np.uint8)
