"""Linear neural networks: the mathematics, and the code that is the mathematics.

What does not fit a signature, or the range that is said of an argument, is refused, and so is a
calculation that its dtype cannot hold: `ValueError: expected <what>, but <name> has <value>`, or
a `TypeError` that says the same of a type.
"""

from linearnets.closed_form import LeastSquares, least_squares, ridge
from linearnets.data import (
    DIABETES_FEATURES,
    load_bigrams,
    load_diabetes,
    load_digits,
    load_iris,
    load_table,
    load_text,
    minibatches,
    standardize,
    synthetic_regression,
)
from linearnets.digits import Examples, fit_digits, split_digits
from linearnets.information import distribution_cross_entropy, entropy, kl_divergence
from linearnets.likelihood import laplace_nll, normal_nll
from linearnets.linear import append_ones, predict
from linearnets.losses import (
    cross_entropy,
    cross_entropy_gradient,
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
)
from linearnets.metrics import Calibration, accuracy, brier_score, calibration, confusion_matrix
from linearnets.optim import (
    DivergenceError,
    Fit,
    History,
    gradient_descent,
    max_learning_rate,
    minibatch_sgd,
)
from linearnets.plots import descent_path, loss_contours
from linearnets.softmax import log_softmax, log_sum_exp, one_hot, softmax

# fmt: off
__all__ = [
    "Calibration", "DIABETES_FEATURES", "DivergenceError", "Examples", "Fit", "History",
    "LeastSquares", "accuracy", "append_ones", "brier_score", "calibration", "confusion_matrix",
    "cross_entropy", "cross_entropy_gradient", "descent_path", "distribution_cross_entropy",
    "entropy", "fit_digits", "gradient_descent", "half_squared_error",
    "half_squared_error_gradient", "half_squared_error_hessian", "kl_divergence", "laplace_nll",
    "least_squares", "load_bigrams", "load_diabetes", "load_digits", "load_iris", "load_table",
    "load_text", "log_softmax", "log_sum_exp", "loss_contours", "max_learning_rate", "minibatch_sgd",
    "minibatches", "normal_nll", "one_hot", "predict", "ridge", "softmax", "split_digits", "standardize",
    "synthetic_regression",
]
