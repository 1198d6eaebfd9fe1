"""Makes the golden files of io.gpiot.engine.tune's tests: PECT from its equations, in plain PyTorch.

    python make_pect_golden.py OUT_FOLDER

Nothing of GPIoT is read. A tiny base (three blocks, width 16) with random weights is written as a Hugging Face folder
`base`; for every case NAME.safetensors has the adapter's start, its gradients (`gradient.` before the name) and the logits
at the places that predict answers (`logits.0`, `logits.1`, ... a sample), and golden.json its settings, samples, loss and
the losses of 50 steps of AdamW. All in float32. Needs: pip install torch safetensors
"""

import json
import math
import pathlib
import sys

import torch
from safetensors.torch import save_file

torch.set_num_threads(1)
LAYERS, WIDTH, HEADS, KV_HEADS, HEAD, INNER, VOCABULARY = 3, 16, 4, 2, 4, 24, 40
EPSILON, ROPE_BASE = 1e-6, 10000.0
MODULES = {"q_proj": "self_attn", "k_proj": "self_attn", "v_proj": "self_attn", "o_proj": "self_attn",
           "gate_proj": "mlp", "up_proj": "mlp", "down_proj": "mlp"}
SHAPES = {"q_proj": (HEADS * HEAD, WIDTH), "k_proj": (KV_HEADS * HEAD, WIDTH), "v_proj": (KV_HEADS * HEAD, WIDTH),
          "o_proj": (WIDTH, HEADS * HEAD), "gate_proj": (INNER, WIDTH), "up_proj": (INNER, WIDTH),
          "down_proj": (WIDTH, INNER)}
PECT = {"paths": 2, "rank": 4, "alpha": 6.0, "rs_lora": True, "targets": ["q_proj", "k_proj", "v_proj"],
        "lambda": 0.5, "gamma": 0.5, "shared_lora": True, "projections": True, "bottleneck": 5}
CASES = {
    "pect": PECT,
    "pect-uneven": PECT | {"lambda": 0.3, "gamma": 0.8},
    "pect-without-projections": PECT | {"projections": False},
    "pect-without-shared": PECT | {"shared_lora": False},
    "lora-everywhere": PECT | {"paths": 1, "rs_lora": False, "targets": list(MODULES), "shared_lora": False,
                               "projections": False},
}


def make_base(generator):
    def normal(mean, *shape):
        return mean + torch.randn(shape, generator=generator) * 1.5 / math.sqrt(WIDTH)

    base = {"model.embed_tokens.weight": normal(0, VOCABULARY, WIDTH), "model.norm.weight": normal(1, WIDTH)}
    for layer in range(LAYERS):
        prefix = f"model.layers.{layer}."
        base[prefix + "input_layernorm.weight"] = normal(1, WIDTH)
        base[prefix + "post_attention_layernorm.weight"] = normal(1, WIDTH)
        for name, module in MODULES.items():
            base[f"{prefix}{module}.{name}.weight"] = normal(0, *SHAPES[name])
        for name in ("q_proj", "k_proj", "v_proj"):
            base[f"{prefix}self_attn.{name}.bias"] = normal(0, SHAPES[name][0])
    return base


def make_parameters(settings, generator):
    """The start is random everywhere, B and the projections' output included: zeros would hide mistakes."""
    parameters = {}

    def add(name, outputs, inputs):
        values = (torch.rand((outputs, inputs), generator=generator) * 2 - 1) / math.sqrt(inputs)
        parameters[name] = values.requires_grad_()

    for layer in range(LAYERS):
        prefix = f"base_model.model.model.layers.{layer}."
        for target in settings["targets"]:
            pipelines = [""] if settings["paths"] == 1 else [".path1", ".path2"]
            if settings["shared_lora"] and target in ("k_proj", "v_proj"):
                pipelines.append(".shared")
            for pipeline in pipelines:
                outputs, inputs = SHAPES[target]
                add(f"{prefix}{MODULES[target]}.{target}.lora_A{pipeline}.weight", settings["rank"], inputs)
                add(f"{prefix}{MODULES[target]}.{target}.lora_B{pipeline}.weight", outputs, settings["rank"])
        if settings["projections"]:
            for path in (1, 2):
                name = f"{prefix}mlp.projection{path}."
                add(name + "gate_proj.weight", settings["bottleneck"], WIDTH)
                add(name + "up_proj.weight", settings["bottleneck"], WIDTH)
                add(name + "down_proj.weight", WIDTH, settings["bottleneck"])
    return parameters


