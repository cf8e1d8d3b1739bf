"""Reading listed pictures."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.training.samples_for_tests import SEVEN, real_faces, save_faces

from affetto.errors import InputError
from affetto.training.datasets.labelled_files import LabelledFiles, read_pictures
from affetto.training.datasets.samples import Part
from affetto.vision.face_crops import shrink_whole


@pytest.fixture
def paths(tmp_path):
    paths = [tmp_path / f"{n}.png" for n in range(4)]
    save_faces(real_faces(4), *paths)
    return paths


def test_faces_of_fer2013s_size_come_back_as_they_were(tmp_path, paths):
    samples = read_pictures(tmp_path, [LabelledFiles(paths, np.array([0, 3, 4, 6]))], shrink_whole)
    assert np.array_equal(samples.inputs, real_faces(4))
    assert samples.labels.tolist() == [0, 3, 4, 6]
    assert samples.names == SEVEN
    assert samples.origins == [str(path) for path in paths]


def test_parts_are_joined_in_their_order(tmp_path, paths):
    listed = [
        LabelledFiles(paths[:3], np.array([0, 1, 2]), part=Part.TRAIN),
        LabelledFiles(paths[3:], np.array([3]), part=Part.TEST),
    ]
    samples = read_pictures(tmp_path, listed, shrink_whole)
    assert samples.parts.tolist() == [Part.TRAIN] * 3 + [Part.TEST]


def test_one_corrupt_picture_among_many_is_left_out_and_told(tmp_path, paths):
    paths[1].write_bytes(paths[1].read_bytes()[:200])
    told, progress = [], []
    samples = read_pictures(
        tmp_path,
        [LabelledFiles(paths, np.array([0, 3, 4, 6]))],
        shrink_whole,
        lambda done, total: progress.append((done, total)),
        told.append,
    )
    assert samples.labels.tolist() == [0, 4, 6]
    assert [error.source for error in told] == [str(paths[1])]
    assert progress == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_only_corrupt_pictures_are_refused(tmp_path, paths):
    for path in paths:
        path.write_text("no picture")
    with pytest.raises(InputError, match="none of its 4 files is a picture"):
        read_pictures(tmp_path, [LabelledFiles(paths, np.zeros(4, np.int64))], shrink_whole)


def test_classes_are_chosen_before_pictures_are_read(paths):
    paths[0].write_text("no picture")
    files = LabelledFiles(paths, np.array([1, 3, 4, 3])).choose(("happy", "sad"))
    assert files.paths == paths[1:]
    assert files.labels.tolist() == [0, 1, 0]
    assert files.names == ("happy", "sad")


def test_no_files_of_the_chosen_classes_are_refused_by_their_names(tmp_path, paths):
    files = LabelledFiles(paths, np.array([1, 1, 1, 1])).choose(("happy", "sad"))
    with pytest.raises(InputError, match="has no pictures of happy, sad"):
        read_pictures(tmp_path, [files], shrink_whole)
