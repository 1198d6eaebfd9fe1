"""A run of the chain against the same requests asked one after the other from llama.cpp.

    ./gpiot demo heartbeat --out runs/heartbeat
    python3 benchmarks/chain/sequential_llama.py MODEL.gguf runs/heartbeat

Reads from the run how many prompt tokens each answer had, how many of them were the start of a prompt before, and how
many tokens it wrote, and lets llama.cpp compute exactly as much, in order, with the shared starts kept in its cache. What the
line guard took back is not counted, and neither is what the run spent outside the model: both would only be added to
llama.cpp's side. Run it on an otherwise idle machine, right after the run itself.
"""

import argparse
import json
import pathlib
import time

import llama_cpp


def evaluate(context, batch, tokens, start):
    """Prompt tokens from `start` on; only the last one's logits are wanted."""
    for first in range(0, len(tokens), 512):
        part = tokens[first:first + 512]
        batch.n_tokens = len(part)
        for i, token in enumerate(part):
            batch.token[i], batch.pos[i] = token, start + first + i
            batch.n_seq_id[i], batch.seq_id[i][0] = 1, 0
            batch.logits[i] = i == len(part) - 1
        if llama_cpp.llama_decode(context, batch):
            raise SystemExit("llama.cpp could not decode")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    answers = [json.loads(line)["value"] for line in (arguments.run / "answers.jsonl").read_text().splitlines()]
    stages = json.loads((arguments.run / "run.json").read_text())["stages"]

    llama_cpp.llama_backend_init()
    model = llama_cpp.llama_model_load_from_file(
        arguments.model.encode(), llama_cpp.llama_model_default_params())
    parameters = llama_cpp.llama_context_default_params()
    parameters.n_ctx, parameters.n_batch, parameters.n_ubatch = 4096, 512, 512
    parameters.n_threads = parameters.n_threads_batch = arguments.threads
    context = llama_cpp.llama_init_from_model(model, parameters)
    batch = llama_cpp.llama_batch_init(512, 0, 1)
    memory = llama_cpp.llama_get_memory(context)

    began = time.perf_counter()
    prompt_seconds, held, written = 0.0, 0, 0
    for answer in answers:
        start = time.perf_counter()
        kept = min(answer["cachedTokens"], held)
        llama_cpp.llama_memory_seq_rm(memory, 0, kept, -1)
        evaluate(context, batch, [1000 + i % 5000 for i in range(answer["promptTokens"] - kept)], kept)
        prompt_seconds += time.perf_counter() - start
        length = answer["promptTokens"]
        for i in range(answer["tokens"]):
            evaluate(context, batch, [2000 + i], length + i)
        held = length
        written += answer["tokens"]
    theirs = time.perf_counter() - began
    ours = sum(stage["seconds"] for name, stage in stages.items() if name.lower() != "inspect")
    print(json.dumps({
        "answers": len(answers), "tokens": written, "llama_cpp_seconds": round(theirs, 1),
        "llama_cpp_prompt_seconds": round(prompt_seconds, 1),
        "our_seconds_with_execution": round(ours, 1), "ratio": round(theirs / ours, 2)}, indent=1))


if __name__ == "__main__":
    main()
