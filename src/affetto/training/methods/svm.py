"""A network's inner features, standardized, classified by a support vector machine."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import TensorProto, compose, helper
from scipy.special import softmax
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from affetto.errors import ModelError
from affetto.inference.trained_model import OUTPUT_NAME
from affetto.training.export import OPSET, export_onnx
from affetto.training.methods.network import ServedNetwork, train_network
from affetto.training.methods.trained import BATCH, Task, chosen_fields, input_name_of
from affetto.training.recipe import NetworkWithSvm, SupportVectors

if TYPE_CHECKING:
    from affetto.training.run_folder import Epoch

Floats = NDArray[np.float64]
_TOLERANCE = 1e-4
_ML_OPSET = 3  # of ai.onnx.ml, which every ONNX Runtime of the last years knows
_TEMPERATURES = np.geomspace(0.02, 5, 300)


@dataclasses.dataclass(eq=False)
class TrainedSvm:
    """Features, standardization and machine.

    The decision values of a machine are no logits: they are divided by a temperature that
    validation gives, and their softmax stands for probabilities.
    """

    features: ServedNetwork
    machine: Pipeline
    temperature: float
    input_name: str
    history: list[Epoch]
    notes: dict[str, Any]

    def predict(self, inputs: NDArray[Any]) -> Floats:
        """Probabilities [n, classes] for raw inputs."""
        decisions = self.machine.decision_function(extract(self.features, inputs))
        return softmax(decisions / self.temperature, axis=1)

    def export(self, example: NDArray[Any], path: Path) -> None:
        """Write features and machine as one ONNX graph, and check that it answers alike.

        Raises:
            ModelError: it does not.
        """
        export_onnx(self.features, torch.from_numpy(example), path, self.input_name, ["features"])
        extractor = onnx.load(path)
        graph = self._machine_graph(extract(self.features, example).shape[1])
        graph.ir_version = extractor.ir_version
        merged = compose.merge_models(extractor, graph, io_map=[("features", "svm_features")])
        merged.graph.node.append(helper.make_node("Identity", ["svm_probs"], [OUTPUT_NAME]))
        merged.graph.output[0].name = OUTPUT_NAME
        onnx.checker.check_model(merged)
        onnx.save(merged, path)
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        (given,) = session.run([OUTPUT_NAME], {self.input_name: example})
        if not np.abs(given - self.predict(example)).max() <= _TOLERANCE:
            raise ModelError(f"{path}: the exported machine answers otherwise than the trained one")

    def _machine_graph(self, width: int) -> onnx.ModelProto:
        """From `svm_features` [n, width] to `svm_probs` [n, classes]."""
        from skl2onnx import convert_sklearn
        from skl2onnx.common.data_types import FloatTensorType

        with warnings.catch_warnings():
            # It looks at attributes that scikit-learn is about to drop.
            warnings.simplefilter("ignore", FutureWarning)
            model = convert_sklearn(
                self.machine,
                initial_types=[("features", FloatTensorType([None, width]))],
                options={id(self.machine): {"raw_scores": True, "zipmap": False}},
                target_opset={"": OPSET, "ai.onnx.ml": _ML_OPSET},
            )
        graph = model.graph
        decisions = graph.output[1].name
        graph.initializer.append(
            helper.make_tensor("temperature", TensorProto.FLOAT, [], [self.temperature])
        )
        graph.node.append(helper.make_node("Div", [decisions, "temperature"], ["logits"]))
        graph.node.append(helper.make_node("Softmax", ["logits"], ["probs"], axis=1))
        shape = [None, len(self.machine.classes_)]
        del graph.output[:]
        graph.output.append(helper.make_tensor_value_info("probs", TensorProto.FLOAT, shape))
        # It declares the oldest version that has its operators; only equal ones can be merged.
        next(each for each in model.opset_import if not each.domain).version = OPSET
        return compose.add_prefix(model, "svm_")


def train_svm(task: Task, method: NetworkWithSvm) -> TrainedSvm:
    """Train the network with its softmax, then the machine on its features.

    Raises:
        AffettoError: as for a network.
    """
    features, history = train_features(task, method)
    known = extract(features, task.train.inputs)
    rows = choose_rows(task)
    chosen = svm_settings(method.svm, task.settings.overrides)
    task.report(f"fitting the support vector machine to {len(rows)} samples")
    machine = fit_machine(chosen, known[rows], task.train.labels[rows])
    decisions = machine.decision_function(extract(features, task.validation.inputs))
    temperature = fit_temperature(decisions, task.validation.labels)
    notes = {
        "svm": dataclasses.asdict(chosen),
        "svm_samples": len(rows),
        "support_vectors": int(machine[-1].n_support_.sum()),
        "temperature": temperature,
    }
    return TrainedSvm(features, machine, temperature, input_name_of(task.recipe), history, notes)


def train_features(task: Task, method: NetworkWithSvm) -> tuple[ServedNetwork, list[Epoch]]:
    """The network cut off at the layer whose output is classified."""
    import keras

    trained = train_network(task, method.network)
    served = cast("ServedNetwork", trained.module)
    network = served.network
    cut = keras.Model(network.inputs, network.get_layer(method.features).output)
    return ServedNetwork(served.prepare, cut), trained.history


@torch.no_grad()
def extract(features: ServedNetwork, inputs: NDArray[Any]) -> NDArray[np.float32]:
    """Features [n, width] of raw inputs."""
    features.eval()
    batches = [features(batch) for batch in torch.from_numpy(inputs).split(BATCH)]
    return torch.cat(batches).numpy()


def svm_settings(published: SupportVectors, overrides: Mapping[str, Any]) -> SupportVectors:
    """The machine's settings with what is to be tried instead."""
    return dataclasses.replace(published, **chosen_fields(SupportVectors, overrides))


def choose_rows(task: Task) -> NDArray[np.intp]:
    """The training samples a machine learns from, with the class shares of all.

    Its time grows faster than the square of their number, so the user may limit it.
    """
    rows, most = np.arange(len(task.train)), task.settings.svm_samples
    if most is None or most >= len(rows):
        return rows
    chosen, _ = train_test_split(
        rows, train_size=most, stratify=task.train.labels, random_state=task.settings.seed
    )
    return np.sort(chosen)


def fit_machine(
    settings: SupportVectors, features: NDArray[np.float32], labels: NDArray[np.int64]
) -> Pipeline:
    """Standardization and machine for features [n, width] of classes [n].

    Ties are broken by the decision values, so that the class is always their largest.
    """
    machine = SVC(
        kernel=settings.kernel,
        C=settings.c,
        gamma=settings.gamma,
        degree=settings.degree,
        break_ties=True,
        cache_size=1000,
    )
    return make_pipeline(StandardScaler(), machine).fit(features, labels)


def fit_temperature(decisions: Floats, labels: NDArray[np.int64]) -> float:
    """The divisor of decision values [n, classes] with the lowest log-loss."""
    rows = np.arange(len(labels))
    losses = [
        -np.log(np.maximum(softmax(decisions / t, axis=1)[rows, labels], 1e-12)).mean()
        for t in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(losses))])
