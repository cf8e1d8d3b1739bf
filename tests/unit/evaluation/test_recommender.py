import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, ndcg_score

from affetto.affect import Affect
from affetto.errors import InputError
from affetto.evaluation.recommender import (
    MOODS,
    RELEVANT_MOODS,
    LabelledTracks,
    RecommenderEvaluation,
    evaluate_recommender,
    load_labelled_tracks,
)
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy, list_strategies

HEADER = (
    "name", "artist", "id", "popularity", "danceability", "acousticness", "energy",
    "instrumentalness", "valence", "loudness", "tempo", "key", "mood",
)  # fmt: skip
# What music of each mood plainly sounds like: energy, instrumentalness, valence.
PLAIN = {
    "Happy": (0.7, 0.0, 0.9),
    "Sad": (0.3, 0.0, 0.2),
    "Calm": (0.1, 0.95, 0.3),
    "Energetic": (0.95, 0.0, 0.5),
}
WriteTable = Callable[..., Path]


@pytest.fixture
def write_table(tmp_path: Path) -> WriteTable:
    def write(moods: Sequence[str], labels: Sequence[str] | None = None) -> Path:
        rng = np.random.default_rng(0)
        path = tmp_path / "moods.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for row, (mood, label) in enumerate(zip(moods, labels or moods, strict=True)):
                energy, instrumentalness, valence = np.clip(
                    np.array(PLAIN[mood]) + rng.normal(0, 0.03, 3), 0, 1
                )
                writer.writerow(
                    [
                        *(f"title {row}", f"artist {row // 2}", f"{row:022}", row % 100),
                        *(0.5, 0.3, energy, instrumentalness, valence, -8.5, 120.0, 5, label),
                    ]
                )
        return path

    return write


@pytest.fixture(scope="module")
def spotify(shared_data: Path) -> LabelledTracks:
    moods = shared_data / "music" / "spotify_moods.csv"
    if not moods.is_file():
        pytest.skip("needs ../shared/data/music/spotify_moods.csv")
    return load_labelled_tracks(moods)


@pytest.fixture(scope="module")
def evaluation(spotify: LabelledTracks) -> RecommenderEvaluation:
    return evaluate_recommender(spotify, ["affect", "playlist", "random", "targets"])


def test_no_strategy_can_see_the_labels(write_table: WriteTable) -> None:
    moods = list(MOODS) * 5
    true = load_labelled_tracks(write_table(moods)).catalogue
    swapped = load_labelled_tracks(write_table(moods, moods[::-1])).catalogue
    query = Query(Affect.said("sad"))
    for name in list_strategies():
        first, second = (find_strategy(name).rank(query, each, 20) for each in (true, swapped))
        assert first == second


def test_keeps_the_labels_beside_the_tracks(write_table: WriteTable) -> None:
    moods = list(MOODS) * 3
    tracks = load_labelled_tracks(write_table(moods))
    assert tracks.labels.tolist() == moods
    assert tracks.relevant("melancholy").tolist() == [mood in ("Sad", "Calm") for mood in moods]
    assert tracks.catalogue.ids.tolist() == list(range(12))


def test_leaves_out_tracks_of_other_moods(write_table: WriteTable) -> None:
    labels = ["Happy", "Dreamy", "Sad", ""]
    tracks = load_labelled_tracks(write_table(["Happy"] * 4, labels))
    assert tracks.labels.tolist() == ["Happy", "Sad"]
    assert tracks.skipped == 2


def test_refuses_a_table_without_moods(write_table: WriteTable) -> None:
    path = write_table(["Happy"] * 4, [""] * 4)
    with pytest.raises(InputError, match="has no track whose mood is one of Happy, Sad"):
        load_labelled_tracks(path)


def test_plain_moods_are_found_without_a_mistake(write_table: WriteTable) -> None:
    tracks = load_labelled_tracks(write_table(list(MOODS) * 25))
    figures = evaluate_recommender(tracks, ["affect"]).strategies["affect"]
    for emotion in ("happy", "sad", "neutral", "angry", "surprise"):
        assert figures.by_emotion[emotion] == 1


