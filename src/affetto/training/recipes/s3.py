"""S3: three pretrained networks and a small one, on faces enlarged to 224 pixels.

Rajdev, "Music Recommendation System Based On The Analysis Of The Images", MSc research project,
National College of Ireland, 2024; chapters 3.2, 4.2 to 4.5 and 5.1.

No layer is said to be frozen and the rate is called one for fine tuning, so all weights of the
pretrained networks are trained.
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

_SHAPE = (224, 224, 3)
# No number of epochs is given: 20 is our choice.
_SCHEDULE = Schedule(epochs=20, learning_rate=1e-4)
_SHARES = Shares(validation=0.1, test=0.2)
# Classes are levelled by "transformations", and pictures changed while loaded; which, and how
# much, is not said: these are our choice.
_AUGMENTATION = Augmentation(rotation_deg=10, shift=0.1, zoom=(0.9, 1.1), flip=True)
_COPIES = Copies(_AUGMENTATION)
_NOTE = "n not given; .7356, .6321 and .5862 are 64, 55 and 51 of 87"


def build_vgg16(weights: str | None) -> keras.Model:
    """VGG16 (Simonyan and Zisserman 2015) and a dense layer.

    The text ends it in a ReLU, which a cross-entropy cannot learn from: a softmax stands here.
    """
    import keras
    from keras import layers

    base = keras.applications.VGG16(include_top=False, weights=weights, input_shape=_SHAPE)
    x = layers.Flatten()(base.output)
    x = layers.Dense(1024, activation="relu")(x)
    return keras.Model(base.input, layers.Dense(7, activation="softmax")(x))


def build_vgg19(weights: str | None) -> keras.Model:
    """VGG19 (Simonyan and Zisserman 2015) and two dense layers with dropout."""
    import keras
    from keras import layers

    base = keras.applications.VGG19(include_top=False, weights=weights, input_shape=_SHAPE)
    x = layers.Flatten()(base.output)
    x = layers.Dense(1024, activation="relu")(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Dense(512, activation="relu")(x)
    x = layers.Dropout(0.2)(x)
    return keras.Model(base.input, layers.Dense(7, activation="softmax")(x))


def build_cnn() -> keras.Model:
    """One convolution and a dense layer.

    Padding is said of the pooling alone; the convolution has none, as is Keras's default.
    """
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(_SHAPE),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2, padding="same"),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.BatchNormalization(),
            layers.Dense(7, activation="softmax"),
        ]
    )


def build_resnet50v2(weights: str | None) -> keras.Model:
    """ResNet50V2 (He et al. 2016, "Identity mappings") and a dense layer."""
    import keras
    from keras import layers

    base = keras.applications.ResNet50V2(include_top=False, weights=weights, input_shape=_SHAPE)
    x = layers.Dropout(0.25)(base.output)
    x = layers.BatchNormalization()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(64, activation="relu")(x)
    x = layers.BatchNormalization()(x)
    x = layers.Dropout(0.5)(x)
    return keras.Model(base.input, layers.Dense(7, activation="softmax")(x))


RECIPES = (
    Recipe(
        name="s3-vgg16",
        system=System.S3,
        summary="VGG16 from ImageNet, trained further",
        subject=Subject.FACE,
        labels=LABELS,
        # No scaling is named for any of the four: that of the published weights, or 0 to 1.
        input=PictureInput(side=224, channels=3, scaling="caffe"),
        method=Network(build_vgg16, pretrained=True),
        parameters=40_412_999,
        trainable=40_412_999,
        # The only one of the four without a rate in the text: that of the others.
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        balancing=Balancing.AUGMENTED,
        copies=_COPIES,
        published=Published(0.0, note="with ReLU on its output; n not given"),
    ),
    Recipe(
        name="s3-vgg19",
        system=System.S3,
        summary="VGG19 from ImageNet, trained further",
        subject=Subject.FACE,
        labels=LABELS,
        input=PictureInput(side=224, channels=3, scaling="caffe"),
        method=Network(build_vgg19, pretrained=True),
        parameters=46_243_911,
        trainable=46_243_911,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        balancing=Balancing.AUGMENTED,
        copies=_COPIES,
        published=Published(0.6321, note=_NOTE),
    ),
    Recipe(
        name="s3-cnn",
        system=System.S3,
        summary="One convolution and a wide dense layer",
        subject=Subject.FACE,
        labels=LABELS,
        input=PictureInput(side=224, channels=3),
        method=Network(build_cnn),
        parameters=25_235_079,
        trainable=25_234_951,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        balancing=Balancing.AUGMENTED,
        copies=_COPIES,
        published=Published(0.5862, note=_NOTE),
    ),
    Recipe(
        name="s3-resnet50v2",
        system=System.S3,
        summary="ResNet50V2 from ImageNet, trained further",
        subject=Subject.FACE,
        labels=LABELS,
        input=PictureInput(side=224, channels=3, scaling="tf"),
        method=Network(build_resnet50v2, pretrained=True),
        parameters=29_996_295,
        trainable=29_946_631,
        schedule=_SCHEDULE,
        shares=_SHARES,
        augmentation=_AUGMENTATION,
        balancing=Balancing.AUGMENTED,
        copies=_COPIES,
        published=Published(0.7356, note=_NOTE),
    ),
)
