import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.recommend.personal import (
    DEGREES_OF_FREEDOM,
    FIT,
    FIT_MEAN,
    FIT_SD,
    INTERCEPT_SD,
    NOISE_SD,
    TasteModel,
    centre_fit,
    taste_log_odds,
)

# So much for a taste that nothing but the features counts.
CERTAIN = 50.0
SCALES = {n: np.full(n, 0.1) for n in range(11)}


def reactions(seed, m, d):
    rng = np.random.default_rng(seed)
    features = np.column_stack([np.ones(m), rng.normal(size=(m, d - 1))])
    return features, rng.choice([-1.0, 1.0], m), rng.uniform(0.1, 1.0, m)


def test_before_anything_is_known_the_fit_alone_is_the_expected_reward():
    model = TasteModel.prior(SCALES[4])
    assert model.is_prior
    expected = np.zeros(6)
    expected[FIT] = FIT_MEAN
    np.testing.assert_array_equal(model.mean, expected)
    fit = np.array([0.0, 0.5, 1.0])
    np.testing.assert_allclose(FIT_MEAN * centre_fit(fit), [-1, 0, 1])


@pytest.mark.parametrize("slope", [0.0, 0.2, 0.6])
def test_the_posterior_is_that_of_student_s_t_by_quadrature(slope):
    # One feature, of which the posterior can be summed up over a grid.
    rng = np.random.default_rng(0)
    x = rng.normal(size=100)
    rewards = slope * x + rng.normal(scale=NOISE_SD, size=100)
    scale, nu = 0.1, DEGREES_OF_FREEDOM
    features = np.column_stack([np.zeros(100), np.zeros(100), x])
    model = TasteModel.prior(np.array([scale])).updated(features, rewards, np.ones(100))
    grid = np.linspace(-2, 2, 20001)
    log_prior = -(nu + 1) / 2 * np.log1p((grid / scale) ** 2 / nu)
    errors = rewards[:, np.newaxis] - x[:, np.newaxis] * grid
    log_posterior = log_prior - (errors**2).sum(axis=0) / (2 * NOISE_SD**2)
    density = np.exp(log_posterior - log_posterior.max())
    density /= density.sum()
    exact = density @ grid
    np.testing.assert_allclose(model.posterior.mean[2], exact, atol=0.01)
    # A variational posterior is a little too sure.
    exact_sd = np.sqrt(density @ (grid - exact) ** 2)
    np.testing.assert_allclose(model.posterior.sd[2], exact_sd, rtol=0.15)


def test_the_context_s_weights_are_those_of_the_normal_equations():
    features, rewards, weights = reactions(0, 12, 2)
    model = TasteModel.prior(np.zeros(0)).updated(features, rewards, weights).posterior
    prior_sds, prior_mean = np.array([INTERCEPT_SD, FIT_SD]), np.array([0, FIT_MEAN])
    # Least squares over the reactions and, as one more observation for each weight, the prior.
    scale = np.sqrt(weights) / NOISE_SD
    rows = np.vstack([features * scale[:, np.newaxis], np.diag(1 / prior_sds)])
    targets = np.concatenate([rewards * scale, prior_mean / prior_sds])
    np.testing.assert_allclose(model.mean, np.linalg.lstsq(rows, targets)[0], atol=1e-10)
    np.testing.assert_allclose(model.sd, np.sqrt(np.diag(np.linalg.inv(rows.T @ rows))), atol=1e-10)


def test_a_strong_taste_is_shrunk_less_than_by_a_normal_prior():
    rng = np.random.default_rng(1)
    features = np.column_stack([np.ones(200), np.zeros(200), rng.normal(size=(200, 10))])
    weights = np.array([0.6, *[0.05] * 9])
    rewards = features[:, 2:] @ weights + rng.normal(scale=NOISE_SD, size=200)
    model = TasteModel.prior(SCALES[10]).updated(features, rewards, np.ones(200))
    # The same reactions under a normal prior of the same width.
    precision = np.diag(1 / model.prior_sds**2) + model.gram / NOISE_SD**2
    towards = model.prior_mean / model.prior_sds**2 + model.moment / NOISE_SD**2
    normal = np.linalg.solve(precision, towards)
    assert abs(model.posterior.mean[2] - 0.6) < abs(normal[2] - 0.6)


@settings(max_examples=30)
@given(st.integers(0, 1000), st.integers(1, 20), st.permutations(range(20)))
def test_the_order_of_reactions_makes_no_difference(seed, cut, order):
    features, rewards, weights = reactions(seed, 20, 5)
    at_once = TasteModel.prior(SCALES[3]).updated(features, rewards, weights)
    later = TasteModel.prior(SCALES[3])
    for part in (order[:cut], order[cut:]):
        part = np.array(part, np.intp)
        later = later.updated(features[part], rewards[part], weights[part])
    np.testing.assert_allclose(later.mean, at_once.mean, atol=1e-9)
    np.testing.assert_allclose(later.posterior.sd, at_once.posterior.sd, atol=1e-9)


