"""Concurrent streams against a running server: aggregate tokens/s, time to first token, and whether any stream starves.

    ./gpiot serve --port 8080 --queue 256 &
    python3 benchmarks/serve/streams.py --port 8080 --streams 1 32 --tokens 128

One JSON line for each number of streams; each stream asks its own question, as often as --rounds says. Run it alone on the machine.
"""

import argparse
import json
import threading
import time
import urllib.request

QUESTIONS = [
    "Explain how {} are measured with an inertial sensor, step by step.",
    "Write a Python function that finds {} in a sampled signal.",
    "Which filters suit a device that counts {}, and why?",
    "How would you test a program that detects {}?",
]
THINGS = ["steps", "heart beats", "falls", "door knocks", "bearing faults", "breaths", "gestures", "leaks"]


def ask(options, number, results):
    body = {
        "model": options.model,
        "messages": [{"role": "user", "content": QUESTIONS[number % 4].format(THINGS[number // 4 % 8])}],
        "max_tokens": options.tokens, "temperature": 0.7, "seed": number,
        "stream": True, "stream_options": {"include_usage": True},
    }
    headers = {"Content-Type": "application/json"}
    if options.key:
        headers["Authorization"] = "Bearer " + options.key
    begin = time.monotonic()
    first, gap, last, tokens = None, 0.0, begin, 0
    request = urllib.request.Request(f"http://127.0.0.1:{options.port}/v1/chat/completions", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=1200) as response:
        for line in response:
            if not line.startswith(b"data: {"):
                continue
            chunk = json.loads(line[6:])
            tokens = (chunk.get("usage") or {}).get("completion_tokens", tokens)
            if any(choice["delta"].get("content") for choice in chunk["choices"]):
                now = time.monotonic()
                if first is None:
                    first = now - begin
                else:
                    gap = max(gap, now - last)
                last = now
    results.append({"first": first, "gap": gap, "seconds": time.monotonic() - begin, "tokens": tokens})


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--model", default="gpiot-td")
    parser.add_argument("--key", default="")
    parser.add_argument("--streams", type=int, nargs="+", default=[1, 32])
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    single = None
    for streams in options.streams:
        results, seconds = [], 0.0
        for turn in range(options.rounds):
            threads = [threading.Thread(target=ask, args=(options, turn * streams + i, results)) for i in range(streams)]
            begin = time.monotonic()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            seconds += time.monotonic() - begin
        tokens = sum(result["tokens"] for result in results)
        firsts = [result["first"] for result in results if result["first"] is not None]
        rate = tokens / seconds
        single = single or rate
        print(json.dumps({
            "streams": streams, "answered": len(results), "tokens": tokens, "tokens_a_second": round(rate, 2),
            "times_the_first": round(rate / single, 2),
            "first_token_p50": round(percentile(firsts, 0.5), 3), "first_token_p95": round(percentile(firsts, 0.95), 3),
            "longest_gap": round(max(result["gap"] for result in results), 3),
        }), flush=True)


main()
