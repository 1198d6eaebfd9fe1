"""OpenAI's own client for Python against a server of ours: openai_client.py BASE_URL. Prints ok, or fails."""

import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="not needed", max_retries=0)
ask = dict(model="gpiot-td", messages=[{"role": "user", "content": "count"}])

answer = client.chat.completions.create(**ask, n=2, seed=3, stop=["four"], max_tokens=100)
assert [choice.message.content for choice in answer.choices] == ["one two three"] * 2, answer
assert answer.choices[0].finish_reason == "stop" and answer.usage.completion_tokens == 6, answer

pieces, usage = [], None
for chunk in client.chat.completions.create(**ask, stream=True, stream_options={"include_usage": True}):
    pieces += [choice.delta.content or "" for choice in chunk.choices]
    usage = chunk.usage or usage
assert "".join(pieces) == "one two three four five six seven eight nine ten", pieces
assert usage.completion_tokens == 10, usage

stream = client.chat.completions.create(**ask, stream=True)
next(iter(stream))
stream.close()

assert "gpiot-td" in [model.id for model in client.models.list()]
vectors = client.embeddings.create(model="made-embedder", input=["ab", "abcd"])
assert vectors.data[1].embedding == [4.0, 0.5, -1.0], vectors

for wrong, error in [
    (dict(ask, temperature=9), openai.BadRequestError),
    (dict(ask, model="gpt-4"), openai.NotFoundError),
]:
    try:
        client.chat.completions.create(**wrong)
        raise AssertionError(wrong)
    except error as e:
        assert e.body["message"] and e.body["type"] == "invalid_request_error", e.body
print("ok")
