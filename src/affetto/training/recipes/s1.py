"""S1: a network of its own and a pretrained one, on three sets of faces merged.

Misiura, Możeluk and Pokora, "Project of a music recommending application based on emotion
recognition", Bachelor's thesis, Warsaw University of Technology, 2024; chapters 1, 2 and 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from affetto.affect import FaceEmotion
from affetto.training.recipe import (
    Augmentation,
    Balancing,
    Copies,
    Network,
    PictureInput,
    Published,
    Recipe,
    Schedule,
    Shares,
    Subject,
    System,
)

if TYPE_CHECKING:
    import keras

LABELS = tuple(FaceEmotion)

_SHARES = Shares(validation=0.15, test=0.10)
# How much the brightness changes while training is not given: as much as in the copies.
_AUGMENTATION = Augmentation(rotation_deg=15, flip=True, brightness=(0.5, 1.5))
# 27,542 pictures of theirs: two of each disgust, one of 45% of happy, one of each other.
_COPIES = Copies(
    Augmentation(rotation_deg=60, shift=0.03, zoom=(0.95, 1.10), flip=True, brightness=(0.5, 1.5)),
    share=dict.fromkeys(map(str, LABELS), 1.0) | {"disgust": 2.0, "happy": 0.45},
)
# Early stopping decides when training ends (theirs after 24 and 25 epochs); the largest number of
# epochs is our choice, and batches of 32, which the text does not name, are Keras's default.
_MOST_EPOCHS = 100


def build_cnn() -> keras.Model:
    """Figure 2.2: eight convolutions in four blocks, and a dense layer.

    All poolings are said to be of 2x2, but the number of parameters needs 512 features behind
    the last: averaged over all of its 6x6 places.
    """
    import keras
    from keras import layers

    inputs = keras.Input((48, 48, 1))
    x = inputs
    for filters, convolutions in ((64, 1), (128, 2), (256, 2), (512, 3)):
        for _ in range(convolutions):
            x = layers.Conv2D(filters, 3, padding="same")(x)
            x = layers.BatchNormalization()(x)
            x = layers.ReLU()(x)
        x = layers.AveragePooling2D(6)(x) if filters == 512 else layers.MaxPooling2D()(x)
        x = layers.Dropout(0.3)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(512)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Dropout(0.5)(x)
    return keras.Model(inputs, layers.Dense(7, activation="softmax")(x))


def build_resnet50(weights: str | None) -> keras.Model:
    """Figure 2.4: ResNet50 (He et al. 2016), its last two groups of blocks trainable.

    Dropout has no rate in the text: it is that of the dense layer of `build_cnn`.
    """
    import keras
    from keras import layers

    base = keras.applications.ResNet50(
        include_top=False, weights=weights, input_shape=(224, 224, 3)
    )
    for layer in base.layers[:81]:
        layer.trainable = False
    x = layers.AveragePooling2D(7)(base.output)
    x = layers.Flatten()(x)
    x = layers.BatchNormalization()(x)
    x = layers.Dense(256, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(128, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    return keras.Model(base.input, layers.Dense(7, activation="softmax")(x))


RECIPES = (
    Recipe(
        name="s1-cnn",
        system=System.S1,
        summary="Eight normalized convolutions in four blocks",
        subject=Subject.FACE,
        labels=LABELS,
        input=PictureInput(side=48, channels=1),
        method=Network(build_cnn),
        parameters=7_284_871,
        trainable=7_279_111,
        schedule=Schedule(
            epochs=_MOST_EPOCHS,
            learning_rate=1e-3,
            stop_after=5,
            slow_down_after=2,
            slow_down_by=0.1,
            min_learning_rate=1e-5,
        ),
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        copies=_COPIES,
        published=Published(0.68, 4056, "on FER2013, KDEF and a part of AffectNet"),
    ),
    Recipe(
        name="s1-resnet50",
        system=System.S1,
        summary="ResNet50 from ImageNet, its upper half trained further",
        subject=Subject.FACE,
        labels=LABELS,
        # No scaling is named: that of the published weights.
        input=PictureInput(side=224, channels=3, scaling="caffe"),
        method=Network(build_resnet50, pretrained=True),
        parameters=24_154_247,
        trainable=22_647_047,
        schedule=Schedule(
            epochs=_MOST_EPOCHS,
            learning_rate=1e-3,
            stop_after=3,
            slow_down_after=2,
            slow_down_by=0.1,
            min_learning_rate=1e-5,
        ),
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        balancing=Balancing.WEIGHTS,
        copies=_COPIES,
        published=Published(0.6876, 4056, "on FER2013, KDEF and a part of AffectNet"),
    ),
)
