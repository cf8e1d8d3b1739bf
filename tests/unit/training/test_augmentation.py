"""Random changes of training pictures."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from skimage import data
from skimage.transform import rotate
from tests.unit.training.samples_for_tests import real_faces

from affetto.training.augmentation import augment
from affetto.training.recipe import Augmentation

EVERYTHING = Augmentation(
    rotation_deg=30, shift=0.1, zoom=(0.9, 1.2), flip=True, brightness=(0.5, 1.5)
)


def drawn(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def faces(n: int = 16) -> torch.Tensor:
    return torch.from_numpy(real_faces(n))


def astronaut(n: int = 4) -> torch.Tensor:
    picture = torch.from_numpy(data.astronaut()[:256:2, 100:356:2].copy())
    return picture.expand(n, -1, -1, -1)


@pytest.mark.parametrize("pictures", [faces(), astronaut(), astronaut()[:, :, :96]])
def test_views_have_the_shape_and_range_of_their_pictures(pictures):
    views = augment(pictures, EVERYTHING, drawn())
    assert views.shape == pictures.shape
    assert views.dtype == torch.float32
    assert views.min() >= 0
    assert views.max() <= 255
    assert ((views - pictures.float()).abs().flatten(1).mean(dim=1) > 1).all()


def test_no_change_changes_nothing():
    assert torch.equal(augment(faces(), Augmentation(), drawn()), faces().float())


def test_the_same_state_gives_the_same_views_and_each_picture_its_own():
    first, again = (augment(astronaut(), EVERYTHING, drawn(5)) for _ in range(2))
    assert torch.equal(first, again)
    assert not torch.equal(first[0], first[1])
    assert not torch.equal(first, augment(astronaut(), EVERYTHING, drawn(6)))


def test_half_of_the_pictures_are_mirrored():
    pictures = faces(1).expand(400, -1, -1)
    views = augment(pictures, Augmentation(flip=True), drawn())
    mirrored = [torch.allclose(view, pictures[0].float().flip(-1), atol=0.01) for view in views]
    same = [torch.allclose(view, pictures[0].float(), atol=0.01) for view in views]
    assert sum(mirrored) + sum(same) == 400
    assert 150 < sum(mirrored) < 250


@pytest.mark.parametrize("factor", [0.5, 1.4])
def test_brightness_is_a_factor_that_ends_at_white(factor):
    views = augment(faces(), Augmentation(brightness=(factor, factor)), drawn())
    assert torch.allclose(views, (faces().float() * factor).clamp(max=255), atol=0.01)


def test_an_enlarged_view_shows_the_middle_of_its_picture():
    # Twice as large: the middle half of the picture fills the view.
    views = augment(faces(), Augmentation(zoom=(2, 2)), drawn())
    small = torch.nn.functional.avg_pool2d(views.unsqueeze(1), 2).squeeze(1)
    middle = faces().float()[:, 12:36, 12:36]
    assert (small - middle).abs().mean() < 3


def test_pictures_are_moved_by_no_more_than_the_share_of_their_side():
    picture = torch.zeros(1, 48, 48, dtype=torch.uint8)
    picture[0, 23:25, 23:25] = 255  # its middle
    views = augment(picture.expand(300, -1, -1), Augmentation(shift=0.25), drawn())
    weight = views / views.sum(dim=(1, 2), keepdim=True)
    across, down = ((weight.sum(dim=axis) * torch.arange(48)).sum(dim=1) - 23.5 for axis in (1, 2))
    for moved in (across, down):
        assert moved.abs().max() <= 12 + 0.01
        assert moved.min() < -10
        assert moved.max() > 10
    assert abs(np.corrcoef(across, down)[0, 1]) < 0.2


def test_what_lies_beyond_the_border_repeats_it():
    views = augment(torch.full((8, 48, 48), 90, dtype=torch.uint8), EVERYTHING, drawn())
    dark_or_light = views.flatten(1)
    assert (dark_or_light.amax(dim=1) - dark_or_light.amin(dim=1)).max() < 0.01


@pytest.mark.parametrize("width", [48, 32])
def test_pictures_are_turned_as_another_library_turns_them(width):
    # Of all angles that can have been drawn one explains the view, also where it is not square.
    picture = faces(3)[2][:, :width]
    view = augment(picture.unsqueeze(0), Augmentation(rotation_deg=40), drawn(3))[0].numpy()
    candidates = [
        rotate(picture.numpy(), angle, mode="edge", order=1, preserve_range=True)
        for angle in np.arange(-40, 40.5, 0.5)
    ]
    errors = [np.abs(candidate - view).mean() for candidate in candidates]
    assert min(errors) < 1
    assert np.median(errors) > 10
