"""The other side of tuning_speed.py: Hugging Face PEFT on PyTorch, the same steps; prints one line of JSON.

    python3 peft_speed.py FOLDER RANK ROWS LENGTH STEPS THREADS CHECKPOINTING ATTENTION

FOLDER holds the base as Hugging Face writes it (tuning_speed.py makes it of the GGUF). The frozen base is bf16, the LoRA fp32 as
PEFT makes it, on q, k and v, with rsLoRA and dropout 0.1; half of each row is its answer; AdamW, gradients clipped to norm 1.
"""

import json
import resource
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM


def main():
    folder, rank, rows, length, steps, threads, checkpointing, attention = sys.argv[1:]
    rows, length, steps = int(rows), int(length), int(steps)
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    base = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16, attn_implementation=attention)
    if checkpointing == "true":
        base.gradient_checkpointing_enable()
        base.enable_input_require_grads()
    model = get_peft_model(base, LoraConfig(
        r=int(rank), lora_alpha=int(rank), use_rslora=True, lora_dropout=0.1, task_type="CAUSAL_LM",
        target_modules=["q_proj", "k_proj", "v_proj"]))
    model.train()
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=1e-4, weight_decay=0)
    losses = []

    def step():
        tokens = torch.randint(100, 40_000, (rows, length))
        labels = tokens.clone()
        labels[:, : length // 2] = -100
        loss = model(input_ids=tokens, labels=labels, use_cache=False).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1)
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item())

    step()
    step()
    begun = time.perf_counter()
    for _ in range(steps - 1):
        step()
    seconds = time.perf_counter() - begun
    print(json.dumps({
        "tokensPerSecond": (steps - 1) * rows * length / seconds,
        "peakMemory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "firstLoss": losses[0],
        "lastLoss": losses[-1],
        "numbers": sum(parameter.numel() for parameter in parameters)}))


main()
