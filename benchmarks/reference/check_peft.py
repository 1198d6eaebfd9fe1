"""Holds adapter files against Hugging Face's PEFT, in both directions, on the tiny base of make_pect_golden.py.

    python check_peft.py make  BASE_FOLDER OUT_FOLDER      PEFT writes a random LoRA and the logits that it gives
    python check_peft.py check BASE_FOLDER ADAPTER_FOLDER  PEFT reads an adapter of ours, beside it logits.safetensors

`make` made src/test/resources/peft, which PeftFormatTest reads; that test leaves target/peft for `check`. PECT adapters must
be refused by PEFT: `check` says so where it is given one.
Needs: pip install torch transformers peft safetensors
"""

import json
import pathlib
import sys

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import Qwen2Config, Qwen2ForCausalLM

TOKENS = [3, 17, 5, 39, 0, 21, 8, 30, 12]


def base(folder):
    config = Qwen2Config(**{k: v for k, v in json.loads((folder / "config.json").read_text()).items()
                            if k != "model_type"})
    model = Qwen2ForCausalLM(config)
    missing, unexpected = model.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    assert not unexpected and set(missing) <= {"lm_head.weight"}, (missing, unexpected)
    model.tie_weights()
    return model.eval()


def logits(model):
    with torch.no_grad():
        return model(input_ids=torch.tensor([TOKENS])).logits[0].float().contiguous()


def make(model, out):
    torch.manual_seed(9)
    before = logits(model)
    config = LoraConfig(r=4, lora_alpha=12, use_rslora=True, lora_dropout=0.1, task_type="CAUSAL_LM",
                        init_lora_weights=False, target_modules=[
                            "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"])
    tuned = get_peft_model(model, config).eval()
    tuned.save_pretrained(out)
    after = logits(tuned)
    save_file({"logits": after}, out / "logits.safetensors")
    (out / "README.md").unlink(missing_ok=True)
    print("the adapter moves logits by up to", (after - before).abs().max().item())


def check(model, folder):
    try:
        tuned = PeftModel.from_pretrained(model, folder).eval()
    except Exception as error:
        sys.exit(f"PEFT refuses {folder}: {type(error).__name__}: {str(error)[:200]}")
    ours = load_file(folder / "logits.safetensors")["logits"]
    off = (logits(tuned) - ours).norm() / ours.norm()
    print("relative difference of the logits:", off.item())
    assert off < 1e-5


command, folder, other = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
{"make": make, "check": check}[command](base(folder), other)
