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
    """The layers in order, the last one's sigmoid left to the loss.

    Convolutions have PyTorch's own symmetric padding, which is the fastest it has. Padding 'same' has its odd zero behind a picture, PyTorch then
    has one before it as well, and starts there: turned by half a circle, pictures and kernels, both compute the same numbers. So a network with
    convolutions is turned.
    """

    def __init__(self, layers, path):
        super().__init__()
        numbers = read_bytes(path, torch.float32)
        modules, at = [], 0
        self.parts = []
        for i, layer in enumerate(layers):
            before = layers[i - 1] if i > 0 else None
            after = layers[i + 1] if i + 1 < len(layers) else None
            if is_spatial(layer) and not (before and is_spatial(before)):
                height, width, channels = layer["from"]
                modules.append(torch.nn.Unflatten(1, (channels, height, width)))
            part = Convolution(layer) if is_spatial(layer) else Dense(layer, before, after, is_turned(layers))
            at = part.load(numbers, at)
            self.parts.append(part)
            modules.append(part.module)
            if layer["activation"] == "relu":
                modules.append(torch.nn.ReLU(inplace=True))
            elif layer["activation"] not in ("linear", "sigmoid"):
                raise ValueError(f"activation: found {layer['activation']}; allowed: relu, linear, sigmoid")
            if is_spatial(layer) and not (after and is_spatial(after)):
                modules.append(torch.nn.Flatten())
        self.net = torch.nn.Sequential(*modules)

    def forward(self, x):
        return self.net(x)


def is_spatial(layer):
    return layer["type"] != "dense"


def is_turned(layers):
    return any(is_spatial(layer) for layer in layers)


class Dense:
    """x W + b. Where pixels go in or come out, in PyTorch's order: channel by channel, turned by half a circle."""

    def __init__(self, layer, before, after, turned):
        self.sizes = inputs, units = layer["inputs"], layer["units"]
        self.module = torch.nn.Linear(inputs, units)
        self.rows = order_of(before and before.get("to"), inputs, turned and (not before or is_spatial(before)))
        self.columns = order_of(after and after.get("from"), units, turned and (not after or is_spatial(after)))

    def load(self, numbers, at):
        inputs, units = self.sizes
        end = at + inputs * units
        kernel = numbers[at:end].reshape(inputs, units)
        with torch.no_grad():
            self.module.weight.copy_(kernel[self.rows][:, self.columns].t())
            self.module.bias.copy_(numbers[end : end + units][self.columns])
        return end + units

    def give(self):
        kernel, bias = torch.empty(self.sizes), torch.empty(self.sizes[1])
        kernel[self.rows.unsqueeze(1), self.columns] = self.module.weight.t()
        bias[self.columns] = self.module.bias
        return kernel, bias


def order_of(place, count, turned):
    """Of each number here, in PyTorch's order, the place in [height, width, channels]; one channel where it isn't said."""
    order = torch.arange(count)
    if not turned:
        return order
    height, width, channels = place or (1, count, 1)
    return order.reshape(height, width, channels).flip(0, 1).permute(2, 0, 1).reshape(-1)


class Convolution:
    """A convolution, or a transposed one. Our kernels are [size, size, ...], and the two others in the order opposite to PyTorch's."""

    def __init__(self, layer):
        kind, size, stride = layer["type"], layer["size"], layer["stride"]
        if kind not in ("conv", "conv-transpose"):
            raise ValueError(f"type: found {kind}; allowed: dense, conv, conv-transpose")
        source, target = layer["from"], layer["to"]
        image, image_map = (source, target) if kind == "conv" else (target, source)
        zeros = {max((to - 1) * stride + size - side, 0) for side, to in zip(image[:2], image_map[:2])}
        padding = (max(zeros) + 1) // 2
        options = {"kernel_size": size, "stride": stride, "padding": padding}
        if kind == "conv":
            self.module = torch.nn.Conv2d(source[2], target[2], **options)
        else:
            more = tuple(to - ((side - 1) * stride - 2 * padding + size) for to, side in zip(target[:2], source[:2]))
            self.module = torch.nn.ConvTranspose2d(source[2], target[2], output_padding=more, **options)
        with torch.no_grad():
            found = self.module(torch.zeros(1, source[2], *source[:2])).shape
        if len(zeros) > 1 or list(found[1:]) != [target[2], *target[:2]]:
            raise ValueError(f"a layer from {source} to {target}, size {size}, stride {stride}, has no symmetric padding in PyTorch")

    def load(self, numbers, at):
        weight, bias = self.module.weight, self.module.bias
        end = at + weight.numel()
        first, second, size, _ = weight.shape
        with torch.no_grad():
            weight.copy_(numbers[at:end].reshape(size, size, second, first).flip(0, 1).permute(3, 2, 0, 1))
            bias.copy_(numbers[end : end + bias.numel()])
        return end + bias.numel()

    def give(self):
        return self.module.weight.permute(2, 3, 1, 0).flip(0, 1), self.module.bias


class Contender:
    def open(self, task):
        self.task = task
        self.train_digits = self.pictures("train")
        self.test_digits = self.pictures("test")
        self.order = read_bytes(task["files"]["order"], torch.int32).long()
        self.adam = self.fastest_adam()
        self.restart(self.adam)
        return {"adam": self.adam}

    def pictures(self, part):
        """Turned by half a circle, all pixels are in the opposite order."""
        pictures = digits(self.task["files"][part])
        return pictures.flip(1) if is_turned(self.task["layers"]) else pictures

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
            for part in self.network.parts:
                for numbers in part.give():
                    file.write(raw(numbers))
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
