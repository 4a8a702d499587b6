import matplotlib.colors
import pytest
import torch
from matplotlib.figure import Figure

from linearnets import (
    descent_path,
    half_squared_error,
    loss_contours,
    predict,
    residual_squares,
)


@pytest.fixture
def ax():
    return Figure().subplots()


PAIR = "two finite numbers, the smaller first"


def bowl(w, b):
    return (w - 1) ** 2 + 3 * (b + 2) ** 2 + 5.1


def test_loss_contours_run_where_the_loss_has_their_level(ax):
    loss_contours(ax, bowl, (-3.0, 4.0), (-4.0, 1.0))

    (contours,) = ax.collections
    drawn = list(zip(contours.levels, contours.get_paths(), strict=True))
    assert len(drawn) == 12
    for level, path in drawn:
        w, b = path.vertices.T
        assert bowl(w, b) == pytest.approx(level, abs=0.02)


def test_loss_contours_choose_levels_that_match_their_formula(ax):
    loss_contours(ax, bowl, (0.0, 2.0), (-2.0, 2.0), levels=4)

    low, high = bowl(1, -2), bowl(0, 2)
    expected = [low + (k / 5) ** 2 * (high - low) for k in range(1, 5)]
    assert list(ax.collections[0].levels) == pytest.approx(expected, rel=1e-12)


def test_loss_contours_draw_the_levels_they_are_given(ax):
    loss_contours(ax, bowl, (0.0, 2.0), (-2.0, 2.0), levels=[6.0, 9.0])

    assert list(ax.collections[0].levels) == [6, 9]


def test_loss_contours_span_the_ranges_in_thin_grey_lines(ax):
    loss_contours(ax, bowl, (-3.0, 4.0), (-4.0, 1.0))

    assert ax.dataLim.extents == pytest.approx([-3, -4, 4, 1])
    (contours,) = ax.collections
    assert tuple(contours.get_edgecolor()[0]) == matplotlib.colors.to_rgba("C7")
    assert set(contours.get_linewidth()) == {1.2}


def test_loss_contours_call_the_loss_with_two_scalars_in_double_precision(ax):
    def loss(w, b):
        assert (w.shape, b.shape, w.dtype, b.dtype) == ((), (), torch.float64, torch.float64)
        return w * b

    loss_contours(ax, loss, (0.0, 1.0), (0.0, 1.0))


def test_loss_contours_take_a_loss_written_with_linearnets(ax, example):
    X, y, w, b = example

    def loss(first, second):
        return half_squared_error(predict(X, torch.stack([first, second, w[2]]), b), y)

    loss_contours(ax, loss, (-1.0, 1.0), (-1.0, 1.0), levels=3)

    assert len(ax.collections[0].levels) == 3


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x_range": (1, 0)}, f"expected {PAIR}, but x_range has value (1, 0)"),
        ({"y_range": (0, 0)}, f"expected {PAIR}, but y_range has value (0, 0)"),
        ({"y_range": (0, 1, 2)}, f"expected {PAIR}, but y_range has value (0, 1, 2)"),
        ({"x_range": 3}, f"expected {PAIR}, but x_range has value 3"),
        ({"levels": 0}, "expected an integer of at least 1, but levels has value 0"),
        ({"levels": 5.0}, "expected an integer of at least 1, but levels has value 5.0"),
        ({"levels": []}, "expected increasing finite numbers, but levels has value []"),
        ({"levels": [2, 1]}, "expected increasing finite numbers, but levels has value [2, 1]"),
        ({"loss": lambda w, b: 2}, "expected a loss that varies, but loss has value 2 everywhere"),
        (
            {"loss": lambda w, b: w.log()},
            "expected finite values, but loss has -inf at index (0, 0)",
        ),
    ],
)
def test_loss_contours_name_the_argument_that_does_not_fit(ax, change, message):
    arguments = {"loss": bowl, "x_range": (0, 1), "y_range": (0, 1), **change}

    with pytest.raises(ValueError) as caught:
        loss_contours(ax, **arguments)

    assert str(caught.value) == message


POINTS = torch.tensor([[4.0, 1.0], [2.0, 0.5], [1.0, 0.25]])


