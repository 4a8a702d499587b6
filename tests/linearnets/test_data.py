import sys

import pytest
import torch

from linearnets import (
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


def test_load_diabetes_has_the_published_facts():
    X, y = load_diabetes(torch.float64)

    assert X.shape == (442, 10)
    assert y.shape == (442,)
    assert (y.min(), y.max()) == (25, 346)
    assert f"{y.mean():.2f}" == "152.13"


def test_load_diabetes_is_in_raw_units():
    X, _ = load_diabetes()
    age, sex = X[:, 0], X[:, 1]

    assert (age.min(), age.max()) == (19, 79)
    assert sex.unique().tolist() == [1, 2]


def test_diabetes_features_name_the_columns():
    from sklearn import datasets

    assert tuple(datasets.load_diabetes().feature_names) == DIABETES_FEATURES


def test_load_iris_has_the_published_facts():
    X, labels = load_iris(torch.float64)

    assert X.shape == (150, 4)
    assert labels.tolist() == [0] * 50 + [1] * 50 + [2] * 50
    # Fisher's means of the petals, which tell the species apart.
    assert f"{X[:50, 2].mean():.3f} {X[50:100, 2].mean():.2f} {X[100:, 3].mean():.3f}" == (
        "1.462 4.26 2.026"
    )


def test_load_digits_are_pictures_from_paper_to_ink():
    X, labels = load_digits(torch.float64)

    assert X.shape == (1797, 64)
    assert (X.min(), X.max()) == (0, 1)
    assert (labels.unique().tolist(), labels.dtype) == (list(range(10)), torch.int64)
    # A zero is empty in the middle, a one is not.
    middle = X.reshape(-1, 8, 8)[:, 3:5, 3:5].mean(dim=(1, 2))
    assert middle[labels == 0].mean() < 0.1 < 0.8 < middle[labels == 1].mean()


def test_load_table_reads_what_spreadsheets_write(tmp_path):
    path = tmp_path / "flats.csv"
    path.write_bytes(
        '\ufeff\r\n面积 , "rent,\r\ncold", rooms\r\n50, 700,2\r\n\r\n,,\r\n"72",9.6e2,3\r\n'.encode()
    )
    X, y, names = load_table(path, "rent,\ncold")

    assert X.tolist() == [[50, 2], [72, 3]] and y.tolist() == [700, 960]
    assert names == ["面积", "rooms"] and X.dtype == y.dtype == torch.float64


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "at least two columns, separated by commas, but path has the names []"),
        (
            "area,rent\n",
            "at least one line of numbers, but path has the names ['area', 'rent'] alone",
        ),
        (
            "rent\n700\n",
            "at least two columns, separated by commas, but path has the names ['rent']",
        ),
        (
            "area;rent\n50,5;700\n",
            "at least two columns, separated by commas, but path has the names ['area;rent']",
        ),
        (
            "area\trent\n50\t700\n",
            "at least two columns, separated by commas, but path has the names ['area\\trent']",
        ),
        ("area,cold\n50,700\n", "one of ['area', 'cold'], but target has value 'rent'"),
        ("area,rent\n50,700\n72,n/a\n", "a finite number, but rent in line 3 has value 'n/a'"),
        ("area,rent\n50,nan\n", "a finite number, but rent in line 2 has value 'nan'"),
        ("area,rent\n2024_01,7\n", "a finite number, but area in line 2 has value '2024_01'"),
        (
            "rent,rent\n50,70\n",
            "a name of its own for every column, but path has the names ['rent', 'rent']",
        ),
        (
            ",rent\n50,70\n",
            "a name of its own for every column, but path has the names ['', 'rent']",
        ),
        ("area,rent\n50,700\n72\n", "2 values, but line 3 has 1"),
        ('area,rent\n"50,700\n72,960\n', "2 values, but line 2 has 1"),
        ("area,rent\n50,700,2\n", "2 values, but line 2 has 3"),
    ],
)
def test_load_table_names_column_and_line(text, message, tmp_path):
    path = tmp_path / "flats.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError) as caught:
        load_table(path, "rent")
    assert str(caught.value) == f"expected {message}"


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "utf-16"])
def test_load_table_asks_for_utf_8(encoding, tmp_path):
    path = tmp_path / "flats.csv"
    path.write_bytes("área,rent\n50,700\n".encode(encoding))
    with pytest.raises(ValueError) as caught:
        load_table(path, "rent")
    assert (
        str(caught.value)
        == f"expected a CSV file in UTF-8, but path has another encoding: {str(path)!r}"
    )


