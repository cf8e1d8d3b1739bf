import math

import numpy as np
import pytest
import torch
from torch import nn

from affetto.errors import AffettoError
from affetto.training import recipes  # noqa: F401  names Keras's backend
from affetto.training.datasets.samples import Samples
from affetto.training.fitting import FittingData, best_epoch, fit, is_over, learning_rate_after
from affetto.training.recipe import Schedule

PATIENT = Schedule(
    epochs=12,
    batch_size=8,
    learning_rate=0.1,
    stop_after=4,
    slow_down_after=2,
    slow_down_by=0.5,
    min_learning_rate=0.02,
)
LOSSES = [1.0, 0.9, 0.95, 0.91, 0.90005, 0.8, 0.85, 0.85, 0.84, 0.83, 0.82, 0.81]


def follow_keras(losses, schedule):
    """Rates and the epoch of the end, as Keras's own callbacks decide them."""
    import keras

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(schedule.learning_rate), loss="mse")
    slower = keras.callbacks.ReduceLROnPlateau(
        "val_loss",
        factor=schedule.slow_down_by,
        patience=schedule.slow_down_after,
        min_lr=schedule.min_learning_rate,
    )
    stopper = keras.callbacks.EarlyStopping("val_loss", patience=schedule.stop_after)
    for callback in (slower, stopper):
        callback.set_model(model)
        callback.on_train_begin()
    model.stop_training = False
    rates = []
    for epoch, loss in enumerate(losses):
        rates.append(float(model.optimizer.learning_rate))
        for callback in (slower, stopper):
            callback.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            break
    return rates


def test_slows_down_and_stops_as_the_callbacks_of_keras_do():
    expected = follow_keras(LOSSES, PATIENT)

    rates, losses = [], []
    while not is_over(losses, PATIENT):
        rates.append(learning_rate_after(losses, PATIENT))
        losses.append(LOSSES[len(losses)])

    assert rates == pytest.approx(expected)
    assert len(set(rates)) > 2  # the losses do make it slow down, twice
    assert len(rates) < len(LOSSES)  # and stop


def test_without_patience_runs_all_epochs_at_one_rate():
    schedule = Schedule(epochs=3, learning_rate=0.1)

    assert not is_over([1, 2], schedule)
    assert is_over([1, 2, 3], schedule)
    assert learning_rate_after([1, 2, 3], schedule) == 0.1


def make_samples(n, seed):
    """Bright and dark noise: a class each."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, n)
    inputs = (rng.integers(0, 100, (n, 48, 48)) + 100 * labels[:, None, None]).astype(np.uint8)
    return Samples(inputs, labels, ("dark", "bright"), [f"{i}" for i in range(n)], np.zeros(n))


class Shrink(nn.Module):
    def forward(self, pictures):
        return nn.functional.avg_pool2d(pictures.float() / 255, 8).flatten(1)


def build():
    import keras

    return keras.Sequential(
        [
            keras.Input((36,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )


def make_data(**changes):
    given = {
        "train": make_samples(80, seed=1),
        "validation": make_samples(40, seed=2),
        "prepare": Shrink(),
        "augmentation": None,
        "class_weights": None,
    }
    return FittingData(**(given | changes))


def weights_of(model):
    return np.concatenate([w.ravel() for w in model.get_weights()])


def test_learns_and_reports_each_epoch(tmp_path):
    lines = []
    schedule = Schedule(epochs=8, batch_size=16, learning_rate=0.02)

    model, history = fit(build, make_data(), schedule, 1, tmp_path, lines.append)

    assert [epoch.epoch for epoch in history] == list(range(1, 9))
    assert history[-1].loss < history[0].loss
    assert history[-1].val_accuracy > 0.9
    assert len([line for line in lines if line.startswith("epoch ")]) == 8
    assert model.count_params() == 36 * 8 + 8 + 8 * 2 + 2


def test_means_are_over_the_whole_epoch_not_the_last_batch(tmp_path):
    data = make_data()
    schedule = Schedule(epochs=1, batch_size=32, learning_rate=1e-9)

    model, history = fit(build, data, schedule, 1, tmp_path, lambda _line: None)

    # Nothing was learned at such a rate, so the network says the same now.
    with torch.no_grad():
        probs = model(data.prepare(torch.from_numpy(data.validation.inputs))).numpy()
    labels = data.validation.labels
    loss = -np.log(probs[np.arange(len(labels)), labels]).mean()
    assert history[0].val_loss == pytest.approx(loss, rel=1e-4)
    assert history[0].val_accuracy == pytest.approx((probs.argmax(1) == labels).mean())


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(tmp_path):
    schedule = Schedule(epochs=4, batch_size=16, learning_rate=0.01)
    whole, expected = fit(build, make_data(), schedule, 7, tmp_path / "whole", lambda _line: None)

    def stop_after_second(line):
        if line.startswith("epoch 2/"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(build, make_data(), schedule, 7, tmp_path / "stopped", stop_after_second)
    resumed, history = fit(
        build, make_data(), schedule, 7, tmp_path / "stopped", lambda _line: None
    )

    assert [e.val_loss for e in history] == pytest.approx([e.val_loss for e in expected], rel=1e-5)
    assert weights_of(resumed) == pytest.approx(weights_of(whole), abs=1e-6)


def test_stopping_early_restores_the_best_weights(tmp_path):
    # At this rate the loss soon gets worse.
    schedule = Schedule(epochs=30, batch_size=8, learning_rate=0.5, stop_after=2)
    data = make_data()

    model, history = fit(build, data, schedule, 3, tmp_path, lambda _line: None)

    assert len(history) < 30
    assert len(history) - best_epoch(history) == 2
    labels = data.validation.labels
    with torch.no_grad():
        probs = model(data.prepare(torch.from_numpy(data.validation.inputs))).numpy()
    loss = -np.log(np.maximum(probs[np.arange(len(labels)), labels], 1e-7)).mean()
    assert loss == pytest.approx(min(epoch.val_loss for epoch in history), rel=1e-3)


def test_a_loss_that_is_no_number_ends_the_run_and_keeps_what_was_learned(tmp_path):
    class Breaks(nn.Module):
        calls = 0

        def forward(self, pictures):
            self.calls += 1
            return Shrink()(pictures) * (math.nan if self.calls > 20 else 1)

    schedule = Schedule(epochs=9, batch_size=8, learning_rate=0.01)

    with pytest.raises(AffettoError, match="no number"):
        fit(build, make_data(prepare=Breaks()), schedule, 1, tmp_path, lambda _line: None)

    _, history = fit(
        build, make_data(), Schedule(epochs=1, batch_size=8), 1, tmp_path, lambda _line: None
    )
    assert math.isfinite(history[0].val_loss)


def test_class_weights_move_the_answer(tmp_path):
    schedule = Schedule(epochs=3, batch_size=16, learning_rate=0.01)

    def mean_bright(weights):
        data = make_data(class_weights=weights)
        folder = tmp_path / str(weights[1])
        model, _ = fit(build, data, schedule, 1, folder, lambda _line: None)
        with torch.no_grad():
            return float(model(data.prepare(torch.from_numpy(data.train.inputs)))[:, 1].mean())

    assert mean_bright({0: 1.0, 1: 20.0}) > mean_bright({0: 20.0, 1: 1.0}) + 0.1
