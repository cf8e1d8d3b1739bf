import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import BayesianRidge

from affetto.recommend.personal import (
    FIT,
    FIT_MEAN,
    FIT_SD,
    INTERCEPT_SD,
    NOISE_SD,
    TasteModel,
    centre_fit,
)


def reactions(seed, m, d):
    rng = np.random.default_rng(seed)
    features = np.column_stack([np.ones(m), rng.normal(size=(m, d - 1))])
    return features, rng.choice([-1.0, 1.0], m), rng.uniform(0.1, 1.0, m)


def test_before_anything_is_known_the_fit_alone_is_the_expected_reward():
    model = TasteModel.prior(6)
    assert model.is_prior
    expected = np.zeros(6)
    expected[FIT] = FIT_MEAN
    np.testing.assert_array_equal(model.mean, expected)
    fit = np.array([0.0, 0.5, 1.0])
    np.testing.assert_allclose(FIT_MEAN * centre_fit(fit), [-1, 0, 1])


def test_the_posterior_is_that_of_the_normal_equations():
    features, rewards, weights = reactions(0, 12, 5)
    model = TasteModel.prior(5, {0.3: 1.0}).updated(features, rewards, weights)
    prior_sds = np.array([INTERCEPT_SD, FIT_SD, 0.3, 0.3, 0.3])
    prior_mean = np.array([0, FIT_MEAN, 0, 0, 0])
    # Least squares over the reactions and, as one more observation for each weight, the prior.
    scale = np.sqrt(weights) / NOISE_SD
    rows = np.vstack([features * scale[:, np.newaxis], np.diag(1 / prior_sds)])
    targets = np.concatenate([rewards * scale, prior_mean / prior_sds])
    np.testing.assert_allclose(model.mean, np.linalg.lstsq(rows, targets)[0], atol=1e-10)
    np.testing.assert_allclose(model.sd, np.sqrt(np.diag(np.linalg.inv(rows.T @ rows))), atol=1e-10)


def test_the_taste_agrees_with_scikit_learn_where_its_precisions_are_held():
    features, rewards, _ = reactions(1, 40, 6)
    taste_sd = 0.2
    # Its precisions are fixed by priors that no data can move; it has no mean but 0, and no weight
    # but one precision for all, so the intercept and the fit are taken out of the features.
    features[:, :2] = 0
    sure = 1e12
    ridge = BayesianRidge(
        fit_intercept=False,
        alpha_1=sure / NOISE_SD**2,
        alpha_2=sure,
        lambda_1=sure / taste_sd**2,
        lambda_2=sure,
    ).fit(features[:, 2:], rewards)
    model = TasteModel.prior(6, {taste_sd: 1.0}).updated(features, rewards, np.ones(40))
    np.testing.assert_allclose(model.mean[2:], ridge.coef_, rtol=1e-4)
    np.testing.assert_allclose(model.sd[2:], np.sqrt(np.diag(ridge.sigma_)), rtol=1e-4)


def test_the_probability_of_a_spread_is_that_of_the_rewards_under_it():
    features, rewards, weights = reactions(2, 9, 5)[0], reactions(2, 9, 5)[1], np.ones(9)
    spreads = {0.05: 0.8, 0.4: 0.2}
    model = TasteModel.prior(5, spreads).updated(features, rewards, weights)
    densities = []
    for spread in spreads:
        prior_sds = np.array([INTERCEPT_SD, FIT_SD, spread, spread, spread])
        covariance = NOISE_SD**2 * np.eye(9) + (features * prior_sds**2) @ features.T
        residual = rewards - FIT_MEAN * features[:, FIT]
        densities.append(
            np.exp(-0.5 * residual @ np.linalg.solve(covariance, residual))
            / np.sqrt(np.linalg.det(covariance))
        )
    expected = np.array(densities) * [0.8, 0.2]
    expected /= expected.sum()
    np.testing.assert_allclose(model.probabilities, expected, rtol=1e-8)


@settings(max_examples=30)
@given(st.integers(0, 1000), st.integers(1, 20), st.permutations(range(20)))
def test_the_order_of_reactions_makes_no_difference(seed, cut, order):
    features, rewards, weights = reactions(seed, 20, 5)
    at_once = TasteModel.prior(5).updated(features, rewards, weights)
    later = TasteModel.prior(5)
    for part in (order[:cut], order[cut:]):
        part = np.array(part, np.intp)
        later = later.updated(features[part], rewards[part], weights[part])
    np.testing.assert_allclose(later.mean, at_once.mean, atol=1e-9)
    np.testing.assert_allclose(later.sd, at_once.sd, atol=1e-9)


def test_samples_are_the_same_under_a_seed_and_spread_as_the_posterior():
    features, rewards, weights = reactions(3, 30, 5)
    model = TasteModel.prior(5).updated(features, rewards, weights)
    one, same = (model.sample(np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(one, same)
    rng = np.random.default_rng(0)
    samples = np.array([model.sample(rng, exploration=1.0) for _ in range(4000)])
    np.testing.assert_allclose(samples.mean(axis=0), model.mean, atol=0.03)
    np.testing.assert_allclose(samples.std(axis=0), model.sd, rtol=0.1)


def test_without_exploration_a_sample_is_the_mean():
    features, rewards, weights = reactions(4, 10, 5)
    model = TasteModel.prior(5).updated(features, rewards, weights)
    np.testing.assert_allclose(model.sample(np.random.default_rng(0), 0.0), model.mean)


def test_learns_what_is_liked_and_grows_surer():
    rng = np.random.default_rng(5)
    features = np.column_stack([np.ones(200), np.zeros(200), rng.normal(size=(200, 2))])
    rewards = np.sign(features[:, 2] + 1e-9)
    model = TasteModel.prior(4)
    unsure = model.sd[2]
    model = model.updated(features, rewards, np.ones(200))
    assert model.mean[2] > 0.5
    assert abs(model.mean[3]) < 0.1
    assert model.sd[2] < unsure


def test_what_weighs_nothing_teaches_nothing():
    features, rewards, _ = reactions(6, 5, 4)
    model = TasteModel.prior(4).updated(features, rewards, np.zeros(5))
    assert model.is_prior
    np.testing.assert_array_equal(model.mean, TasteModel.prior(4).mean)


def test_a_model_needs_its_two_features_of_the_context():
    with pytest.raises(ValueError, match="two features"):
        TasteModel.prior(1)
