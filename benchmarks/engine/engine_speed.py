"""Our engine against llama.cpp, same GGUF, same threads, side by side and alternating; medians of several rounds.

    ./gpiot models pull qwen2.5-coder-0.5b-instruct
    pip install llama-cpp-python
    python3 benchmarks/engine/engine_speed.py ~/.gpiot/models/qwen2.5-coder-0.5b-instruct/model.gguf

Needs the built jar (./gpiot builds it). Run it on an otherwise idle machine: one competing process halves every figure.
"""

import argparse
import json
import os
import pathlib
import platform
import random
import statistics
import subprocess
import tempfile
import time

import llama_cpp

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = [("prefill", 512), ("decode", 1, 64, 64), ("decode", 4, 64, 64), ("decode", 8, 64, 64), ("decode", 32, 64, 32)]


class Ours:
    def __init__(self, model, threads, kernels):
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
        self.process = subprocess.Popen(
            [java, "--enable-native-access=ALL-UNNAMED", "-cp", f"{ROOT}/target/gpiot.jar:{ROOT}/target/lib/*",
             f"{ROOT}/benchmarks/engine/EngineSpeed.java", model, str(threads), kernels],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.wait_ready()

    def wait_ready(self):
        if self.process.stdout.readline().strip() != "ready":
            raise SystemExit("the Java side did not start; is the jar built?")

    def run(self, case):
        self.process.stdin.write(" ".join(map(str, case)) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


class LlamaCpp:
    def __init__(self, model, threads):
        llama_cpp.llama_backend_init()
        params = llama_cpp.llama_model_default_params()
        self.model = llama_cpp.llama_model_load_from_file(model.encode(), params)
        context = llama_cpp.llama_context_default_params()
        context.n_ctx, context.n_batch, context.n_ubatch, context.n_seq_max = 32 * 256, 512, 512, 32
        context.n_threads = context.n_threads_batch = threads
        context.kv_unified = True
        self.context = llama_cpp.llama_init_from_model(self.model, context)
        self.batch = llama_cpp.llama_batch_init(512, 0, 32)
        self.vocabulary = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(self.model))

    def decode(self, rows):
        """rows: (token, position, sequences, wants logits)"""
        self.batch.n_tokens = len(rows)
        for i, (token, position, sequences, logits) in enumerate(rows):
            self.batch.token[i], self.batch.pos[i], self.batch.logits[i] = token, position, logits
            self.batch.n_seq_id[i] = len(sequences)
            for j, sequence in enumerate(sequences):
                self.batch.seq_id[i][j] = sequence
        if llama_cpp.llama_decode(self.context, self.batch):
            raise SystemExit("llama_decode failed")

    def best(self, row):
        logits = llama_cpp.llama_get_logits_ith(self.context, row)
        import numpy
        return int(numpy.ctypeslib.as_array(logits, (self.vocabulary,)).argmax())

    def run(self, case):
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self.context), True)
        generator = random.Random(1)
        if case[0] == "prefill":
            prompt = [generator.randrange(100, 40_000) for _ in range(case[1])]
            start = time.perf_counter()
            self.decode([(t, i, [0], i == case[1] - 1) for i, t in enumerate(prompt)])
            self.best(case[1] - 1)
            return case[1] / (time.perf_counter() - start)
        _, rows, prompt_tokens, tokens = case
        prompt = [generator.randrange(100, 40_000) for _ in range(prompt_tokens)]
        self.decode([(t, i, list(range(rows)), False) for i, t in enumerate(prompt)])
        last = [generator.randrange(100, 20_000) for _ in range(rows)]
        start = time.perf_counter()
        for step in range(tokens):
            self.decode([(t, prompt_tokens + step, [row], True) for row, t in enumerate(last)])
            last = [self.best(row) for row in range(rows)]
        return rows * tokens / (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as kernels:
        sides = {"gpiot": Ours(arguments.model, arguments.threads, kernels),
                 "llama.cpp": LlamaCpp(arguments.model, arguments.threads)}
        speeds = {(name, case): [] for name in sides for case in CASES}
        for _ in range(arguments.rounds):
            for case in CASES:
                for name, side in sides.items():
                    speeds[name, case].append(side.run(case))
    print(f"{platform.machine()}, {arguments.threads} threads, llama-cpp-python {llama_cpp.__version__}, "
          f"median of {arguments.rounds} alternating rounds, tokens/s")
    rows = []
    for case in CASES:
        ours, theirs = (statistics.median(speeds[name, case]) for name in sides)
        ratio = statistics.median(a / b for a, b in zip(speeds["gpiot", case], speeds["llama.cpp", case]))
        rows.append({"case": " ".join(map(str, case[:2])), "gpiot": ours, "llama.cpp": theirs, "ratio": ratio})
        print(f"{rows[-1]['case']:12s} gpiot {ours:8.1f}   llama.cpp {theirs:8.1f}   ratio {ratio:.2f}")
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
