"""Our tuner against Hugging Face PEFT on PyTorch: same base, rank, rows, length and threads; medians of alternating rounds.

    pip install torch transformers peft gguf
    python3 benchmarks/tuning/tuning_speed.py ~/.gpiot/models/qwen2.5-coder-0.5b-instruct/model.gguf

Needs the built jar (./gpiot builds it). Run it on an otherwise idle machine. Every measurement is a process of its own, so that its
peak of memory is its own too; a step of each side is rows x length random tokens, half of them in answers. PEFT runs with both of its
ways of attention, and the faster one counts: sdpa is its default, and slow in the backward pass on a CPU. Both sides run with the memory
settings with which ./gpiot tune runs: freed blocks are kept, which saves either a third of its time or more.
"""

import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent


MEMORY = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "17179869184", "MALLOC_MMAP_THRESHOLD_": "4294967296"}


def last_line(command):
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **MEMORY})
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def ours(arguments, method):
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    return last_line([
        java, "--enable-native-access=ALL-UNNAMED", "-cp", f"{ROOT}/target/gpiot.jar:{ROOT}/target/lib/*",
        f"{HERE}/TuningSpeed.java", arguments.model, method, str(arguments.rank), str(arguments.rows),
        str(arguments.length), str(arguments.steps), str(arguments.threads), arguments.checkpointing])


def theirs(arguments, folder, attention):
    return last_line([
        sys.executable, f"{HERE}/peft_speed.py", folder, str(arguments.rank), str(arguments.rows),
        str(arguments.length), str(arguments.steps), str(arguments.threads), arguments.checkpointing, attention])


def hugging_face(model, folder):
    import torch
    from transformers import AutoModelForCausalLM
    path = pathlib.Path(model).resolve()
    settings = {"gguf_file": path.name, "dtype": torch.bfloat16}
    try:  # since version 5 weights stay packed unless told otherwise
        from transformers import GgufConfig
        settings["quantization_config"] = GgufConfig(dequantize=True)
    except ImportError:
        pass
    AutoModelForCausalLM.from_pretrained(path.parent, **settings).save_pretrained(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a GGUF file")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rows", type=int, default=4)
    parser.add_argument("--length", type=int, default=512)
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--checkpointing", choices=["true", "false"], default="false")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(HERE)!r}); import tuning_speed; "
                        f"tuning_speed.hugging_face({arguments.model!r}, {folder!r})"], check=True)
        sides = {
            "gpiot, LoRA": lambda: ours(arguments, "lora"),
            "PEFT, LoRA, eager": lambda: theirs(arguments, folder, "eager"),
            "PEFT, LoRA, sdpa": lambda: theirs(arguments, folder, "sdpa"),
            "gpiot, PECT": lambda: ours(arguments, "pect"),
        }
        rounds = {name: [] for name in sides}
        for _ in range(arguments.rounds):
            for name, side in sides.items():
                rounds[name].append(side())
                print(f"{name:20s} {rounds[name][-1]}", file=sys.stderr, flush=True)
    speed = {name: statistics.median(run["tokensPerSecond"] for run in runs) for name, runs in rounds.items()}
    memory = {name: max(run["peakMemory"] for run in runs) for name, runs in rounds.items()}
    print(f"{platform.machine()}, {arguments.threads} threads, {arguments.rows} rows of {arguments.length} tokens, rank "
          f"{arguments.rank}, median of {arguments.rounds} alternating rounds")
    for name in sides:
        print(f"{name:20s} {speed[name]:8.1f} tokens/s   {memory[name] / 1e9:5.2f} GB at most")
    best = max(speed[name] for name in sides if name.startswith("PEFT"))
    print(f"LoRA against PEFT: {speed['gpiot, LoRA'] / best:.2f}   PECT against our LoRA: "
          f"{speed['gpiot, PECT'] / speed['gpiot, LoRA']:.2f}")


if __name__ == "__main__":
    main()