def normalise(x, weight):
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + EPSILON) * weight


def rotate(x):
    """x [tokens, heads, HEAD]: pair (i, i + HEAD / 2) is turned by position * base^(-2i / HEAD)."""
    half = HEAD // 2
    angles = torch.arange(x.shape[0])[:, None] * ROPE_BASE ** (-2 * torch.arange(half) / HEAD)[None, :]
    cosine, sine = angles.cos()[:, None, :], angles.sin()[:, None, :]
    one, two = x[..., :half], x[..., half:]
    return torch.cat([one * cosine - two * sine, two * cosine + one * sine], -1)


class Model:
    def __init__(self, base, settings, parameters):
        self.base, self.settings, self.parameters = base, settings, parameters
        rank = settings["rank"]
        self.scale = settings["alpha"] / (math.sqrt(rank) if settings["rs_lora"] else rank)

    def product(self, x, layer, name, path):
        """Equation 9: (W + s B_i A_i + w s B_c A_c) x + b."""
        module = f"layers.{layer}.{MODULES[name]}.{name}"
        y = x @ self.base[f"model.{module}.weight"].T
        if name in ("q_proj", "k_proj", "v_proj"):
            y = y + self.base[f"model.{module}.bias"]
        if name in self.settings["targets"]:
            y = y + self.scale * self.lora(x, module, "" if self.settings["paths"] == 1 else f".path{path}")
            if self.settings["shared_lora"] and name in ("k_proj", "v_proj"):
                weight = self.settings["lambda"] if path == 1 else 1 - self.settings["lambda"]
                y = y + weight * self.scale * self.lora(x, module, ".shared")
        return y

    def lora(self, x, module, pipeline):
        name = f"base_model.model.model.{module}."
        return x @ self.parameters[f"{name}lora_A{pipeline}.weight"].T @ self.parameters[
            f"{name}lora_B{pipeline}.weight"].T

    def attention(self, x, layer, path):
        tokens = x.shape[0]
        query = rotate(self.product(x, layer, "q_proj", path).view(tokens, HEADS, HEAD))
        key = rotate(self.product(x, layer, "k_proj", path).view(tokens, KV_HEADS, HEAD))
        value = self.product(x, layer, "v_proj", path).view(tokens, KV_HEADS, HEAD)
        key = key.repeat_interleave(HEADS // KV_HEADS, 1)
        value = value.repeat_interleave(HEADS // KV_HEADS, 1)
        scores = torch.einsum("ihd,jhd->hij", query, key) / math.sqrt(HEAD)
        scores = scores + torch.full((tokens, tokens), float("-inf")).triu(1)
        mixed = torch.einsum("hij,jhd->ihd", scores.softmax(-1), value)
        return self.product(mixed.reshape(tokens, -1), layer, "o_proj", path)

    def feed_forward(self, x, layer, path):
        gate = torch.nn.functional.silu(self.product(x, layer, "gate_proj", path))
        return self.product(gate * self.product(x, layer, "up_proj", path), layer, "down_proj", path)

    def projection(self, x, layer, path):
        name = f"base_model.model.model.layers.{layer}.mlp.projection{path}."
        gate = torch.nn.functional.silu(x @ self.parameters[name + "gate_proj.weight"].T)
        return (gate * (x @ self.parameters[name + "up_proj.weight"].T)) @ self.parameters[name + "down_proj.weight"].T

    def logits(self, tokens, own):
        """Both paths over one sample; equation 10. What the other path carries over is a constant to the gradient."""
        x = {path: self.base["model.embed_tokens.weight"][tokens] for path in range(1, self.settings["paths"] + 1)}
        for layer in range(LAYERS):
            prefix = f"model.layers.{layer}."
            before = self.base[prefix + "input_layernorm.weight"]
            after = self.base[prefix + "post_attention_layernorm.weight"]
            x = {path: s + self.attention(normalise(s, before), layer, path) for path, s in x.items()}
            n = {path: normalise(s, after) for path, s in x.items()}
            x = {path: s + self.feed_forward(n[path], layer, path) for path, s in x.items()}
            if self.settings["projections"]:
                gamma = self.settings["gamma"]
                x = {1: x[1] + gamma * self.projection(n[2].detach(), layer, 2),
                     2: x[2] + (1 - gamma) * self.projection(n[1].detach(), layer, 1)}
        return normalise(x[own], self.base["model.norm.weight"]) @ self.base["model.embed_tokens.weight"].T

    def loss(self, samples):
        """The mean over all answer tokens of all samples."""
        losses = []
        for sample in samples:
            tokens, start = torch.tensor(sample["tokens"]), sample["answer_start"]
            logits = self.logits(tokens, sample["path"])
            losses.append(-logits.log_softmax(-1)[start - 1:-1].gather(1, tokens[start:, None]))
        return torch.cat(losses).mean()


def make_samples(paths, generator):
    def sample(length, start, path):
        tokens = torch.randint(0, VOCABULARY, (length,), generator=generator).tolist()
        return {"tokens": tokens, "answer_start": start, "path": path}

    return [sample(9, 4, 1), sample(12, 5, paths), sample(6, 1, 1), sample(11, 10, paths)]


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    generator = torch.Generator().manual_seed(5)
    base = make_base(generator)
    folder = out / "base"
    folder.mkdir(exist_ok=True)
    save_file(base, folder / "model.safetensors")
    (folder / "tokenizer.json").write_text("{}\n")
    (folder / "config.json").write_text(json.dumps({
        "model_type": "qwen2", "num_hidden_layers": LAYERS, "hidden_size": WIDTH, "num_attention_heads": HEADS,
        "num_key_value_heads": KV_HEADS, "intermediate_size": INNER, "vocab_size": VOCABULARY,
        "max_position_embeddings": 64, "rms_norm_eps": EPSILON, "rope_theta": ROPE_BASE, "hidden_act": "silu",
        "tie_word_embeddings": True}, indent=1) + "\n")
    golden = {}
    for name, settings in CASES.items():
        parameters = make_parameters(settings, generator)
        samples = make_samples(settings["paths"], generator)
        model = Model(base, settings, parameters)
        loss = model.loss(samples)
        loss.backward()
        tensors = {key: value.detach().clone() for key, value in parameters.items()}
        for key, value in parameters.items():
            tensors["gradient." + key] = torch.zeros_like(value) if value.grad is None else value.grad.clone()
        for index, sample in enumerate(samples):
            logits = model.logits(torch.tensor(sample["tokens"]), sample["path"])
            tensors[f"logits.{index}"] = logits[sample["answer_start"] - 1:-1].detach().contiguous()
        save_file(tensors, out / f"{name}.safetensors")
        optimiser = torch.optim.AdamW(parameters.values(), lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01)
        curve = []
        for step in range(50):
            optimiser.zero_grad()
            # one path's data, the other's, both: a mixed batch is not the only case
            chosen = samples if step % 3 == 2 else samples[step % 3::2]
            step_loss = model.loss(chosen)
            step_loss.backward()
            optimiser.step()
            curve.append(step_loss.item())
        golden[name] = {"settings": settings, "samples": samples, "loss": loss.item(), "curve": curve}
        print(name, loss.item(), curve[0], curve[-1])
    (out / "golden.json").write_text(json.dumps(golden) + "\n")


main(pathlib.Path(sys.argv[1]))
