"""Sparse logistic regression, by scikit-learn. The only module that needs the extra ``[train]``."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from wagtail_peersupport.detection.features import is_word
from wagtail_peersupport.detection.forms import Features
from wagtail_peersupport.detection.linear import Linear

DIGITS = 3
LEAST_WEIGHT = 0.04


def fit(
    features: Sequence[Features],
    labels: Sequence[bool],
    weights: Sequence[float] | None = None,
    *,
    strength: float,
    least_count: int = 4,
) -> Linear:
    """A model of the labels. A larger ``strength`` follows the examples more closely; words in
    fewer than ``least_count`` examples are left out. The same input gives the same weights.
    """
    features = _frequent(features, least_count)
    vectorizer = DictVectorizer()
    matrix = _narrow(vectorizer.fit_transform(features))
    fitted = LogisticRegression(C=strength, max_iter=1000, solver="liblinear").fit(
        matrix, np.asarray(labels, dtype=int), sample_weight=weights
    )
    names = vectorizer.get_feature_names_out()
    return Linear(round(float(fitted.intercept_[0]), DIGITS), _rounded(names, fitted.coef_[0]))


def fit_kinds(
    features: Sequence[Features], labels: Sequence[str], *, strength: float
) -> dict[str, Linear]:
    """One model per label; the softmax of their log-odds are probabilities."""
    vectorizer = DictVectorizer()
    matrix = _narrow(vectorizer.fit_transform(features))
    fitted = LogisticRegression(C=strength, max_iter=2000).fit(matrix, np.asarray(labels))
    names = vectorizer.get_feature_names_out()
    return {
        str(label): Linear(round(float(bias), DIGITS), _rounded(names, row))
        for label, bias, row in zip(fitted.classes_, fitted.intercept_, fitted.coef_, strict=True)
    }


def fit_few(
    features: Sequence[Features],
    labels: Sequence[bool],
    weights: Sequence[float],
    *,
    strength: float,
) -> Linear:
    """A model of a few features whose bias is free: no prior pulls it to zero."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(features)
    fitted = LogisticRegression(C=strength, max_iter=5000).fit(
        matrix, np.asarray(labels, dtype=int), sample_weight=weights
    )
    names = vectorizer.get_feature_names_out()
    return Linear(round(float(fitted.intercept_[0]), DIGITS + 1), _rounded(names, fitted.coef_[0]))


def _narrow(matrix: csr_matrix) -> csr_matrix:
    """liblinear takes 32-bit indices only."""
    matrix.indices = matrix.indices.astype(np.int32)
    matrix.indptr = matrix.indptr.astype(np.int32)
    return matrix


def _frequent(features: Sequence[Features], least_count: int) -> list[Features]:
    counts = Counter(name for one in features for name in one if is_word(name))
    return [
        {
            name: value
            for name, value in one.items()
            if not is_word(name) or counts[name] >= least_count
        }
        for one in features
    ]


def _rounded(names: Sequence[str], values: Sequence[float]) -> Mapping[str, float]:
    pairs = (
        (str(name), round(float(value), DIGITS)) for name, value in zip(names, values, strict=True)
    )
    return {name: value for name, value in pairs if abs(value) >= LEAST_WEIGHT}
