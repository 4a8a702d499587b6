"""Softmax regression on the handwritten digits, trained by several workers at once:

    torchrun --standalone --nproc-per-node=2 many_machines.py

Every worker has all parameters and takes its own part of each minibatch. After each epoch worker 0
saves a checkpoint; a run that finds one goes on from there.
"""

import argparse
import os
import time
from pathlib import Path

import torch
import torch.distributed as dist
from torch.nn.functional import cross_entropy

from linearnets import accuracy, append_ones, load_digits, one_hot

CHECKPOINT = Path("many_machines.pt")


def message(theta, X, Y):
    """Return the sum of a shard's gradients and, behind it, the count of its examples."""
    total = X.T @ (torch.softmax(X @ theta, dim=1) - Y)
    return torch.cat([total.flatten(), total.new_tensor([len(X)])])


def save(path, state):
    torch.save(state, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)  # the whole new file, or still the old one


def train(plain=False, wait=0.0, num_epochs=8, batch_size=256, lr=0.5):
    rank, num_workers = dist.get_rank(), dist.get_world_size()
    X, labels = load_digits(torch.float64)
    X, Y = append_ones(X), one_hot(labels, 10, dtype=torch.float64)
    first, theta = 0, torch.zeros(65, 10, dtype=torch.float64)
    if CHECKPOINT.exists():
        first, theta = torch.load(CHECKPOINT)
    say(f"workers: {num_workers}, first epoch: {first}")
    for epoch in range(first, num_epochs):
        if wait:
            say(f"epoch {epoch}")
        order = torch.randperm(len(X), generator=torch.Generator().manual_seed(epoch))
        for batch in order.split(batch_size):
            rows = batch.tensor_split(num_workers)[rank]
            sums = message(theta, X[rows], Y[rows])
            if plain:
                sums = sums / sums[-1]  # the mean, as if it came from one example
            dist.all_reduce(sums)  # adds up the vectors of all workers
            theta = theta - lr * (sums[:-1] / sums[-1]).view_as(theta)
            time.sleep(wait)
        if rank == 0:
            save(CHECKPOINT, (epoch + 1, theta))
    copies = [torch.empty_like(theta) for _ in range(num_workers)]
    dist.all_gather(copies, theta)
    drift = max((copy - theta).abs().max() for copy in copies)
    assert not drift > 0, "the workers have drifted apart"
    right = accuracy((X @ theta).argmax(dim=1), labels)
    say(f"loss {cross_entropy(X @ theta, labels):.6f}, right {right:.4f}")
    if rank == 0:
        CHECKPOINT.unlink()


def best_seconds(numbers, messages=1):
    seconds = []
    for _ in range(20):
        vectors = [torch.ones(numbers, dtype=torch.float64) for _ in range(messages)]
        dist.barrier()
        start = time.perf_counter()
        for vector in vectors:
            dist.all_reduce(vector)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def measure():
    for numbers in (1, 100, 10_000, 1_000_000):
        say(f"1 message of {8 * numbers} bytes: {1e3 * best_seconds(numbers):.3f} ms")
    say(f"65 messages of 80 bytes: {1e3 * best_seconds(10, messages=65):.3f} ms")


def say(text):
    if dist.get_rank() == 0:
        print(text, flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--plain", action="store_true", help="take the mean of the means")
    options.add_argument("--wait", type=float, default=0.0, help="seconds to rest after each step")
    options.add_argument("--time", action="store_true", help="time all-reduces, without training")
    chosen = options.parse_args()
    torch.set_num_threads(1)  # with one worker, too; for several torchrun does it
    dist.init_process_group("gloo")
    if chosen.wait:
        pids = [None] * dist.get_world_size()
        dist.all_gather_object(pids, os.getpid())
        for rank, pid in enumerate(pids):
            say(f"worker {rank} is process {pid}")
    measure() if chosen.time else train(chosen.plain, chosen.wait)
    dist.destroy_process_group()
