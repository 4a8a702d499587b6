"""What a matrix does to a circle: what the explorable computes, and slips that the check must notice."""

import math

import torch
from arithmetic import F64, Call, close, draws, normal, printed


def check(call: Call, cases: int = 200) -> None:
    for rng in draws(cases):
        M = 2 * normal(rng, 2, 2)
        if torch.randint(2, (), generator=rng):
            M = (M + M.T) / 2
        entries = M.flatten().tolist()
        angle = 360 * torch.rand((), generator=rng, dtype=F64)
        t = torch.deg2rad(angle)
        v = torch.stack([t.cos(), t.sin()])
        close(call("unit", angle.item()), v)
        close(call("times", entries, [3.0, -2.0]), M @ torch.tensor([3.0, -2.0], dtype=F64))
        close(call("image", entries, angle.item()), M @ v)
        close(call("length", entries, angle.item()), (M @ v).norm())
        close(call("form", entries, angle.item()), v @ M @ v)
        close(call("aside", entries, angle.item()), torch.linalg.det(torch.stack([v, M @ v])))
        turned = torch.deg2rad(torch.tensor(call("turn", entries, angle.item()), dtype=F64))
        back = torch.stack([turned.cos(), -turned.sin(), turned.sin(), turned.cos()]).reshape(2, 2)
        close(back @ v * (M @ v).norm(), M @ v)
        line = math.radians(call("direction", v.tolist()))
        assert 0 <= line <= math.pi
        close(math.sin(line) * v[0], math.cos(line) * v[1])

        values, vectors = torch.linalg.eig(M)
        ours = call("eigen", entries)
        if values.imag.abs().max() > 0:
            assert ours == []
        else:
            close([each["value"] for each in ours], values.real.sort(descending=True).values)
        for each in ours:
            kept = torch.tensor(call("unit", each["angle"]), dtype=F64)
            close(M @ kept, each["value"] * kept)
            near = call("snapped", entries, each["angle"] + 181, 2)
            close(call("aside", entries, near), 0)
            assert abs(near - each["angle"] - 181) < 2
            far = [abs(other["angle"] - each["angle"]) for other in ours if other is not each]
            if 20 < far[0] < 160:
                assert call("snapped", entries, each["angle"] + 9, 2) == each["angle"] + 9

        close(call("gram", entries), (M.T @ M).flatten())
        ours = call("singular", entries)
        close([each["value"] for each in ours], torch.linalg.svdvals(M))
        for each in ours:
            close(call("length", entries, each["angle"]), each["value"])
    for entries, values in (
        ([3, 0, 0, 3], [3, 3]),
        ([2, 0, 0, -1], [2, -1]),
        ([1, 1, 0, 1], [1, 1]),
    ):
        ours = call("eigen", entries)
        close([each["value"] for each in ours], values)
        for each in ours:
            kept = torch.tensor(call("unit", each["angle"]), dtype=F64)
            close(call("image", entries, each["angle"]), each["value"] * kept)
    assert [each["angle"] for each in call("eigen", [3, 0, 0, 3])] == [0, 90]
    output = printed("before-you-start/directions.md")
    for degrees in (0, 20, 45, 90, 135):
        turned = degrees + call("turn", [2, 1, 1, 2], degrees)
        stretched = call("length", [2, 1, 1, 2], degrees)
        assert f"{degrees:5} {turned:9.1f} {stretched:9.3f}\n" in output


SLIPS = [
    ("Math.PI / 180", "Math.PI / 90"),
    ("[a * x + b * y, c * x + d * y]", "[a * x + c * y, b * x + d * y]"),
    ("Math.hypot(...image(M, angle))", "Math.max(...image(M, angle))"),
    ("Math.atan2(y, x) / DEGREE +", "Math.atan2(x, y) / DEGREE +"),
    ("DEGREE + 180) % 180", "DEGREE + 270) % 180"),
    ("return x * u + y * w", "return x * u - y * w"),
    ("return x * w - y * u", "return y * u - x * w"),
    ("Math.atan2(aside(M, angle), form(M, angle))", "Math.atan2(form(M, angle), aside(M, angle))"),
    ("((a - d) / 2) ** 2", "(a - d) ** 2"),
    ("** 2 + b * c", "** 2 + b * b"),
    ("(square < -1e-12)", "(square < -1e9)"),
    ("(a + d) / 2 + step", "a + d + step"),
    ("[root, -root]", "[-root, root]"),
    ("[b, value - a]", "[b, a - value]"),
    ("[value - d, c]", "[value - a, c]"),
    ("first > second ? 0 : 1", "first > second ? 1 : 0"),
    ("angle: 90 * k", "angle: 45"),
    ("[a * a + c * c, a * b + c * d", "[a * a + b * b, a * b + c * d"),
    ("a * b + c * d, b * b", "a * c + b * d, b * b"),
    ("Math.sqrt(Math.max(value, 0))", "Math.max(value, 0)"),
    ("kept + 270) % 180", "kept + 180) % 180"),
    ("<= reach", "<= 0 * reach"),
    ("return angle - off", "return kept - off"),
]  # fmt: skip
