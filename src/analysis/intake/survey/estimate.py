"""A weighted share with what it rests on: answers, effective answers, design effect, and an interval where the design is known.

Formulas, by their usual names: the share is a ratio of weighted sums. Without strata and clusters the design effect is Kish's
(n times the sum of squared weights over the square of their sum): what unequal weights alone cost against the same simple random
sample of n. It is approximate, for it knows nothing of how the sample was drawn. With strata or clusters the variance is that of
Taylor's linearisation (with replacement, the variance between clusters within strata), and the design effect is it over the
variance that a simple random sample of n would have, p(1 - p) / (n - 1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student  # type: ignore[import-untyped]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]
CONFIDENCE = 0.95
LARGEST_EFFECT = 100.0


@dataclass(frozen=True)
class Design:
    """Which stratum and which cluster each person of the whole sample is in, as numbers from 0. Without clusters each is one."""

    strata: Codes
    clusters: Codes


@dataclass(frozen=True)
class Estimate:
    """A share from 0 to 1 and what it rests on.

    ``count`` is the number of answers, unweighted. ``total`` and ``hits`` are the sums of the weights of those in the base and of
    those who gave the answer. ``effect`` is the design effect, None where it cannot be told, and ``effective`` is the number of answers over it.
    ``is_approximate``: the effect is of the weights alone. ``lower`` and ``upper`` are the limits by the design. ``alone``
    counts strata with a single cluster, which are held against the mean of all.
    """

    share: float
    count: int
    total: float
    hits: float
    effect: float | None
    effective: float
    is_approximate: bool
    lower: float | None = None
    upper: float | None = None
    alone: int = 0


def estimate(weights: Floats, base: Flags, hit: Flags, design: Design | None) -> Estimate | None:
    """Return the share of ``hit`` among those in the ``base``; None where nobody is.

    All arrays are about the whole sample: a part of it does not make its design smaller.
    """
    own = weights[base]
    count = len(own)
    if not count:
        return None
    total, hits = math.fsum(own), math.fsum(weights[base & hit])
    share = hits / total
    kish = count * math.fsum(own**2) / total**2
    plain = Estimate(share, count, total, hits, kish, count / kish, is_approximate=True)
    return plain if design is None else designed(plain, weights, base, hit, design)


def designed(plain: Estimate, weights: Floats, base: Flags, hit: Flags, design: Design) -> Estimate:
    """Return an estimate with the variance by its design; as it is where that cannot be told (everybody gave the same answer)."""
    score = np.where(base, weights * (hit - plain.share), 0.0) / plain.total
    variance, freedom, alone = taylor(score, design)
    alike = plain.share * (1 - plain.share) / (plain.count - 1) if plain.count > 1 else 0.0
    if alike <= 0 or variance <= 0 or freedom < 1:
        return plain
    effect = min(variance / alike, LARGEST_EFFECT)
    lower, upper = limits(plain.share, variance, freedom)
    return Estimate(
        plain.share,
        plain.count,
        plain.total,
        plain.hits,
        effect,
        plain.count / effect,
        is_approximate=False,
        lower=lower,
        upper=upper,
        alone=alone,
    )


def taylor(score: Floats, design: Design) -> tuple[float, int, int]:
    """Return the variance of a sum of scores, its degrees of freedom (clusters less strata), and how many strata have one cluster.

    A stratum with a single cluster has no variance of its own: its cluster is held against the mean of all clusters.
    """
    keys, members = np.unique(np.stack([design.strata, design.clusters]), axis=1, return_inverse=True)
    sums = np.bincount(members.ravel(), score, minlength=keys.shape[1])
    _, strata = np.unique(keys[0], return_inverse=True)
    sizes = np.bincount(strata)
    means = np.bincount(strata, sums) / sizes
    single = sizes[strata] == 1
    centre = np.where(single, sums.mean(), means[strata])
    factor = np.where(single, 1.0, sizes[strata] / np.maximum(sizes[strata] - 1, 1))
    return float(math.fsum(factor * (sums - centre) ** 2)), len(sums) - len(sizes), int((sizes == 1).sum())


def limits(share: float, variance: float, freedom: int) -> tuple[float, float]:
    """Return the limits of a share on the logit scale, so that they stay between 0 and 1."""
    middle = math.log(share / (1 - share))
    reach = float(student.ppf((1 + CONFIDENCE) / 2, freedom)) * math.sqrt(variance) / (share * (1 - share))
    return tuple(1 / (1 + math.exp(-(middle + side * reach))) for side in (-1, 1))  # type: ignore[return-value]
