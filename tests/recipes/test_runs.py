"""What a run refuses, keeps, and goes on from."""

import dataclasses
import json
import shutil

import numpy as np
import pytest
from PIL import Image

from affetto.errors import AffettoError, InputError
from affetto.inference.trained_model import open_trained_model
from affetto.training.catalogue import find_recipe
from affetto.training.methods.trained import Settings
from affetto.training.recipe import Grid, Hyperband
from affetto.training.run_folder import read_run
from affetto.training.runner import train
from affetto.training.tuning import search

pytestmark = pytest.mark.slow

SMALL = Settings(epochs=2, batch_size=8, weights=None, seed=3)


def quiet(_line):
    pass


@pytest.fixture(scope="module")
def finished(faces_csv, tmp_path_factory):
    run = tmp_path_factory.mktemp("run") / "first"
    train(find_recipe("s0-face-cnn-baseline"), [faces_csv], run, SMALL, quiet)
    return run


def test_the_same_settings_and_seed_give_the_same_model(finished, faces_csv, tmp_path):
    again = tmp_path / "again"
    train(find_recipe("s0-face-cnn-baseline"), [faces_csv], again, SMALL, quiet)

    first, second = (read_run(run).predictions["test"].probs for run in (finished, again))
    assert np.abs(first - second).max() < 1e-5


def test_a_trial_takes_no_more_samples_than_asked_for(faces_csv, tmp_path):
    few = dataclasses.replace(SMALL, samples=45, epochs=1)

    prepared = train(find_recipe("s0-face-cnn-baseline"), [faces_csv], tmp_path, few, quiet)

    parts = prepared.splits
    assert len(parts.train) + len(parts.validation) + len(parts.test) + parts.left_out == 45
    assert "--samples 45" in read_run(tmp_path).metrics["command"]


def test_a_run_with_other_settings_is_not_overwritten(finished, faces_csv):
    before = (finished / "model.onnx").read_bytes()

    with pytest.raises(InputError, match="other settings"):
        train(
            find_recipe("s0-face-cnn-baseline"),
            [faces_csv],
            finished,
            dataclasses.replace(SMALL, epochs=3),
            quiet,
        )

    assert (finished / "model.onnx").read_bytes() == before


