import math

import numpy as np
import pytest
from benchmarks.taste import World, live, made_up_library, summarize
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.affect import Affect, Point
from affetto.listening import Reaction, TrackReaction
from affetto.music import CatalogueFeatures, Track, TrackTags
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.personal import FIT, TasteModel
from affetto.recommend.personal_ranking import POOL, PersonalStrategy
from affetto.recommend.query import Personalization, Query
from affetto.recommend.strategies import find_strategy
from affetto.recommend.taste_features import CURVES, FEATURES, SLOPES, TasteFeatures, spread_rows
from affetto.recommend.taste_learning import learn_taste

AFFECT = find_strategy("affect")
HAPPY = Query(Affect.said("happy"), personalization=Personalization.HIGH)
kinds = st.sampled_from(Reaction)


@pytest.fixture(scope="module")
def catalogue():
    return made_up_library(400)


@pytest.fixture(scope="module")
def features(catalogue):
    return TasteFeatures.of(catalogue)


def personal(features, reactions):
    return PersonalStrategy(AFFECT, features, learn_taste(features, reactions))


def ids(recommendations):
    return [entry.track.id for entry in recommendations]


def test_features_have_mean_0_and_spread_1_over_the_catalogue(catalogue, features):
    table = features.rows(np.arange(400), np.zeros(400))[:, SLOPES]
    told = table.std(axis=0) > 0
    assert {"energy", "tempo_bpm", "mode", "year"} <= {FEATURES[i] for i in np.flatnonzero(told)}
    np.testing.assert_allclose(table[:, told].mean(axis=0), 0, atol=0.05)
    np.testing.assert_allclose(table[:, told].std(axis=0), 1, atol=0.1)


def test_what_is_not_known_of_a_track_is_as_in_most():
    catalogue = Catalogue.of(
        [
            Track(1, TrackTags("a"), "file:///a", catalogue=CatalogueFeatures(tempo_bpm=60.0)),
            Track(2, TrackTags("b"), "file:///b", catalogue=CatalogueFeatures(tempo_bpm=180.0)),
            Track(3, TrackTags("c"), "file:///c"),
        ]
    )
    table = TasteFeatures.of(catalogue).rows(np.arange(3), np.zeros(3))
    tempo = 2 + FEATURES.index("tempo_bpm")
    np.testing.assert_allclose(table[:, tempo], [-1, 1, 0])
    assert np.isfinite(table).all()
    # Average is not the middle: nothing is known of the square either.
    np.testing.assert_allclose(table[:, CURVES][:, FEATURES.index("tempo_bpm")], [0, 0, 0])


def test_without_reactions_and_with_low_personalization_nothing_changes(catalogue, features):
    assert personal(features, []).rank(HAPPY, catalogue, 20) == AFFECT.rank(HAPPY, catalogue, 20)
    told = [TrackReaction(id_, Reaction.LIKE) for id_ in range(20)]
    low = Query(Affect.said("happy"))
    assert personal(features, told).rank(low, catalogue, 20) == AFFECT.rank(low, catalogue, 20)


def test_the_first_click_counts(catalogue, features):
    before = ids(AFFECT.rank(HAPPY, catalogue, 50))
    disliked = personal(features, [TrackReaction(before[0], Reaction.DISLIKE)])
    assert ids(disliked.rank(HAPPY, catalogue, 50)).index(before[0]) > 0


def test_who_likes_nearly_all_that_fits_is_answered_nearly_by_the_strategy(catalogue, features):
    pool = AFFECT.rank(HAPPY, catalogue, 40)
    told = [TrackReaction(entry.track.id, Reaction.LIKE, fit=entry.score) for entry in pool]
    told[7] = TrackReaction(pool[7].track.id, Reaction.DISLIKE, fit=pool[7].score)
    model = learn_taste(features, told).model
    assert model.probability < 0.05
    assert np.abs(model.mean[SLOPES]).max() < 0.01
    # The one goes down, the others stay about where they are.
    before = ids(AFFECT.rank(HAPPY, catalogue, 20))
    after = ids(personal(features, told).rank(HAPPY, catalogue, 20))
    assert pool[7].track.id not in after[:10]
    assert len(set(before) & set(after)) >= 18


def test_what_is_disliked_goes_down_even_without_a_taste(catalogue, features):
    pool = AFFECT.rank(HAPPY, catalogue, 50)
    told = [TrackReaction(entry.track.id, Reaction.LIKE, fit=entry.score) for entry in pool[10:]]
    first = TrackReaction(pool[0].track.id, Reaction.DISLIKE, fit=pool[0].score)
    assert learn_taste(features, [*told, first]).model.probability < 0.05
    found = ids(personal(features, [*told, first]).rank(HAPPY, catalogue, 50))
    assert found.index(pool[0].track.id) >= 10


