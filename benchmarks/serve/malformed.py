"""Malformed requests against a running server, and its memory before and after.

    ./gpiot serve --port 8080 &
    python3 benchmarks/serve/malformed.py --port 8080 --pid $(pgrep -n java) --requests 10000

Prints one JSON line: statuses, resident memory after a tenth of the requests (by then all code was used) and at the end,
and whether the server still answers. Exit code 1 where it does not, or where memory grew by more than --most-growth MiB.
"""

import argparse
import collections
import json
import random
import socket
import sys
import urllib.request

METHODS = ["POST"] * 4 + ["GET", "PUT", "DELETE", "TRACE", "OPTIONS", "FOO", "", "P\0ST"]
PATHS = [
    "/api/runs", "/api/runs", "/api/runs/none/resume", "/api/runs/none/files/%2e%2e%2fruns.db", "/api/runs/none/events?after=-1",
    "/api/knowledge", "/api/knowledge/search?query=%ff&count=9", "/api/tunings/%2e%2e", "/page/..%5cindex.html", "/mcp", "/mcp",
    "/v1/chat/completions", "/v1/chat/completions", "/v1/embeddings", "/v1/models", "/v1/models/%2e%2e%2fetc%2fpasswd",
    "/../../etc/passwd", "/%00", "/%zz", "//", "/health?" + "a=b&" * 200, "/" + "long/" * 4000, "http://evil.example/", "*",
]
HEADERS = [
    "Content-Type: multipart/form-data; boundary=edge", "Content-Type: multipart/form-data", "Accept: text/event-stream",
    "Content-Type: application/json", "Content-Type: application/json", "Content-Length: -1",
    "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked",
    "Expect: 100-continue", "Authorization: Bearer " + "x" * 9000, "Origin: http://evil.example", "Host: other",
    "Upgrade: websocket\r\nConnection: Upgrade", "Connection: close", " folded", "no colon", "X: " + "y" * 20000,
]
BODIES = [
    '--edge\r\nContent-Disposition: form-data; name="order"\r\n\r\n{"requirement": "x"}\r\n', "--edge\r\n" * 2000,
    '--edge\r\nContent-Disposition: form-data; name="files"; filename="../../x"\r\n\r\n1\r\n--edge--\r\n',
    '{"jsonrpc": "2.0", "id": 1, "method": "initialize"}', '{"jsonrpc": "2.0", "id": {}, "method": []}', '{"planOnly": "maybe"}',
    "{}", "", "null", "[" * 5000, '{"a":' * 3000, '{"model": "gpiot-td"}', "x" * 70000, "5\r\nabcde\r\n0\r\n\r\n", "ffffffffffffffff\r\n",
    '{"model": "gpiot-td", "messages": [{"role": "user", "content": "a"}], "n": 1e9}',
    '{"model": "gpiot-td", "messages": [{"role": "cat", "content": "\\ud800"}]}',
    '{"model": "gpiot-td", "messages": [{"role": "user", "content": "a"}], "response_format": {"type": "json_schema",'
    ' "json_schema": {"schema": {"$ref": "#"}}}}',
]


def request(rng, port):
    lines = [f"{rng.choice(METHODS)} {rng.choice(PATHS)} HTTP/1.1"]
    if rng.random() < 0.9:
        lines.append(f"Host: localhost:{port}")
    lines += rng.choices(HEADERS, k=rng.randrange(4))
    body = rng.choice(BODIES)
    if rng.random() < 0.7:
        lines.append(f"Content-Length: {len(body)}")
    data = bytearray(("\r\n".join(lines) + "\r\n\r\n" + body).encode("latin-1", "replace"))
    if rng.random() < 0.125:
        for _ in range(rng.randrange(30)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def resident_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def send(port, data, listen):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(data)
            if not listen:
                return "not read"
            client.settimeout(0.2)
            answer = client.recv(64)
            return answer[9:12].decode("latin-1") if answer.startswith(b"HTTP") else "closed"
    except OSError as e:
        return type(e).__name__


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most-growth", type=float, default=32)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    seen = collections.Counter()
    warm = 0.0
    for i in range(options.requests):
        if i == options.requests // 10:
            warm = resident_mib(options.pid)
        seen[send(options.port, request(rng, options.port), i % 4 == 0)] += 1
    with urllib.request.urlopen(f"http://127.0.0.1:{options.port}/health", timeout=30) as health:
        answers = health.status == 200
    end = resident_mib(options.pid)
    print(json.dumps({
        "requests": options.requests, "seen": dict(seen.most_common()), "warm_mib": round(warm, 1), "end_mib": round(end, 1),
        "answers": answers,
    }))
    sys.exit(0 if answers and end - warm <= options.most_growth else 1)


main()
