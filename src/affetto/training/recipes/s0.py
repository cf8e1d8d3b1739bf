"""S0: faces and landscapes, by convolutional networks and support vector machines.

Isaac Munoz, "Emotion Detection in Images and Music Pairing Through AI", MSc project, City St
George's, University of London, 2024. Layers follow the tables of its appendices 8.2 to 8.10, all
else its chapter 3.

The thesis names its five faces twice, once with surprise and once with sad; its results have sad.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from affetto.affect import FaceEmotion, SceneEmotion
from affetto.training.recipe import (
    Augmentation,
    Grid,
    Network,
    NetworkWithSvm,
    PictureInput,
    Published,
    Recipe,
    Schedule,
    Shares,
    Subject,
    SupportVectors,
    System,
)

if TYPE_CHECKING:
    import keras

FACES = (
    FaceEmotion.ANGRY,
    FaceEmotion.FEAR,
    FaceEmotion.HAPPY,
    FaceEmotion.SAD,
    FaceEmotion.NEUTRAL,
)
LANDSCAPES = tuple(SceneEmotion)

_FACE = PictureInput(side=48, channels=1)
_LANDSCAPE = PictureInput(side=128, channels=3)
# 20 epochs and batches of 32 are said of the baselines; the tuned networks are taken to follow.
_SCHEDULE = Schedule(epochs=20, batch_size=32, optimizer="adam", learning_rate=1e-3)
# The faces come in a training and a test folder. Their test set also served as validation; ours
# is cut from training. For the landscapes no split is given.
_SHARES = Shares(validation=0.1, test=0.2)
# Kinds are given (rotation, shift, zoom, flip), amounts are not: these are our choice.
_AUGMENTATION = Augmentation(rotation_deg=10, shift=0.1, zoom=(0.9, 1.1), flip=True)

# What the grid searches tried is named, with which values is not; the published ones are among
# ours.
_FACE_SVM_GRID = Grid(
    {"kernel": ("linear", "rbf"), "c": (0.1, 1.0, 10.0), "gamma": ("scale", "auto")}
)
_LANDSCAPE_SVM_GRID = Grid(
    {
        "kernel": ("linear", "rbf", "poly"),
        "c": (0.1, 1.0, 10.0),
        "gamma": ("scale", "auto"),
        "degree": (2, 3),
    }
)


def _cnn_grid(dropout: tuple[float, ...]) -> Grid:
    return Grid(
        {
            "activation": ("relu", "leaky_relu"),
            "optimizer": ("adam", "rmsprop"),
            "dropout": dropout,
            "l2": (1e-4, 1e-3),
        }
    )


def build_face_baseline() -> keras.Model:
    """Appendices 8.2 and 8.4."""
    return _build_two_convolutions((48, 48, 1), classes=5)


def build_landscape_features_baseline() -> keras.Model:
    """Appendix 8.9."""
    return _build_two_convolutions((128, 128, 3), classes=4)


def _build_two_convolutions(shape: tuple[int, int, int], classes: int) -> keras.Model:
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(shape),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(name="flatten"),
            layers.Dense(64, activation="relu"),
            layers.Dense(classes, activation="softmax"),
        ]
    )


def build_face_tuned(
    activation: str = "leaky_relu", dropout: float = 0.3, l2: float = 1e-4
) -> keras.Model:
    """Appendix 8.3: 32 to 256 filters, with dropout and L2."""
    import keras
    from keras import layers

    inputs = keras.Input((48, 48, 1))
    x = inputs
    for filters in (32, 64, 128, 256):
        x = layers.Conv2D(filters, 3, padding="same", kernel_regularizer=keras.regularizers.L2(l2))(
            x
        )
        x = (
            layers.LeakyReLU()(x)
            if activation == "leaky_relu"
            else layers.Activation(activation)(x)
        )
        x = layers.Dropout(dropout)(x)
        x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu")(x)
    x = layers.Dropout(dropout)(x)
    return keras.Model(inputs, layers.Dense(5, activation="softmax")(x))


def build_face_features() -> keras.Model:
    """Appendix 8.5: 32 to 512 filters, normalized, ending in 128 features and a softmax.

    Neither dropout nor L2 have a rate in the text: they are those of the tuned network.
    """
    import keras
    from keras import layers

    inputs = keras.Input((48, 48, 1))
    x = inputs
    for filters in (32, 64, 128, 256, 512):
        x = layers.Conv2D(
            filters, 3, padding="same", kernel_regularizer=keras.regularizers.L2(1e-4)
        )(x)
        x = layers.BatchNormalization()(x)
        x = layers.LeakyReLU()(x)
        x = layers.Dropout(0.3)(x)
        x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(256, activation="relu")(x)
    x = layers.Dropout(0.3)(x)
    x = layers.Dense(128, activation="relu", name="features")(x)
    x = layers.Dropout(0.3)(x)
    return keras.Model(inputs, layers.Dense(5, activation="softmax")(x))


def build_landscape_baseline() -> keras.Model:
    """Appendix 8.7: 32, 64 and 128 filters."""
    return _build_landscape(activation="relu", dropout=0.5, l2=0.0)


def build_landscape_tuned(
    activation: str = "relu", dropout: float = 0.4, l2: float = 1e-4
) -> keras.Model:
    """Appendix 8.8: the same with other rates. That of L2 is not given: it is that for faces."""
    return _build_landscape(activation, dropout, l2)


def _build_landscape(activation: str, dropout: float, l2: float) -> keras.Model:
    import keras
    from keras import layers

    inputs = keras.Input((128, 128, 3))
    x = inputs
    for filters in (32, 64, 128):
        x = layers.Conv2D(
            filters,
            3,
            padding="same",
            activation=activation,
            kernel_regularizer=keras.regularizers.L2(l2) if l2 else None,
        )(x)
        x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu")(x)
    x = layers.Dropout(dropout)(x)
    return keras.Model(inputs, layers.Dense(4, activation="softmax")(x))


def build_landscape_features() -> keras.Model:
    """Appendix 8.10: 64 to 512 filters, normalized, ending in 256 features.

    The table has a misprint in two output shapes (its parameters are right), and ends with the
    features; a softmax follows here, for without one nothing could be learned. The rate of L2 is
    not given: it is that of the tuned network.
    """
    import keras
    from keras import layers

    inputs = keras.Input((128, 128, 3))
    x = inputs
    for filters in (64, 128, 256, 512):
        x = layers.Conv2D(
            filters, 3, padding="same", kernel_regularizer=keras.regularizers.L2(1e-4)
        )(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
        x = layers.MaxPooling2D()(x)
        x = layers.Dropout(0.5)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(256, activation="relu", name="features")(x)
    return keras.Model(inputs, layers.Dense(4, activation="softmax")(x))


_NOTE = "validated and tested on the same pictures; n not given"

RECIPES = (
    Recipe(
        name="s0-face-cnn-baseline",
        system=System.S0,
        summary="Two convolutions and a dense layer",
        subject=Subject.FACE,
        labels=FACES,
        input=_FACE,
        method=Network(build_face_baseline),
        parameters=300_101,
        trainable=300_101,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        published=Published(0.50, note=_NOTE),
    ),
    Recipe(
        name="s0-face-cnn-tuned",
        system=System.S0,
        summary="Four convolutions with dropout and L2, found by grid search",
        subject=Subject.FACE,
        labels=FACES,
        input=_FACE,
        method=Network(build_face_tuned),
        parameters=683_525,
        trainable=683_525,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        search=_cnn_grid(dropout=(0.3, 0.5)),
        published=Published(0.60, note=_NOTE),
    ),
    Recipe(
        name="s0-face-svm-baseline",
        system=System.S0,
        summary="The baseline network's flattened maps, classified by a linear machine",
        subject=Subject.FACE,
        labels=FACES,
        input=_FACE,
        method=NetworkWithSvm(
            Network(build_face_baseline), "flatten", SupportVectors(kernel="linear", c=1.0)
        ),
        parameters=300_101,
        trainable=300_101,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        search=_FACE_SVM_GRID,
        published=Published(0.45, note=_NOTE),
    ),
    Recipe(
        name="s0-face-svm-tuned",
        system=System.S0,
        summary="128 features of five normalized convolutions, classified by an RBF machine",
        subject=Subject.FACE,
        labels=FACES,
        input=_FACE,
        method=NetworkWithSvm(
            Network(build_face_features),
            "features",
            SupportVectors(kernel="rbf", c=10.0, gamma="scale"),
        ),
        parameters=1_736_837,
        trainable=1_734_853,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        search=_FACE_SVM_GRID,
        published=Published(0.40, note=_NOTE),
    ),
    Recipe(
        name="s0-landscape-cnn-baseline",
        system=System.S0,
        summary="Three convolutions and a dense layer",
        subject=Subject.LANDSCAPE,
        labels=LANDSCAPES,
        input=_LANDSCAPE,
        method=Network(build_landscape_baseline),
        parameters=4_288_196,
        trainable=4_288_196,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        published=Published(0.53, note=_NOTE),
    ),
    Recipe(
        name="s0-landscape-cnn-tuned",
        system=System.S0,
        summary="Three convolutions with L2 and less dropout, found by grid search",
        subject=Subject.LANDSCAPE,
        labels=LANDSCAPES,
        input=_LANDSCAPE,
        method=Network(build_landscape_tuned),
        parameters=4_288_196,
        trainable=4_288_196,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        search=_cnn_grid(dropout=(0.4, 0.5)),
        published=Published(0.55, note=_NOTE),
    ),
    Recipe(
        name="s0-landscape-svm-baseline",
        system=System.S0,
        summary="The flattened maps of two convolutions, classified by a linear machine",
        subject=Subject.LANDSCAPE,
        labels=LANDSCAPES,
        input=_LANDSCAPE,
        method=NetworkWithSvm(
            Network(build_landscape_features_baseline),
            "flatten",
            SupportVectors(kernel="linear", c=1.0),
        ),
        parameters=2_102_564,
        trainable=2_102_564,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        search=_LANDSCAPE_SVM_GRID,
        published=Published(0.52, note=_NOTE),
    ),
    Recipe(
        name="s0-landscape-svm-tuned",
        system=System.S0,
        summary="256 features of four normalized convolutions, classified by an RBF machine",
        subject=Subject.LANDSCAPE,
        labels=LANDSCAPES,
        input=_LANDSCAPE,
        method=NetworkWithSvm(
            Network(build_landscape_features),
            "features",
            SupportVectors(kernel="rbf", c=1.0, gamma="auto", degree=2),
        ),
        parameters=9_944_708,
        trainable=9_942_788,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        search=_LANDSCAPE_SVM_GRID,
        published=Published(0.48, note=_NOTE),
    ),
)
