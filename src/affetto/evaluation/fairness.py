"""Whether faces are read equally well whatever tone their skin appears to have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.evaluation.skin_tone import ITA_GROUPS, name_ita_group
from affetto.training.metrics import difference_interval, wilson_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A group of fewer faces says next to nothing: its interval would be wider than 40 points. It is
# joined with its neighbour. Our choice.
LEAST_GROUP = 20
# Pearson's test holds where every expected count is at least this (Cochran 1954).
_LEAST_EXPECTED = 5
_SIGNIFICANT = 0.05


@dataclass(frozen=True)
class ToneGroup:
    """Faces of neighbouring apparent skin tones.

    Attributes:
        name: the group of `ITA_GROUPS`, or those joined, from light to dark.
        n: number of faces.
        share: of them that came out right (read right, found).
        share_interval: its 95% interval (Wilson 1927).
        expected_share: what `share` would be if each expression (or other stratum) came out
            right as often as it does over all groups: differences of this come from what the
            groups show, not from their tone. None where no strata were given.
        mean_confidence: None where confidences are not known.
    """

    name: str
    n: int
    share: float
    share_interval: tuple[float, float]
    expected_share: float | None
    mean_confidence: float | None


@dataclass(frozen=True)
class ToneComparison:
    """How often faces come out right in groups of apparent skin tone.

    Attributes:
        groups: from light to dark; those with fewer than `LEAST_GROUP` faces joined.
        unmeasured: faces whose skin tone cannot be told (grey pictures, covered faces).
        gap: largest share minus smallest.
        gap_interval: 95% interval of that difference (Newcombe 1998), not corrected for
            its being the largest.
        p_value: of no difference between the groups; None with a single group.
        test: how the p-value was found.
    """

    groups: list[ToneGroup]
    unmeasured: int
    gap: float
    gap_interval: tuple[float, float]
    p_value: float | None
    test: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"verdict": self.verdict}

    @property
    def verdict(self) -> str:
        """One sentence that claims no more than the numbers allow."""
        if self.p_value is None:
            return "Too few faces for more than one group: nothing can be said of differences."
        low, high = self.gap_interval
        size = (
            f"the largest gap is {100 * self.gap:.1f} points "
            f"(95% interval {100 * low:.1f} to {100 * high:.1f})"
        )
        if self.p_value < _SIGNIFICANT:
            return f"The groups differ (p = {self.p_value:.3f}, {self.test}): {size}."
        return (
            f"No difference is shown (p = {self.p_value:.2f}, {self.test}); {size}, and gaps "
            "within that interval are not ruled out."
        )


def compare_tones(
    ita_deg: NDArray[np.float64],
    right: NDArray[np.bool_],
    strata: NDArray[np.int64] | None = None,
    confidence: NDArray[np.floating[Any]] | None = None,
) -> ToneComparison | None:
    """Compare groups of apparent skin tone.

    Args:
        ita_deg: individual typology angle [n] of each face, NaN where it is not known.
        right: whether each of the n came out right.
        strata: what each shows (position of its expression), if that may differ by group.
        confidence: of each answer, in [0, 1].

    Returns:
        None where no angle is known.
    """
    known = ~np.isnan(ita_deg)
    if not known.any():
        return None
    names = np.array([name_ita_group(float(angle)) for angle in ita_deg[known]])
    right = right[known]
    expected = None if strata is None else _expect(strata[known], right)
    groups, counts = [], []
    for joined in join_small_groups([(name, int((names == name).sum())) for name, _ in ITA_GROUPS]):
        rows = np.isin(names, joined)
        hits, n = int(right[rows].sum()), int(rows.sum())
        counts.append((hits, n))
        groups.append(
            ToneGroup(
                name=" + ".join(joined),
                n=n,
                share=hits / n,
                share_interval=wilson_interval(hits, n),
                expected_share=None if expected is None else float(expected[rows].mean()),
                mean_confidence=None
                if confidence is None
                else float(confidence[known][rows].mean()),
            )
        )
    best = max(counts, key=lambda count: count[0] / count[1])
    worst = min(counts, key=lambda count: count[0] / count[1])
    p_value, test = _test_independence(counts)
    return ToneComparison(
        groups=groups,
        unmeasured=int((~known).sum()),
        gap=best[0] / best[1] - worst[0] / worst[1],
        gap_interval=difference_interval((best[0], worst[0]), (best[1], worst[1])),
        p_value=p_value,
        test=test,
    )


def join_small_groups(sizes: Sequence[tuple[str, int]]) -> list[list[str]]:
    """Neighbours joined, in order, until each group has at least `LEAST_GROUP` faces.

    Empty groups at the ends are left out; what remains too small at the end is joined with the
    group before it.
    """
    joined: list[list[str]] = []
    names: list[str] = []
    total = 0
    for name, size in sizes:
        if size:
            names.append(name)
            total += size
        if total >= LEAST_GROUP:
            joined.append(names)
            names, total = [], 0
    if names and joined:
        joined[-1].extend(names)
    elif names:
        joined.append(names)
    return joined


def _expect(strata: NDArray[np.int64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each face the share of its stratum that came out right."""
    expected = np.empty(len(right))
    for stratum in np.unique(strata):
        expected[strata == stratum] = right[strata == stratum].mean()
    return expected


def _test_independence(counts: Sequence[tuple[int, int]]) -> tuple[float | None, str]:
    """P-value that the groups differ, and the name of the test.

    Two groups are compared exactly; of several, small ones by drawing tables with the same
    margins.
    """
    from scipy.stats import MonteCarloMethod, chi2_contingency, fisher_exact

    if len(counts) < 2:
        return None, "no test"
    table = np.array([[hits, n - hits] for hits, n in counts])
    if not table.sum(axis=0).all():
        return 1.0, "no test needed: all came out alike"
    if len(counts) == 2:
        return float(fisher_exact(table).pvalue), "Fisher's exact test"
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    if expected.min() >= _LEAST_EXPECTED:
        return float(chi2_contingency(table).pvalue), "chi-square test"
    method = MonteCarloMethod(n_resamples=9999, rng=np.random.default_rng(1))
    pvalue = chi2_contingency(table, correction=False, method=method).pvalue
    return float(pvalue), "chi-square test by simulation"