def test_load_text_has_whole_lines_from_the_first_to_the_last():
    alice, laozi = load_text("alice"), load_text("laozi")

    assert alice.startswith("Alice was beginning to get very tired")
    assert alice.endswith("finished off the cake.\n")
    assert len(laozi.splitlines()) == 40
    assert laozi.startswith("道，可道，非常道。") and laozi.endswith("有生于无。\n")


def test_load_bigrams_pairs_each_character_with_the_next():
    for name, q in (("alice", 39), ("laozi", 571)):
        letters, x, y = load_bigrams(name)
        text = load_text(name).lower()

        assert (len(letters), len(x), len(y)) == (q, len(text) - 1, len(text) - 1)
        assert "".join(letters[i] for i in [*x.tolist(), y[-1]]) == text
        assert (x[1:] == y[:-1]).all()


# How many of its two tensors are numbers; labels are integers.
LOADERS = {load_diabetes: 2, load_digits: 1, load_iris: 1}


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_loader_gives_the_dtype_asked_for_or_the_default(load, dtype):
    expected = [dtype, dtype] if LOADERS[load] == 2 else [dtype, torch.int64]
    assert [part.dtype for part in load(dtype)] == expected
    torch.set_default_dtype(dtype)
    try:
        assert [part.dtype for part in load()] == expected
    finally:
        torch.set_default_dtype(torch.float32)


@pytest.mark.parametrize("load", LOADERS)
def test_a_loader_says_how_to_install_what_is_missing(load, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)

    with pytest.raises(ImportError) as caught:
        load()

    advice = f'{load.__name__} needs scikit-learn: pip install "linearnets[data]"'
    assert str(caught.value) == advice


def test_synthetic_regression_matches_its_formula(example):
    _, _, w, b = example
    X, y = synthetic_regression(w, b, 5, noise_std=0.3, seed=11)

    again = torch.Generator().manual_seed(11)
    x = torch.randn(5, 3, generator=again, dtype=torch.float64)
    noise = 0.3 * torch.randn(5, generator=again, dtype=torch.float64)
    targets = [sum(x[i, j] * w[j] for j in range(3)) + b + noise[i] for i in range(5)]
    assert torch.equal(X, x)
    torch.testing.assert_close(y, torch.stack(targets), rtol=1e-12, atol=1e-12)


def test_synthetic_regression_leaves_the_global_generator_alone(example):
    torch.manual_seed(1)
    before = torch.get_rng_state()
    synthetic_regression(*example[2:], 5, noise_std=1.0)

    assert torch.equal(torch.get_rng_state(), before)


def test_standardize_gives_every_column_mean_zero_and_standard_deviation_one():
    Z, _, _ = standardize(load_diabetes(torch.float64)[0])

    torch.testing.assert_close(Z.mean(dim=0), torch.zeros(10).double(), rtol=0, atol=1e-12)
    torch.testing.assert_close(Z.square().mean(dim=0), torch.ones(10).double())


@pytest.mark.parametrize(
    ("batch_size", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (8, [7])]
)
def test_minibatches_are_cut_to_the_batch_size(example, batch_size, sizes):
    X, y, _, _ = example
    batches = list(minibatches(X, y, batch_size))

    assert [len(X_B) for X_B, _ in batches] == sizes
    assert [len(y_B) for _, y_B in batches] == sizes


def test_minibatches_match_their_formula(example):
    X, y, _, _ = example
    batches = minibatches(X, y, 3, generator=torch.Generator().manual_seed(5))

    order = torch.randperm(7, generator=torch.Generator().manual_seed(5)).tolist()
    assert order != sorted(order)
    for k, (X_B, y_B) in enumerate(batches, start=1):
        members = [order[i] for i in range(7) if (k - 1) * 3 < i + 1 <= min(k * 3, 7)]
        assert X_B.tolist() == [X[i].tolist() for i in members]
        assert y_B.tolist() == [y[i].item() for i in members]


def test_minibatches_leave_the_global_generator_alone_when_given_one(example, generator):
    before = torch.get_rng_state()
    list(minibatches(*example[:2], 3, generator=generator))

    assert torch.equal(torch.get_rng_state(), before)


def test_minibatches_draw_from_the_global_generator_without_one(example):
    X, y, _, _ = example
    torch.manual_seed(5)
    batches = minibatches(X, y, 7)

    order = torch.randperm(7, generator=torch.Generator().manual_seed(5))
    assert torch.equal(next(batches)[1], y[order])


def test_minibatches_keep_labels_integers_beside_their_rows(generator):
    labels = torch.arange(10)
    X = labels[:, None].double()

    for X_B, labels_B in minibatches(X, labels, 4, generator=generator):
        assert labels_B.dtype == torch.int64
        assert torch.equal(X_B[:, 0].long(), labels_B)
