import matplotlib.pyplot as plt
import torch

A = torch.tensor([[2.0, 1.0], [1.0, 2.0]], dtype=torch.float64)
angles = torch.arange(0, 361, dtype=torch.float64)
circle = torch.stack([torch.deg2rad(angles).cos(), torch.deg2rad(angles).sin()])
ellipse = A @ circle

arrow = {"arrowstyle": "->", "lw": 2.2, "shrinkA": 0, "shrinkB": 0}
fig, (plane, curve) = plt.subplots(
    1, 2, figsize=(5.6, 2.9), width_ratios=(1, 1), layout="constrained"
)
for x, y, color in ((1, 1, "C2"), (1, -1, "C2")):
    plane.axline((0, 0), (x, y), color=color, linewidth=1.2, linestyle=":")
plane.plot(*circle, color="C0", linewidth=1.4)
plane.plot(*ellipse, color="C1", linewidth=1.4)
for end, color, name, off in ((circle[:, 20], "C0", "v", 0.2), (ellipse[:, 20], "C1", "Av", -0.4)):
    plane.annotate("", end, (0, 0), arrowprops=arrow | {"color": color})
    plane.text(end[0] + 0.2, end[1] + off, rf"$\mathbf{{{name}}}$", color=color)
plane.set(xlim=(-3.3, 3.3), ylim=(-3.3, 3.3), aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2])

half = angles <= 180
curve.plot(angles[half], ellipse.norm(dim=0)[half], color="C1")
for length in torch.linalg.svdvals(A):
    curve.axhline(length, color="C7", linewidth=1.2, linestyle="--")
for angle in (45, 135):
    curve.axvline(angle, color="C2", linewidth=1.2, linestyle=":")
curve.plot(20, ellipse[:, 20].norm(), "o", color="C1", markersize=7)
curve.set(xlim=(0, 180), xticks=[0, 45, 90, 135, 180], ylim=(0, 3.3), yticks=[0, 1, 2, 3])
curve.set_xlabel("∠$\\mathbf{v}$")
curve.set_ylabel(r"$\|\mathbf{Av}\|$", rotation=0, labelpad=24)
plt.show()
