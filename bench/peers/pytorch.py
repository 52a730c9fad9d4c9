"""PyTorch on one thread, as its user writes it who wants speed: floats ready in memory, index_select, in-place activations, the fused
loss from logits, gradients set to None, and of its ways to run Adam the one that is fastest here (fused, foreach, or a plain loop).

Answers one line of JSON for each line of JSON. It is handed the same first weights and the same order of pictures as everybody else.
"""

import json
import math
import os
import sys
import time

# OpenBLAS and OpenMP read these when they are loaded; torch's own setting does not reach OpenBLAS's threads.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
# Numbers too small to matter would be computed in microcode.
torch.set_flush_denormal(True)

PIXELS = 784
ADAM_WAYS = ({"fused": True}, {"foreach": True}, {"foreach": False}, {})
TRIAL_STEPS = 20
WARM_UP_SHARE = 0.15
MEASURE_BATCH = 1000


def read_bytes(path, dtype):
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=dtype)


def digits(path):
    return read_bytes(path, torch.uint8).reshape(-1, PIXELS).float().div_(255)


def rate_at(place, peak, schedule):
    """The engine's one-cycle: cosine from peak / 25 over the first 15 %, cosine down to peak / 250,000."""
    if schedule == "constant":
        return peak
    if place < WARM_UP_SHARE:
        return cosine(peak / 25, peak, place / WARM_UP_SHARE)
    return cosine(peak, peak / 250_000, min(1, (place - WARM_UP_SHARE) / (1 - WARM_UP_SHARE)))


def cosine(start, end, share):
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2


class Network(torch.nn.Module):
    """Dense layers, the last one's sigmoid left to the loss."""

    def __init__(self, layers, path):
        super().__init__()
        numbers = read_bytes(path, torch.float32)
        modules, at = [], 0
        for layer in layers:
            inputs, units = layer["inputs"], layer["units"]
            linear = torch.nn.Linear(inputs, units)
            with torch.no_grad():
                linear.weight.copy_(numbers[at : at + inputs * units].reshape(inputs, units).t())
                linear.bias.copy_(numbers[at + inputs * units : at + inputs * units + units])
            at += inputs * units + units
            modules.append(linear)
            if layer["activation"] == "relu":
                modules.append(torch.nn.ReLU(inplace=True))
            elif layer["activation"] not in ("linear", "sigmoid"):
                raise ValueError(f"activation: found {layer['activation']}; allowed: relu, linear, sigmoid")
        self.net = torch.nn.Sequential(*modules)

    def forward(self, x):
        return self.net(x)


class Contender:
    def open(self, task):
        self.task = task
        self.train_digits = digits(task["files"]["train"])
        self.test_digits = digits(task["files"]["test"])
        self.order = read_bytes(task["files"]["order"], torch.int32).long()
        self.adam = self.fastest_adam()
        self.restart(self.adam)
        return {"adam": self.adam}

    def restart(self, adam):
        self.network = Network(self.task["layers"], self.task["files"]["weights"])
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=self.task["rate"], betas=(0.9, 0.999), eps=1e-7, **adam)
        self.seen = 0

    def fastest_adam(self):
        """The way that takes the shortest for some steps of this very task. A version that lacks one refuses it."""
        times = []
        for way in ADAM_WAYS:
            try:
                self.restart(way)
                self.step()
                started = time.perf_counter()
                for _ in range(self.task.get("trialSteps", TRIAL_STEPS)):
                    self.step()
                times.append((time.perf_counter() - started, way))
            except (TypeError, RuntimeError):
                continue
        return min(times, key=lambda pair: pair[0])[1]

    def step(self):
        task, count = self.task, self.order.numel()
        at = self.seen % count
        batch = self.order[at : min(at + task["batch"], count)]
        if task["schedule"] != "constant":
            rate = rate_at(self.seen / task["planned"], task["rate"], task["schedule"])
            for group in self.optimizer.param_groups:
                group["lr"] = rate
        pictures = self.train_digits.index_select(0, batch)
        self.optimizer.zero_grad(set_to_none=True)
        F.binary_cross_entropy_with_logits(self.network(pictures), pictures).backward()
        self.optimizer.step()
        self.seen += batch.numel()

    def train(self, chunks, steps):
        times = []
        for _ in range(chunks):
            started = time.perf_counter()
            for _ in range(steps):
                self.step()
            times.append((time.perf_counter() - started) * 1000)
        return {"times": times}

    def weights(self, path):
        with open(path, "wb") as file, torch.no_grad():
            for module in self.network.net:
                if isinstance(module, torch.nn.Linear):
                    for part in (module.weight.t().contiguous(), module.bias):
                        file.write(raw(part))
        return {}

    def test_loss(self):
        """BCE on all test pictures, mean over pixels."""
        total = 0.0
        with torch.no_grad():
            for pictures in self.test_digits.split(MEASURE_BATCH):
                total += F.binary_cross_entropy_with_logits(self.network(pictures), pictures, reduction="sum").item()
        return {"bce": total / self.test_digits.numel()}


def raw(tensor):
    """A tensor's float32 numbers as bytes, row by row."""
    return tensor.detach().contiguous().numpy().tobytes()


def blas():
    """The library that multiplies matrices, by the files that are loaded: an optimized one where there is one."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as file:
            names = sorted({os.path.basename(line.split()[-1]) for line in file if ".so" in line})
    except OSError:
        return "BLAS unknown"
    fast = [name for name in names if "openblas" in name or "mkl" in name]
    slow = [name for name in names if "blas" in name]
    return ", ".join(fast or slow) or "BLAS built in"


def answer(contender, request):
    what = request["what"]
    if what == "describe":
        torch.mm(torch.ones(64, 64), torch.ones(64, 64))
        return {"version": torch.__version__, "threads": torch.get_num_threads(), "blas": blas()}
    if what == "open":
        return contender.open(request["task"])
    if what == "train":
        return contender.train(request["chunks"], request["stepsPerChunk"])
    if what == "weights":
        return contender.weights(request["file"])
    if what == "testLoss":
        return contender.test_loss()
    raise ValueError(f"what: found {what}; allowed: describe, open, train, weights, testLoss")


def main():
    contender = Contender()
    for line in sys.stdin:
        try:
            reply = answer(contender, json.loads(line))
        except Exception as error:  # told to whoever asked, who stops
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


main()
