"""S2: a pretrained network on FER2013 with oversampled classes.

Anil Kumar, Varun Krishna, Dedeepya and Sri Teja, "Emotion-Based Music Recommender", Bachelor's
project report, K L Deemed to be University, 2024; chapters 3, 4.1 and 5.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from affetto.affect import FaceEmotion
from affetto.training.recipe import (
    Balancing,
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

# The text names no size but says that 48 to 64 pixels are common: 48, in which FER2013 comes.
SIDE = 48


def build_efficientnet_b3(weights: str | None) -> keras.Model:
    """EfficientNetB3 (Tan and Le 2019), BatchNorm, dense, dropout and softmax, all trainable.

    The text gives the layers but neither units nor rate; 256 and 0.5 are our choice, and so is
    the average over what the base leaves of the picture's places.
    """
    import keras
    from keras import layers

    base = keras.applications.EfficientNetB3(
        include_top=False, weights=weights, input_shape=(SIDE, SIDE, 3), pooling="avg"
    )
    x = layers.BatchNormalization()(base.output)
    x = layers.Dense(256, activation="relu")(x)
    x = layers.Dropout(0.5)(x)
    return keras.Model(base.input, layers.Dense(7, activation="softmax")(x))


RECIPES = (
    Recipe(
        name="s2-efficientnet-b3",
        system=System.S2,
        summary="EfficientNetB3 from ImageNet, trained further on duplicated minorities",
        subject=Subject.FACE,
        labels=tuple(FaceEmotion),
        # Keras's EfficientNet scales its input itself.
        input=PictureInput(side=SIDE, channels=3, scaling="none"),
        method=Network(build_efficientnet_b3, pretrained=True),
        parameters=11_184_950,
        trainable=11_094_575,
        # Batches of 32 are said; the number of epochs, which is not, is our choice, and Adam at
        # its usual rate the one of the optimizers that the text describes.
        schedule=Schedule(epochs=20, batch_size=32),
        shares=Shares(validation=0.1, test=0.2),
        balancing=Balancing.DUPLICATES,
        published=Published(
            0.9330, note="judged on pictures whose duplicates it had learned; n not given"
        ),
    ),
)