def test_descent_path_joins_a_dot_for_each_state(ax):
    descent_path(ax, POINTS)

    way = ax.lines[0]
    assert way.get_xydata().tolist() == POINTS.tolist()
    assert (way.get_marker(), way.get_markersize(), way.get_linestyle()) == ("o", 3, "-")


def test_descent_path_marks_its_start_with_a_ring_of_its_colour(ax):
    descent_path(ax, POINTS, color="C3")

    way, start = ax.lines
    assert start.get_xydata().tolist() == [[4, 1]]
    assert start.get_fillstyle() == "none"
    assert start.get_markersize() > way.get_markersize()
    assert start.get_color() == way.get_color() == "C3"


def test_descent_path_hands_its_keywords_to_plot(ax):
    descent_path(ax, POINTS, marker="s", linewidth=3, label="path")

    way, start = ax.lines
    assert (way.get_marker(), way.get_linewidth(), way.get_label()) == ("s", 3, "path")
    assert start.get_label().startswith("_")


@pytest.mark.bad_input
def test_descent_path_asks_for_two_columns(ax):
    with pytest.raises(ValueError, match=r"expected shape \(t, 2\), but points has shape \(4, 3\)"):
        descent_path(ax, torch.ones(4, 3))


X_AXIS = torch.tensor([0.0, 1.0, 2.0])
TARGETS = torch.tensor([1.0, 1.0, 3.0])
PREDICTIONS = torch.tensor([0.5, 3.0, 3.0])


def squares(ax):
    return [patch.get_path().get_extents().extents.tolist() for patch in ax.patches]


def test_residual_squares_stand_on_the_residuals_clear_of_a_rising_line(ax):
    residual_squares(ax, X_AXIS, TARGETS, PREDICTIONS)

    # As left, bottom, right, top.
    assert squares(ax) == [[-0.5, 0.5, 0, 1], [1, 1, 3, 3], [2, 3, 2, 3]]


def test_residual_squares_have_four_equal_sides_in_data_units(ax, example):
    _, y, _, _ = example
    residual_squares(ax, torch.arange(7.0).double(), y, y.flip(0))

    for patch, residual in zip(ax.patches, (y.flip(0) - y).tolist(), strict=True):
        corners = torch.from_numpy(patch.get_xy())[:4]
        sides = (corners.roll(-1, dims=0) - corners).norm(dim=1)
        torch.testing.assert_close(sides, torch.full((4,), abs(residual)).double())


def test_residual_squares_have_half_their_mean_area_as_loss(ax):
    residual_squares(ax, X_AXIS, TARGETS, PREDICTIONS)

    areas = [(right - left) * (top - bottom) for left, bottom, right, top in squares(ax)]
    assert sum(areas) / (2 * 3) == half_squared_error(PREDICTIONS, TARGETS)


def test_residual_squares_let_what_they_cover_shine_through(ax):
    residual_squares(ax, X_AXIS, TARGETS, PREDICTIONS)

    colour = matplotlib.colors.to_rgba("C3", alpha=0.25)
    assert {patch.get_facecolor() for patch in ax.patches} == {colour}
    assert {patch.get_edgecolor() for patch in ax.patches} == {colour}


def test_residual_squares_look_square(ax):
    residual_squares(ax, X_AXIS, TARGETS, PREDICTIONS)
    ax.apply_aspect()

    assert ax.get_adjustable() == "datalim"
    width, height = ax.patches[1].get_window_extent().size
    assert width == pytest.approx(height)


def test_residual_squares_draw_the_targets_as_points(ax):
    residual_squares(ax, X_AXIS, TARGETS, PREDICTIONS)

    (points,) = ax.lines
    assert points.get_xydata().tolist() == [[0, 1], [1, 1], [2, 3]]
    assert (points.get_marker(), points.get_linestyle()) == ("o", "None")
    assert points.get_color() == "C0"


@pytest.mark.bad_input
def test_residual_squares_name_the_argument_of_wrong_length(ax):
    with pytest.raises(ValueError, match=r"shape \(n,\) with n = 3, but y_hat has shape \(2,\)"):
        residual_squares(ax, X_AXIS, TARGETS, PREDICTIONS[:2])
