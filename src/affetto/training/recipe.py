"""What a published recipe is: its network or machine, its data, and how it is trained.

A recipe is a value: everything that decides what a run gives stands in it, so that a run can be
repeated and its folder can say how it was made. How a method is trained stands in
`training.methods`; what each system published stands in `training.recipes`, one module a system.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import keras
    from torch import nn


class Subject(StrEnum):
    """What a recipe reads."""

    FACE = "face"
    LANDSCAPE = "landscape"
    MUSIC = "music"


class System(StrEnum):
    """Who published it."""

    S0 = "S0, City St George's, University of London"
    S1 = "S1, Warsaw University of Technology"
    S2 = "S2, KL University"
    S3 = "S3, National College of Ireland"
    S4 = "S4, New York University"


@dataclass(frozen=True)
class PictureInput:
    """Pictures as the network takes them.

    Faces come as FER2013 has them, grey and 48 pixels wide, whatever the network's own size is:
    enlarging is a part of the network as served.

    Attributes:
        side: pixels of height and width inside the network.
        channels: 1 for grey, 3 for red, green and blue.
        scaling: how the greys 0 to 255 reach the network: `unit` divides by 255, `caffe` and
            `torch` are those of `keras.applications.imagenet_utils`, `tf` maps to -1..1, `none`
            leaves them.
    """

    side: int
    channels: int
    scaling: str = "unit"


@dataclass(frozen=True)
class FeatureInput:
    """Features of music as the network takes them, on the raw scale of their source."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Augmentation:
    """Random changes of training pictures, drawn anew for each.

    Attributes:
        rotation_deg: largest turn either way.
        shift: largest move, as a share of the side.
        zoom: smallest and largest factor of size.
        flip: whether half of them are mirrored.
        brightness: smallest and largest factor of brightness.
    """

    rotation_deg: float = 0.0
    shift: float = 0.0
    zoom: tuple[float, float] = (1.0, 1.0)
    flip: bool = False
    brightness: tuple[float, float] = (1.0, 1.0)


class Balancing(StrEnum):
    """What is done, in the training part alone, about classes of unlike size."""

    NONE = "none"
    WEIGHTS = "weights"  # of each class in the loss, inverse to its share
    DUPLICATES = "duplicates"  # drawn at random until all classes are as large as the largest
    AUGMENTED = "augmented"  # the same, with changed copies (`Recipe.copies`)
    SMOTE = "smote"  # synthetic neighbours (Chawla et al. 2002), of feature vectors


@dataclass(frozen=True)
class Copies:
    """Changed copies of training pictures, made once before training.

    Attributes:
        augmentation: how they differ from their originals.
        share: copies per original of each class; None for as many as level all classes.
    """

    augmentation: Augmentation
    share: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Schedule:
    """How a network is trained.

    Attributes:
        epochs: passes over the training part, at most.
        batch_size: samples per step.
        optimizer: `adam` or `rmsprop`.
        learning_rate: at the start.
        stop_after: epochs without a lower validation loss after which to stop, with the best
            weights restored; None for never.
        slow_down_after: the same for lowering the learning rate; None for never.
        slow_down_by: factor of the learning rate then.
        min_learning_rate: below which it is not lowered.
    """

    epochs: int
    batch_size: int = 32
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    stop_after: int | None = None
    slow_down_after: int | None = None
    slow_down_by: float = 0.1
    min_learning_rate: float = 0.0


@dataclass(frozen=True)
class Shares:
    """A stratified split of data that names no parts of its own; the rest is training."""

    validation: float
    test: float


@dataclass(frozen=True)
class Network:
    """A Keras network that ends in a softmax over the labels.

    Attributes:
        build: makes it; takes what `affetto tune` may vary, by keyword, and for a recipe with a
            pretrained backbone `weights` (`imagenet`, None, or the path of a weights file).
        pretrained: whether it has a backbone with published weights.
    """

    build: Callable[..., keras.Model]
    pretrained: bool = False


@dataclass(frozen=True)
class SupportVectors:
    """Settings of a support vector machine, named as in scikit-learn."""

    kernel: str
    c: float
    gamma: str = "scale"
    degree: int = 3


@dataclass(frozen=True)
class NetworkWithSvm:
    """A network trained as usual, whose inner features then feed a support vector machine.

    Attributes:
        network: the network with its softmax.
        features: name of the layer whose output, standardized, is classified.
        svm: the machine.
    """

    network: Network
    features: str
    svm: SupportVectors


@dataclass(frozen=True)
class Ensemble:
    """The weighted mean of what two recipes say.

    Attributes:
        members: their names.
        least_first: smallest weight of the first; the weight is chosen on validation.
    """

    members: tuple[str, str]
    least_first: float


@dataclass(frozen=True)
class Rules:
    """Written rules: nothing is learned.

    Attributes:
        build: makes the module that turns features [n, columns] into probabilities [n, labels].
    """

    build: Callable[[], nn.Module]


Method = Network | NetworkWithSvm | Ensemble | Rules


@dataclass(frozen=True)
class Grid:
    """A search over every combination of some settings.

    Attributes:
        values: what to try, by the name of a keyword of `Network.build`, of a field of
            `SupportVectors`, or `optimizer` or `learning_rate` of the schedule.
    """

    values: Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Hyperband:
    """A search that gives most of its time to what starts well (Li et al. 2018).

    Attributes:
        values: as of `Grid`.
        max_epochs: for the best settings.
        factor: one in so many settings goes on with so many times the epochs.
    """

    values: Mapping[str, tuple[Any, ...]]
    max_epochs: int = 10
    factor: int = 3


@dataclass(frozen=True)
class Published:
    """What its authors say of it.

    Attributes:
        accuracy: share that was right; None where they give none.
        n: how many samples it was measured on; None where they do not say.
        note: what a reader must know to compare.
    """

    accuracy: float | None = None
    n: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Recipe:
    """A published model.

    Attributes:
        name: as on the command line.
        system: who published it.
        summary: what it is, in one sentence.
        subject: what it reads.
        labels: its classes, in the order of its outputs.
        input: the form its network takes.
        method: what is trained.
        parameters: weights and statistics of its network, as it is built; of an ensemble those
            of both members, 0 for rules.
        trainable: of these, those that training moves.
        schedule: how.
        shares: how data that names no parts is split.
        augmentation: of training pictures, anew in each epoch.
        balancing: of classes of unlike size.
        copies: changed copies that enlarge or balance the training part.
        soft_labels: whether it learns from the votes of FER+'s taggers, not from one label.
        search: what `affetto tune` tries; None where there is nothing to search.
        published: what its authors report.
    """

    name: str
    system: System
    summary: str
    subject: Subject
    labels: tuple[str, ...]
    input: PictureInput | FeatureInput
    method: Method
    parameters: int
    trainable: int
    schedule: Schedule
    shares: Shares
    augmentation: Augmentation = Augmentation()
    balancing: Balancing = Balancing.NONE
    copies: Copies | None = None
    soft_labels: bool = False
    search: Grid | Hyperband | None = None
    published: Published = Published()