def test_samples_are_the_same_under_a_seed_and_spread_as_the_posterior():
    features, rewards, weights = reactions(3, 30, 5)
    model = TasteModel.prior(SCALES[3]).convinced(CERTAIN).updated(features, rewards, weights)
    one, same = (model.sample(np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(one, same)
    rng = np.random.default_rng(0)
    samples = np.array([model.sample(rng, exploration=1.0) for _ in range(4000)])
    np.testing.assert_allclose(samples.mean(axis=0), model.mean, atol=0.03)
    np.testing.assert_allclose(samples.std(axis=0), model.posterior.sd, rtol=0.1)


@pytest.mark.parametrize("log_odds", [-3.0, 0.0, 2.0])
def test_what_was_learned_counts_as_far_as_a_taste_is_likely(log_odds):
    features, rewards, weights = reactions(8, 30, 5)
    prior = TasteModel.prior(SCALES[3])
    sure = prior.convinced(CERTAIN).updated(features, rewards, weights)
    doubted = prior.updated(features, rewards, weights).convinced(log_odds)
    learned = doubted.mean - prior.mean
    np.testing.assert_allclose(learned, doubted.probability * (sure.mean - prior.mean))
    # One in five before anything is known, by Bayes' rule.
    odds = np.exp(log_odds) * 0.2 / 0.8
    assert doubted.probability == pytest.approx(odds / (1 + odds))


def test_features_speak_for_themselves_as_much_as_the_evidence_by_quadrature():
    rng = np.random.default_rng(2)
    x = rng.normal(size=12)
    rewards = 0.5 * x + rng.normal(scale=NOISE_SD, size=12)
    features = np.column_stack([np.zeros(12), np.zeros(12), x])
    told = TasteModel.prior(SCALES[1]).updated(features, rewards, np.ones(12))
    grid = np.linspace(-1, 1, 4001)

    def log_likelihood(weight):
        return -((rewards - x * weight) ** 2).sum() / (2 * NOISE_SD**2)

    prior = np.exp(-(grid**2) / (2 * 0.1**2))
    likelihood = np.exp([log_likelihood(weight) - log_likelihood(0) for weight in grid])
    exact = np.log(likelihood @ prior / prior.sum())
    assert told.feature_log_odds == pytest.approx(exact, abs=1e-6)
    assert TasteModel.prior(SCALES[1]).feature_log_odds == pytest.approx(0)


def test_without_exploration_a_sample_is_the_mean():
    features, rewards, weights = reactions(4, 10, 5)
    model = TasteModel.prior(SCALES[3]).updated(features, rewards, weights)
    np.testing.assert_allclose(model.sample(np.random.default_rng(0), 0.0), model.mean)


def test_learns_what_is_liked_and_grows_surer():
    rng = np.random.default_rng(5)
    features = np.column_stack([np.ones(200), np.zeros(200), rng.normal(size=(200, 2))])
    rewards = np.sign(features[:, 2] + 1e-9)
    prior = TasteModel.prior(SCALES[2])
    taste = prior.updated(features, rewards, np.ones(200)).posterior
    assert taste.mean[2] > 0.5
    assert abs(taste.mean[3]) < 0.1
    assert taste.sd[2] < prior.posterior.sd[2]


def test_a_taste_is_spoken_of_when_it_is_likelier_than_none():
    rng = np.random.default_rng(5)
    features = np.column_stack([np.ones(50), np.zeros(50), rng.normal(size=(50, 2))])
    model = TasteModel.prior(SCALES[2]).updated(features, np.sign(features[:, 2]), np.ones(50))
    assert not model.known.any()
    assert model.convinced(CERTAIN).known[2]


def test_what_weighs_nothing_teaches_nothing():
    features, rewards, _ = reactions(6, 5, 4)
    model = TasteModel.prior(SCALES[2]).updated(features, rewards, np.zeros(5))
    assert model.is_prior
    np.testing.assert_array_equal(model.mean, TasteModel.prior(SCALES[2]).mean)


def log_odds(liked, disliked, fit):
    fits = np.full(liked + disliked, fit)
    rewards = np.array([1.0] * liked + [-1.0] * disliked)
    return taste_log_odds(fits, rewards, np.ones(liked + disliked))


def test_liking_whatever_fits_speaks_against_a_taste_and_liking_half_of_it_for_one():
    told = [log_odds(liked, 0, 0.95) for liked in (0, 1, 5, 20)]
    assert told == sorted(told, reverse=True)
    assert told[0] == pytest.approx(0)
    assert told[-1] < -2
    assert log_odds(5, 5, 0.95) > 4
    # One in twenty is what a fit of .95 promises.
    assert log_odds(19, 1, 0.95) < 0


def test_disliking_what_fits_badly_is_no_taste():
    assert log_odds(1, 9, 0.1) < 1 < log_odds(1, 9, 0.9)


def test_the_odds_of_a_taste_are_bayes_rule_over_all_shares():
    # Of fits of .5 everywhere, the integral over the share is a polynomial's: 2 likes, 1 dislike.
    with_taste = 0.25 * (1 / 3 - 0.5 / 4)
    assert log_odds(2, 1, 0.5) == pytest.approx(np.log(with_taste / 0.125), abs=1e-2)


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from([-1.0, 1.0])), max_size=2000))
def test_no_judgements_make_the_odds_of_a_taste_infinite(told):
    fits, rewards = np.array(told, np.float64).reshape(-1, 2).T
    odds = taste_log_odds(fits, rewards, np.ones(len(told)))
    assert np.isfinite(odds)
    assert 0 <= TasteModel.prior(SCALES[1]).convinced(odds).probability <= 1