def test_a_stopped_run_keeps_its_epochs_and_goes_on(finished, faces_csv, tmp_path):
    recipe, run = find_recipe("s0-face-cnn-baseline"), tmp_path / "stopped"

    def stop(line):
        if line.startswith("epoch 1/"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(recipe, [faces_csv], run, SMALL, stop)
    assert not (run / "model.json").exists()
    said = []
    train(recipe, [faces_csv], run, SMALL, said.append)

    assert "goes on after epoch 1" in said
    first, second = (read_run(each).predictions["test"].probs for each in (finished, run))
    assert np.abs(first - second).max() < 1e-5


def test_the_command_in_the_run_makes_it_again(finished):
    command = read_run(finished).metrics["command"].split()

    assert command[:3] == ["affetto", "train", "s0-face-cnn-baseline"]
    assert "--epochs" in command
    assert "--seed" in command


def test_a_setting_the_recipe_does_not_know_is_named(faces_csv, tmp_path):
    settings = dataclasses.replace(SMALL, overrides={"dropuot": 0.3})

    with pytest.raises(InputError, match=r"dropuot.*dropout"):
        train(find_recipe("s0-face-cnn-tuned"), [faces_csv], tmp_path / "run", settings, quiet)


def test_weights_that_cannot_be_had_say_what_to_do(faces_csv, tmp_path):
    bad = tmp_path / "weights.h5"
    bad.write_bytes(b"no weights")
    settings = dataclasses.replace(SMALL, weights=str(bad))

    with pytest.raises(AffettoError, match="--weights none"):
        train(find_recipe("s4-face-vgg16"), [faces_csv], tmp_path / "run", settings, quiet)


def write_folders(folder, classes, n=6):
    rng = np.random.default_rng(1)
    for index, name in enumerate(classes):
        (folder / name).mkdir(parents=True)
        for number in range(n):
            pixels = rng.integers(0, 120, (48, 48)) + 20 * index
            Image.fromarray(pixels.astype(np.uint8)).save(folder / name / f"{number}.png")
    return folder


FIVE = ("angry", "fear", "happy", "sad", "neutral")


def no_folders(folder):
    folder.mkdir()
    return folder, "class folders"


def one_class(folder):
    return write_folders(folder, ["happy"]), "happy|class"


def all_corrupt(folder):
    write_folders(folder, FIVE)
    for file in folder.rglob("*.png"):
        file.write_bytes(b"not a picture")
    return folder, "png|picture"


def bad_row(folder):
    folder.mkdir()
    file = folder / "fer2013.csv"
    file.write_text("emotion,pixels,Usage\n3,1 2 3,Training\n")
    return file, "line 2"


def too_few(folder):
    return write_folders(folder, FIVE, n=1), "samples"


@pytest.mark.parametrize("make", [no_folders, one_class, all_corrupt, bad_row, too_few])
def test_data_that_cannot_be_learned_from_gives_one_clear_line(make, tmp_path):
    data, named = make(tmp_path / "data")

    with pytest.raises(InputError, match=named) as caught:
        train(find_recipe("s0-face-cnn-baseline"), [data], tmp_path / "run", SMALL, quiet)

    assert "\n" not in str(caught.value)


def test_too_few_tracks_for_smote_are_named(tracks_csv, tmp_path):
    lines = tracks_csv.read_text().splitlines()
    # All but six happy tracks of the largest class stay, and six sad ones.
    kept = [line for line in lines if not line.startswith("sad")]
    few = [line for line in lines if line.startswith("sad")][:6]
    file = tmp_path / "tracks.csv"
    file.write_text("\n".join([*kept, *few]) + "\n")

    with pytest.raises(InputError, match="sad"):
        train(find_recipe("s4-music-cnn"), [file], tmp_path / "run", SMALL, quiet)


def test_class_folders_serve_as_well_as_the_csv(tmp_path):
    data = write_folders(tmp_path / "faces", FIVE, n=8)
    run = tmp_path / "run"

    train(find_recipe("s0-face-cnn-baseline"), [data], run, SMALL, quiet)

    spec, _session = open_trained_model(run)
    assert spec.labels == FIVE
    assert sum(json.loads((run / "metrics.json").read_text())["class_counts"]["test"].values()) > 0


def test_grid_of_a_machine_tries_all_and_trains_the_best(faces_csv, tmp_path):
    recipe = dataclasses.replace(
        find_recipe("s0-face-svm-baseline"),
        search=Grid({"kernel": ("linear", "rbf"), "c": (0.01, 10.0)}),
    )
    run = tmp_path / "search"

    results = search(recipe, [faces_csv], run, SMALL, quiet)

    assert len(results) == 4
    assert results[0].accuracy == max(result.accuracy for result in results)
    rows = (run / "search.csv").read_text().splitlines()
    assert rows[0] == "kernel,c,epochs,validation_accuracy"
    assert len(rows) == 5
    best = read_run(run / "best").metrics["svm"]
    assert {name: best[name] for name in ("kernel", "c")} == results[0].settings


def test_hyperband_goes_on_after_a_stop(faces_csv, tmp_path):
    recipe = dataclasses.replace(
        find_recipe("s4-face-cnn"),
        search=Hyperband({"dense_units": (16, 32), "learning_rate": (1e-3, 5e-4)}, 2, 2),
    )
    run, seen = tmp_path / "search", []

    def stop_in_second_trial(line):
        seen.append(line)
        if sum(each.startswith("epoch") for each in seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search(recipe, [faces_csv], run, SMALL, stop_in_second_trial)
    first = [line for line in seen if line.startswith("trial 0000: validation")]
    again = []
    results = search(recipe, [faces_csv], run, SMALL, again.append)

    assert first  # the first trial was done before the stop
    assert not any(line.startswith("trial 0000: dense") for line in again)  # and not repeated
    assert results[0].accuracy == max(result.accuracy for result in results)
    assert max(result.epochs for result in results) == 2
    assert (run / "best" / "model.onnx").is_file()


def test_a_recipe_without_a_search_says_so(faces_csv, tmp_path):
    with pytest.raises(InputError, match="no search"):
        search(find_recipe("s1-cnn"), [faces_csv], tmp_path, SMALL, quiet)


def test_a_damaged_checkpoint_is_not_half_read(finished, faces_csv, tmp_path):
    run = tmp_path / "damaged"
    shutil.copytree(finished, run)
    for state in (run / "checkpoint").glob("epoch-*"):
        (state / "model.keras").write_bytes(b"damaged")

    with pytest.raises(InputError, match="checkpoint"):
        train(find_recipe("s0-face-cnn-baseline"), [faces_csv], run, SMALL, quiet)
