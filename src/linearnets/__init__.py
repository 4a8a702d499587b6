"""Linear neural networks: the mathematics, and the code that is the mathematics."""

from linearnets.closed_form import LeastSquares, least_squares, ridge
from linearnets.data import (
    DIABETES_FEATURES,
    load_diabetes,
    minibatches,
    standardize,
    synthetic_regression,
)
from linearnets.linear import append_ones, predict
from linearnets.losses import (
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
)
from linearnets.optim import (
    DivergenceError,
    Fit,
    History,
    gradient_descent,
    max_learning_rate,
    minibatch_sgd,
)
from linearnets.plots import descent_path, loss_contours, residual_squares

__all__ = [
    "DIABETES_FEATURES",
    "DivergenceError",
    "Fit",
    "History",
    "LeastSquares",
    "append_ones",
    "descent_path",
    "gradient_descent",
    "half_squared_error",
    "half_squared_error_gradient",
    "half_squared_error_hessian",
    "least_squares",
    "load_diabetes",
    "loss_contours",
    "max_learning_rate",
    "minibatch_sgd",
    "minibatches",
    "predict",
    "residual_squares",
    "ridge",
    "standardize",
    "synthetic_regression",
]
