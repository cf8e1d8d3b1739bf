"""OASIS from its folder."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from affetto.errors import InputError
from affetto.training.datasets.oasis import load_oasis

HEADER = "theme,category,source,valence_mean,valence_sd,arousal_mean,arousal_sd\n"


def make_folder(tmp_path, rows, themes):
    (tmp_path / "norms.csv").write_text(HEADER + "".join(rows))
    (tmp_path / "images").mkdir()
    for theme in themes:
        Image.new("RGB", (8, 6)).save(tmp_path / "images" / f"{theme}.jpg")
    return tmp_path


def test_ratings_are_brought_to_the_plane(tmp_path):
    rows = ["Lake 1,Scenery,x,7,0,1,0\n", "Lake 2,Scenery,x,4,0,5.5,0\n"]
    pictures = load_oasis(make_folder(tmp_path, rows, ["Lake 1", "Lake 2"]))
    assert np.allclose(pictures.affect, [[1, -1], [0, 0.5]])
    assert pictures.groups == ["Lake", "Lake"]


def test_the_published_table_is_read_as_it_is(tmp_path):
    folder = make_folder(tmp_path, [], ["Lake 1"])
    (folder / "norms.csv").unlink()
    (folder / "OASIS.csv").write_text(
        ",Theme,Category,Source,Valence_mean,Valence_SD,Valence_N,Arousal_mean,Arousal_SD,Arousal_N\n"
        "I1,Lake 1 ,Scenery,Pixabay,5.5,1.2,103,2.5,1.4,100\n"
    )
    pictures = load_oasis(folder)
    assert pictures.themes == ["Lake 1"]
    assert np.allclose(pictures.affect, [[0.5, -0.5]])


def test_some_of_the_pictures_keep_their_ratings(tmp_path):
    rows = ["Lake 1,Scenery,x,7,0,1,0\n", "Dog 1,Animal,x,4,0,5.5,0\n"]
    pictures = load_oasis(make_folder(tmp_path, rows, ["Lake 1", "Dog 1"]))
    chosen = pictures.select(pictures.categories == "Animal")
    assert chosen.themes == ["Dog 1"]
    assert [path.name for path in chosen.paths] == ["Dog 1.jpg"]
    assert np.allclose(chosen.affect, [[0, 0.5]])


def test_a_missing_picture_is_named(tmp_path):
    folder = make_folder(tmp_path, ["Lake 1,Scenery,x,7,0,1,0\n"], [])
    with pytest.raises(InputError, match=r"line 2.*Lake 1\.jpg"):
        load_oasis(folder)


def test_a_bad_rating_is_named(tmp_path):
    folder = make_folder(tmp_path, ["Lake 1,Scenery,x,high,0,1,0\n"], ["Lake 1"])
    with pytest.raises(InputError, match="line 2"):
        load_oasis(folder)


def test_a_folder_without_norms_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"norms\.csv"):
        load_oasis(tmp_path)


def test_reads_the_published_set(shared_data):
    pictures = load_oasis(shared_data / "oasis")
    assert len(pictures) == 720
    assert set(pictures.categories) == {"Animal", "Object", "Person", "Scenery"}
    assert (abs(pictures.affect) <= 1).all()