def test_likes_alone_are_a_hint_that_a_dislike_settles(catalogue, features):
    pool = AFFECT.rank(HAPPY, catalogue, 60)
    year = FEATURES.index("year")
    by_year = sorted(pool, key=lambda entry: entry.track.tags.year)

    def told(entries, reaction):
        return [TrackReaction(each.track.id, reaction, fit=each.score) for each in entries]

    likes = told(by_year[-20:], Reaction.LIKE)
    hint = learn_taste(features, likes).model
    settled = learn_taste(features, likes + told(by_year[:20], Reaction.DISLIKE)).model
    assert 0 < hint.mean[SLOPES][year] < settled.mean[SLOPES][year] / 2
    assert hint.probability == pytest.approx(TasteModel.prior(features.taste_scales).probability)
    assert settled.probability > 0.95


def test_no_number_of_likes_alone_is_more_than_a_hint(features):
    few, many = (
        learn_taste(features, [TrackReaction(row, Reaction.LIKE, fit=0.9) for row in range(n)])
        for n in (6, 300)
    )
    # As much again stands for what was not chosen.
    assert few.model.evidence == pytest.approx(12)
    assert many.model.evidence == pytest.approx(12)


def test_who_likes_all_that_they_come_across_shows_little_taste_for_its_features(features):
    dark = np.argsort(features.rows(np.arange(400), np.zeros(400))[:, SLOPES.start])
    likes = [TrackReaction(int(row), Reaction.LIKE) for row in dark[-40:]]
    dislikes = [TrackReaction(int(row), Reaction.DISLIKE) for row in dark[:40]]
    liked_only = np.abs(learn_taste(features, likes).model.mean[SLOPES]).max()
    told_both = np.abs(learn_taste(features, likes + dislikes).model.mean[SLOPES]).max()
    assert 0 < liked_only < told_both / 4


def test_a_taste_for_the_middle_is_learned(catalogue, features):
    table = features.rows(np.arange(400), np.zeros(400))
    tempo = FEATURES.index("tempo_bpm")
    off = np.abs(table[:, SLOPES][:, tempo])
    told = [
        TrackReaction(row, Reaction.LIKE if off[row] < 0.7 else Reaction.DISLIKE)
        for row in range(200)
    ]
    model = learn_taste(features, told).model
    assert np.argmin(model.mean[CURVES]) == tempo
    rewards = table @ model.mean
    assert rewards[200:][off[200:] < 0.5].mean() > rewards[200:][off[200:] > 1.5].mean() + 0.5
    # What is in the middle has no word for it.
    found = personal(features, told).rank(HAPPY, catalogue, 20)
    middle = [e for e in found if off[np.searchsorted(catalogue.ids, e.track.id)] < 0.5]
    words = ("you tend to like slow music", "you tend to like fast music")
    assert middle
    assert not any(word in entry.reasons for entry in middle for word in words)


def test_likes_bring_more_of_the_same_and_the_reason_says_so(catalogue, features):
    pool = ids(AFFECT.rank(HAPPY, catalogue, POOL))
    by_year = sorted(pool, key=lambda id_: catalogue.year[np.searchsorted(catalogue.ids, id_)])
    told = [TrackReaction(id_, Reaction.LIKE) for id_ in by_year[-30:]]
    told += [TrackReaction(id_, Reaction.DISLIKE) for id_ in by_year[:30]]
    found = personal(features, told).rank(HAPPY, catalogue, 10)
    years = [entry.track.tags.year for entry in found]
    assert np.mean(years) > np.mean([e.track.tags.year for e in AFFECT.rank(HAPPY, catalogue, 10)])
    assert any("you tend to like newer music" in entry.reasons for entry in found)


def test_plays_alone_tell_what_somebody_plays(catalogue, features):
    def tempo_bpm(track_id):
        (track,) = catalogue.tracks_at([track_id])
        return track.catalogue.tempo_bpm

    slow = sorted(range(400), key=tempo_bpm)[:100]

    def tastes(plays):
        told = [TrackReaction(id_, Reaction.PLAY, plays) for id_ in slow]
        return dict(
            zip(FEATURES, learn_taste(features, told).model.mean[SLOPES].tolist(), strict=True)
        )

    few, many = tastes(3), tastes(1000)
    assert max(few, key=lambda name: abs(few[name])) == "tempo_bpm"
    assert few["tempo_bpm"] < -0.03
    # A long history is no hint any more.
    assert many["tempo_bpm"] < 4 * few["tempo_bpm"]


