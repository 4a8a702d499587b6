import matplotlib.colors
import pytest
import torch
from matplotlib.figure import Figure

from linearnets import (
    descent_path,
    half_squared_error,
    loss_contours,
    predict,
)


@pytest.fixture
def ax():
    return Figure().subplots()


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


def test_loss_contours_draw_the_levels_they_are_given_of_two_numbers_in_double_precision(ax):
    def loss(w, b):
        assert (w.shape, b.shape, w.dtype, b.dtype) == ((), (), torch.float64, torch.float64)
        return bowl(w, b)

    loss_contours(ax, loss, (0.0, 2.0), (-2.0, 2.0), levels=[6.0, 9.0])

    assert list(ax.collections[0].levels) == [6, 9]


def test_loss_contours_span_the_ranges_in_thin_grey_lines(ax):
    loss_contours(ax, bowl, (-3.0, 4.0), (-4.0, 1.0))

    assert ax.dataLim.extents == pytest.approx([-3, -4, 4, 1])
    (contours,) = ax.collections
    assert tuple(contours.get_edgecolor()[0]) == matplotlib.colors.to_rgba("C7")
    assert set(contours.get_linewidth()) == {1.2}


def test_loss_contours_take_a_loss_written_with_linearnets(ax, example):
    X, y, w, b = example

    def loss(first, second):
        return half_squared_error(predict(X, torch.stack([first, second, w[2]]), b), y)

    loss_contours(ax, loss, (-1.0, 1.0), (-1.0, 1.0), levels=3)

    assert len(ax.collections[0].levels) == 3


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
    descent_path(ax, POINTS, marker="s", label="path", markersize=5)

    way, start = ax.lines
    assert (way.get_marker(), way.get_markersize(), way.get_label()) == ("s", 5, "path")
    assert start.get_label().startswith("_")