def test_figures_are_those_of_scikit_learn(write_table: WriteTable) -> None:
    rng = np.random.default_rng(1)
    moods = rng.choice(MOODS, 60).tolist()
    tracks = load_labelled_tracks(write_table(moods, rng.permutation(moods).tolist()))
    figures = evaluate_recommender(tracks, ["knn"]).strategies["knn"]
    expected_ndcg, expected_map = [], []
    for emotion in RELEVANT_MOODS:
        found = find_strategy("knn").rank(Query(Affect.said(emotion)), tracks.catalogue, 60)
        relevant = tracks.relevant(emotion)[[each.track.id for each in found]]
        places = -np.arange(60)
        expected_ndcg.append(ndcg_score([relevant.astype(int)], [places], k=10))
        expected_map.append(average_precision_score(relevant, places))
    assert figures.ndcg == pytest.approx(np.mean(expected_ndcg))
    assert figures.mean_average_precision == pytest.approx(np.mean(expected_map))


def test_a_list_shorter_than_ten_is_not_excused(write_table: WriteTable) -> None:
    tracks = load_labelled_tracks(write_table(["Happy", "Sad", "Calm", "Energetic"]))
    figures = evaluate_recommender(tracks, ["affect"]).strategies["affect"]
    assert figures.precision[10] == pytest.approx(
        np.mean([len(moods) / 10 for moods in RELEVANT_MOODS.values()])
    )
    assert figures.coverage == 1


def test_diversity_is_none_among_tracks_that_are_all_alike(write_table: WriteTable) -> None:
    path = write_table(["Happy"] * 6)
    rows = path.read_text("utf-8").splitlines()
    cells = rows[1].split(",")
    same = [",".join([f"t{i}", f"a{i}", f"{i:022}", *cells[3:]]) for i in range(6)]
    path.write_text("\n".join([rows[0], *same]) + "\n", "utf-8")
    figures = evaluate_recommender(load_labelled_tracks(path), ["affect"]).strategies["affect"]
    assert figures.intra_list_diversity == 0


def test_the_json_has_the_shape_that_scripts_rely_on(write_table: WriteTable) -> None:
    tracks = load_labelled_tracks(write_table(list(MOODS) * 5))
    figures = evaluate_recommender(tracks, list_strategies()).as_dict()
    assert figures["n"] == 20
    assert set(figures["strategies"]) == set(list_strategies())
    for each in figures["strategies"].values():
        low, high = each["precision_at_10_interval"]
        assert 0 <= low <= each["precision_at_10"] + 1e-9
        assert each["precision_at_10"] <= high + 1e-9 <= 1 + 1e-9
        assert {"ndcg_at_10", "coverage", "intra_list_diversity", "map", "novelty"} <= set(each)


def test_tells_how_many_strategies_are_done(write_table: WriteTable) -> None:
    seen: list[tuple[int, int]] = []
    tracks = load_labelled_tracks(write_table(list(MOODS)))
    evaluate_recommender(tracks, ["popularity", "knn"], lambda *done: seen.append(done))
    assert seen == [(1, 2), (2, 2)]


def test_affect_finds_labelled_moods_far_better_than_its_peers(
    evaluation: RecommenderEvaluation,
) -> None:
    figures = evaluation.strategies
    assert evaluation.n == 481
    assert figures["affect"].precision[10] >= 0.9
    assert figures["affect"].precision_interval[10][0] >= 0.85
    assert figures["affect"].precision[20] >= 0.88
    assert figures["playlist"].precision[10] < 0.72  # the plain distance
    assert figures["targets"].precision[10] < 0.6
    for emotion in ("sad", "neutral", "angry"):
        assert figures["affect"].by_emotion[emotion] >= 0.8


def test_lots_find_relevant_moods_as_often_as_they_are_there(
    evaluation: RecommenderEvaluation, spotify: LabelledTracks
) -> None:
    for emotion, figure in evaluation.strategies["random"].by_emotion.items():
        assert figure == pytest.approx(spotify.relevant(emotion).mean(), abs=0.08)
