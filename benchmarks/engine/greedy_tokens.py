"""Do our greedy tokens equal llama.cpp's on the same GGUF? 24 varied prompts, 64 tokens each.

    python3 benchmarks/engine/greedy_tokens.py MODEL.gguf [MODEL.gguf ...]

llama.cpp answers; our engine is led along that answer and says at each position what it would have chosen, and, where it
differs, by how much it prefers its own choice (logit gap) and by how much llama.cpp preferred its own. A difference with
gaps within rounding (bf16 has 8 bits) is a tie; a wide gap would be a defect.
"""

import argparse
import json
import os
import pathlib
import subprocess
import tempfile

import llama_cpp
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROMPTS = [
    "Write a Python function that removes the mean of a signal.",
    "Explain what a band-pass filter does to an ECG.",
    "List five sensors of a smart home.",
    "How many days has a leap year, and why?",
    "Write a SQL query that counts rows per day.",
    "Translate 'good morning' into French, German and Spanish.",
    "def fibonacci(n):",
    "What is the Nyquist rate of a 5 kHz signal?",
    "Give me JSON with the keys name, unit and value for a temperature of 21.5 degrees.",
    "Explain MQTT quality of service levels.",
    "Write a bash loop over all csv files in a folder.",
    "Why is the sky blue?",
    "Decompose fall detection with an accelerometer into steps.",
    "import numpy as np\nimport scipy.signal as signal\n\n# detect peaks\n",
    "Summarise: Wi-Fi CSI describes how a signal travels from transmitter to receiver across subcarriers.",
    "What does the Fourier transform do?",
    "Write a class Stack in Java.",
    "Convert 98.6 Fahrenheit to Celsius, step by step.",
    "Name the planets in order.",
    "Write a haiku about a lonely sensor.",
    "Compare I2C and SPI in a table.",
    "What is the derivative of x^3 + 2x?",
    "Write a C function that computes a CRC-16.",
    "Erkläre kurz, was ein Beschleunigungssensor misst.",
]


def reference(model, tokens):
    llama = llama_cpp.Llama(model, n_ctx=1024, n_threads=os.cpu_count(), verbose=False, logits_all=True)
    template = llama.metadata["tokenizer.chat_template"]
    formatter = llama_cpp.llama_chat_format.Jinja2ChatFormatter(template, eos_token="", bos_token="")
    for prompt in PROMPTS:
        text = formatter(messages=[{"role": "user", "content": prompt}]).prompt
        ids = llama.tokenize(text.encode(), add_bos=False, special=True)
        llama.reset()
        llama.eval(ids)
        answer, gaps = [], []
        for _ in range(tokens):
            logits = llama.scores[llama.n_tokens - 1]
            best = int(logits.argmax())
            answer.append(best)
            gaps.append(logits)
            llama.eval([best])
        yield prompt, ids, answer, [g.copy() for g in gaps]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--tokens", type=int, default=64)
    parser.add_argument("--kernels", choices=["measured", "bf16"], default="bf16")
    arguments = parser.parse_args()
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    for model in arguments.models:
        cases = list(reference(model, arguments.tokens))
        lines = "".join(json.dumps({"ids": ids, "forced": answer}) + "\n" for _, ids, answer, _ in cases)
        with tempfile.TemporaryDirectory() as folder:
            out = subprocess.run(
                [java, "--enable-native-access=ALL-UNNAMED", "-cp", f"{ROOT}/target/gpiot.jar:{ROOT}/target/lib/*",
                 f"{ROOT}/benchmarks/engine/GreedyTokens.java", model, str(os.cpu_count()),
                 "bf16" if arguments.kernels == "bf16" else folder],
                input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
        whole = equal = positions = 0
        for (prompt, _, answer, theirs), line in zip(cases, out):
            ours = json.loads(line)
            differ = [i for i, (a, b) in enumerate(zip(ours["chosen"], answer)) if a != b]
            positions += len(answer)
            equal += len(answer) - len(differ)
            whole += not differ
            if differ:
                i = differ[0]
                other = float(theirs[i][answer[i]] - theirs[i][ours["chosen"][i]])
                spread = float(numpy.std(theirs[i]))
                print(f"  {prompt[:48]!r}: first difference at {i}; gap {ours['gaps'][i]:.3f} here, {other:.3f} there "
                      f"(logits' standard deviation {spread:.2f})")
        print(f"{pathlib.Path(model).name}: {whole} of {len(cases)} answers equal, {equal} of {positions} positions "
              f"({arguments.kernels} kernels)")


if __name__ == "__main__":
    main()
