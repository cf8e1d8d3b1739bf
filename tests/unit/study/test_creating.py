"""Making studies with a real library, real networks and real strategies."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import skimage.data
from PIL import Image
from sklearn.datasets import load_sample_images
from tests.unit.study.studies_for_tests import JPEG_START

from affetto.affect import AffectSource, Point
from affetto.app.pictures import build_picture_reader
from affetto.app.study import (
    StudyWish,
    create_study,
    find_study,
    invite,
    link_of,
    list_studies,
    open_study,
    remove_study,
    token_of,
)
from affetto.config import Settings
from affetto.errors import InputError, LibraryError, PictureError
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.music_library import Library
from affetto.music import TrackTags
from affetto.recommend.filtering import NothingPassesError
from affetto.study.design import Vocabulary
from affetto.study.errors import UnknownTokenError
from affetto.vision.picture_reader import PictureReader

DAY = date(2026, 5, 4)
GPS_IFD = 0x8825


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(home=tmp_path / "home", workers=1)


@pytest.fixture(scope="module")
def filled_library(tmp_path_factory) -> Path:
    """Eight files from pleasant to unpleasant, and one track that only a service plays."""
    path = tmp_path_factory.mktemp("library") / "library.db"
    told = [
        ImportedTrack(
            TrackTags(f"Track {number}", "Ada", licence="CC BY-ND 4.0"),
            f"file:///music/{number}.flac" if number < 8 else "https://music.example/8",
            number,
            duration_s=180.0,
            mood=MoodStatement(
                MoodOrigin.CATALOGUE, "example", Point(0.8 - 0.2 * number, 0.3), 0.1
            ),
        )
        for number in range(9)
    ]
    with Library.open(path) as library, library.changing() as session:
        ImportRepository(session, "example").add(told)
    return path


@pytest.fixture
def library(settings, filled_library) -> Iterator[Library]:
    settings.home.mkdir()
    with Library.open(shutil.copy(filled_library, settings.library_path)) as library:
        yield library


@pytest.fixture(scope="module")
def reader() -> PictureReader:
    return build_picture_reader()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    face, scene = folder / "face.jpg", folder / "scene.png"
    position = Image.Exif()
    position.get_ifd(GPS_IFD)[1] = "N"
    Image.fromarray(skimage.data.astronaut()).save(face, exif=position)
    Image.fromarray(load_sample_images().images[0]).save(scene)
    return {"face": face, "scene": scene}


def wish(*files, **changes):
    return StudyWish("evening", tuple(files), ("affect", "random"), **{"tracks": 3, **changes})


def test_lists_are_fixed_of_music_that_can_be_heard_here(settings, library, reader, pictures):
    study = create_study(settings, library, reader, wish(*pictures.values()), DAY)
    face, scene = study.pictures()
    assert (face.name, scene.name) == ("face.jpg", "scene.png")
    assert face.affect.emotion == "happy"
    assert scene.affect.source is AffectSource.SCENE
    for picture in (face, scene):
        for tracks in picture.lists.values():
            assert [track.rank for track in tracks] == [1, 2, 3]
            assert len({track.track_id for track in tracks}) == 3
            assert all(track.uri.startswith("file:") for track in tracks)
            assert {track.licence for track in tracks} == {"CC BY-ND 4.0"}
    # Of a strategy that draws lots, either picture gets lots of its own.
    assert [t.uri for t in face.lists["random"]] != [t.uri for t in scene.lists["random"]]


def test_the_same_wish_makes_the_same_study(settings, library, reader, pictures, tmp_path):
    made = create_study(settings, library, reader, wish(pictures["face"], seed=4), DAY)
    other = Settings(home=tmp_path / "other", workers=1)
    again = create_study(other, library, reader, wish(pictures["face"], seed=4), DAY)
    assert again.pictures() == made.pictures()


def test_lists_stay_when_the_library_changes(settings, library, reader, pictures):
    before = create_study(settings, library, reader, wish(pictures["face"]), DAY).pictures()
    with library.writing() as repository:
        repository.remove([track.id for track in library.tracks()])
    assert open_study(settings, "evening").pictures() == before


def test_pictures_are_kept_without_what_their_files_say_of_place(
    settings, library, reader, pictures
):
    assert Image.open(pictures["face"]).getexif().get_ifd(GPS_IFD)
    study = create_study(settings, library, reader, wish(pictures["face"]), DAY)
    (token,) = invite(study, 1, DAY)
    study.agree(token, DAY)
    jpeg = study.picture_shown(token, 1)
    assert jpeg.startswith(JPEG_START)
    assert not Image.open(io.BytesIO(jpeg)).getexif()


@pytest.mark.parametrize(
    ("names", "vocabulary"),
    [
        (["face"], Vocabulary.FACES),
        (["scene"], Vocabulary.LANDSCAPES),
        (["face", "scene"], Vocabulary.BOTH),
    ],
)
def test_words_are_those_of_what_the_pictures_show(
    settings, library, reader, pictures, names, vocabulary
):
    study = create_study(settings, library, reader, wish(*(pictures[name] for name in names)), DAY)
    assert study.design.words == vocabulary.words


def test_a_wish_that_cannot_be_fulfilled_leaves_no_study(
    settings, library, reader, pictures, tmp_path
):
    face = pictures["face"]
    copy = shutil.copy(face, tmp_path / "copy.jpg")
    text = tmp_path / "notes.txt"
    text.write_text("no picture")
    for error, wanted in [
        (LibraryError, wish(face, tracks=9)),
        (PictureError, wish(face, text)),
        (InputError, wish(face, copy)),
        (InputError, wish()),
        (InputError, StudyWish("evening", (face,), ("affect", "playlist"))),
        (InputError, StudyWish("evening", (face,), ("affect", "nonsense"))),
        (InputError, StudyWish("evening", (face,), ("affect", "affect"))),
        (InputError, StudyWish("../evening", (face,), ("affect", "random"))),
    ]:
        with pytest.raises(error):
            create_study(settings, library, reader, wanted, DAY)
    assert list(list_studies(settings)) == []


def test_too_narrow_a_licence_is_named(settings, library, reader, pictures):
    with pytest.raises(NothingPassesError, match="licence"):
        create_study(settings, library, reader, wish(pictures["face"], licence="film"), DAY)


def test_a_study_is_not_overwritten(settings, library, reader, pictures):
    create_study(settings, library, reader, wish(pictures["face"]), DAY)
    with pytest.raises(InputError, match="is a study of this name"):
        create_study(settings, library, reader, wish(pictures["face"]), DAY)


def test_a_link_leads_to_its_study_whatever_lies_beside_it(settings, library, reader, pictures):
    study = create_study(settings, library, reader, wish(pictures["face"]), DAY)
    (settings.home / "studies" / "broken.db").write_bytes(b"no study")
    (token,) = invite(study, 1, DAY)
    link = link_of("https://studies.example/", token)
    assert link == f"https://studies.example/study/{token}"
    assert find_study(settings, token_of(link)).design.name == "evening"
    with pytest.raises(UnknownTokenError):
        find_study(settings, "nobody")
    assert [each.design.name for each in list_studies(settings)] == ["evening"]


def test_a_removed_study_is_gone(settings, library, reader, pictures):
    create_study(settings, library, reader, wish(pictures["face"]), DAY)
    remove_study(settings, "evening")
    with pytest.raises(InputError, match="no study is called so"):
        open_study(settings, "evening")
    with pytest.raises(InputError, match="at once"):
        invite(create_study(settings, library, reader, wish(pictures["face"]), DAY), 0, DAY)