def test_playing_again_counts_by_its_logarithm(features):
    once = learn_taste(features, [TrackReaction(3, Reaction.PLAY, 1)]).model
    often = learn_taste(features, [TrackReaction(3, Reaction.PLAY, 7)]).model
    assert often.evidence == pytest.approx(once.evidence * math.log2(8))


def test_tracks_that_are_gone_teach_nothing(features):
    assert learn_taste(features, [TrackReaction(10**6, Reaction.LIKE)]).model.is_prior


def test_a_track_keeps_what_its_features_do_not_explain(features):
    liked = learn_taste(features, [TrackReaction(3, Reaction.LIKE)]).own_rewards
    disliked = learn_taste(features, [TrackReaction(3, Reaction.DISLIKE)]).own_rewards
    often = learn_taste(features, [TrackReaction(3, Reaction.DISLIKE, 9)]).own_rewards
    assert list(liked) == [3]
    assert 0 < liked[3] < 1
    assert -1 < often[3] < disliked[3] < 0


def test_forgetting_gives_back_the_prior_exactly(features):
    told = [TrackReaction(1, Reaction.LIKE), TrackReaction(2, Reaction.DISLIKE)]
    rest = learn_taste(features, [reaction for reaction in told if reaction.track_id != 2])
    never_told = learn_taste(features, told[:1])
    np.testing.assert_array_equal(rest.model.mean, never_told.model.mean)
    assert rest.own_rewards == never_told.own_rewards
    none = learn_taste(features, [])
    assert none.model.is_prior
    assert none.own_rewards == {}
    assert set(none.model.mean.tolist()) == {0.0, none.model.prior_mean[FIT]}


@settings(max_examples=15)
@given(
    told=st.lists(
        st.builds(TrackReaction, st.integers(0, 420), kinds, st.integers(1, 9), st.none()),
        max_size=30,
    ),
    level=st.sampled_from(Personalization),
    k=st.integers(0, 250),
    seed=st.integers(0, 5),
)
def test_keeps_the_contract_of_strategies(catalogue, features, told, level, k, seed):
    strategy = personal(features, told)
    query = Query(Affect.said("sad"), personalization=level, seed=seed)
    found = strategy.rank(query, catalogue, k)
    assert len(found) == min(k, 400)
    assert len(set(ids(found))) == len(found)
    assert [entry.rank for entry in found] == list(range(1, len(found) + 1))
    scores = [entry.score for entry in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert strategy.rank(query, catalogue, k) == found
    assert strategy.rank(query, catalogue, 250)[:k] == found
    assert personal(features, told[::-1]).rank(query, catalogue, k) == found


def test_taste_never_brings_what_does_not_fit(catalogue, features):
    told = [TrackReaction(id_, Reaction.LIKE) for id_ in ids(AFFECT.rank(HAPPY, catalogue, 100))]
    sad = Query(Affect.said("sad"), personalization=Personalization.HIGH)
    allowed = set(ids(AFFECT.rank(sad, catalogue, POOL)))
    assert set(ids(personal(features, told).rank(sad, catalogue, 20))) <= allowed


@pytest.mark.parametrize("moods", [[], [Point(0.1, 0.1)]])
def test_small_libraries_do_no_harm(moods):
    catalogue = Catalogue.of(
        Track(i, TrackTags(f"t{i}"), f"file:///{i}", mood=mood) for i, mood in enumerate(moods)
    )
    features = TasteFeatures.of(catalogue)
    strategy = personal(features, [TrackReaction(0, Reaction.DISLIKE)])
    assert ids(strategy.rank(HAPPY, catalogue, 5)) == list(range(len(moods)))


def test_rows_are_spread_evenly():
    assert spread_rows(10, 5).tolist() == [0, 2, 4, 6, 8]
    assert spread_rows(3, 5).tolist() == [0, 1, 2]


def test_people_with_a_taste_gain_and_others_hardly_lose():
    world = World(made_up_library(800))
    gains = {
        kind: summarize(
            [live(world, kind, seed, Personalization.HIGH, told_fit=True) for seed in range(5)], 50
        ).gain[-1]
        for kind in ("many", "mood only")
    }
    assert gains["many"] > 0.1
    assert gains["mood only"] > -0.01
