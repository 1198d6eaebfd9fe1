"""Makes the golden token ids of io.gpiot.engine.text's tests with llama.cpp.

    python make_tokenizer_golden.py OUT.json MODEL.gguf ...

For every model file: a list of {text, parse_special, ids}. The model whose name begins with "smollm" is asked again with
other pre-tokenizer rules (key "NAME+RULE"). Needs: pip install llama-cpp-python
"""

import json
import pathlib
import sys

import llama_cpp

TEXTS = [
    "",
    " ",
    "Hello, world!",
    "hello  world   with    runs     of spaces",
    "  leading and trailing  ",
    "line\nline\n\nline\n\n\n  indented\n\ttabbed\r\nwindows\r\n",
    "\n", "\n\n", "\t\t", "\r\n\r\n", " \n \n", "   \n",
    "def detect_r_peaks(ecg, fs):\n    \"\"\"Detect R-peaks.\"\"\"\n    b, a = butter(3, [5/(fs/2), 15/(fs/2)], btype='band')\n"
    "    filtered = filtfilt(b, a, ecg)\n    return np.where(filtered > 0.6 * filtered.max())[0]\n",
    "for(int i=0;i<n;++i){a[i]+=b[i]*2.5e-3f;}//comment",
    "import numpy as np\nimport scipy.signal as sig\nx = np.arange(0, 10, 1/360)\nprint(f\"{x.shape=}\")",
    "0 1 12 123 1234 12345 3.14159 1e-6 0x1F 2024-05-17 1,000,000",
    "I'm you're he'll they've it's I'd DON'T WE'LL She'S 'tis 'ello",
    "Grüße aus Köln – 20 °C, µV, Ω, ½, naïve café",
    "Привет мир, как дела? Καλημέρα κόσμε",
    "你好，世界！这是一个测试。こんにちは世界 안녕하세요",
    "مرحبا بالعالم שלום עולם नमस्ते दुनिया",
    "emoji 🙂🚀👩‍🔬🇩🇪 and ❤️ flags",
    "e\u0301 combined, \u00e9 single, \ufb01 ligature, \u200b zero width, \u00a0 no-break, \u3000 wide",
    "٣٤٥ ５６７ ² ³ ¼ Ⅷ digits of other kinds",
    "\u0000\u0001\u007f control characters \u0085",
    "!!!???...,,,;;;:::---___***///\\\\\\|||~~~```@@@###$$$%%%^^^&&&",
    "a" * 40 + " " * 40 + "=" * 40,
    "https://example.org/a/b?c=d&e=f#g user@example.org C:\\temp\\file.txt",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n- item\n  - nested\n1. one\n```python\nx = 1\n```\n",
    "<|im_start|>system\nYou are helpful.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>", "text<|im_end|>text <|endoftext|>  <|im_end|>\n\n", "<|im_start|><|im_end|><|im_start|>",
    "<|im_start |> <|im_ end|> <| im_end|>", "<tool_call>\n{\"name\": \"f\"}\n</tool_call>", "<repo_name>x<file_sep>",
    "Sub-Task 1 [Load the data]\n- read record.csv at 360 Hz\n\nSub-Task 2 [Filter]\n- band-pass 5-15 Hz\n",
    "x\u0300\u0301\u0302 \U0001F9D1\u200D\U0001F4BB \U00010348 \ufeffBOM",
    "mixed 中文 and English, 数字123和456",
    "SELECT * FROM t WHERE a>=10 AND b<>'x';--end",
    "ThisIsCamelCase and snake_case_name and SCREAMING_CASE kebab-case",
]
OTHER_RULES = ["qwen2", "llama-bpe", "gpt-2", "default", "starcoder"]


def ids_of(path, rule=None):
    overrides = {"tokenizer.ggml.pre": rule} if rule else None
    model = llama_cpp.Llama(path, vocab_only=True, verbose=False, kv_overrides=overrides)
    rows = []
    for text in TEXTS:
        for special in (True, False):
            ids = model.tokenize(text.encode(), add_bos=False, special=special)
            rows.append({"text": text, "parse_special": special, "ids": ids})
    return rows


def main():
    golden = {}
    for path in sys.argv[2:]:
        name = pathlib.Path(path).stem
        golden[name] = ids_of(path)
        if name.startswith("smollm"):
            for rule in OTHER_RULES:
                golden[name + "+" + rule] = ids_of(path, rule)
    with open(sys.argv[1], "w") as out:
        out.write("{\n" + ",\n".join(
            json.dumps(k) + ": [\n" + ",\n".join(json.dumps(r) for r in v) + "]" for k, v in golden.items()) + "\n}\n")


main()
