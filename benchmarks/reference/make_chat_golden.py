"""Makes the golden chat renderings of io.gpiot.engine.text's tests with Python's jinja2, set up as transformers does.

    python make_chat_golden.py OUT.json MODEL.gguf ...

For every model file: its template, its begin and end tokens, and a list of {messages, add_generation_prompt, text}; then
the same for a few templates written here, in the manner of other families. Needs: pip install jinja2 gguf
"""

import json
import pathlib
import sys

import gguf
from jinja2.sandbox import ImmutableSandboxedEnvironment

CHATS = [
    [("user", "Hello")],
    [("system", "You split IoT problems into sub-tasks."), ("user", "Detect R-peaks.\n\nPrint the accuracy.")],
    [("user", "One?"), ("assistant", "Two."), ("user", "Three?"), ("assistant", "Four."), ("user", "Five?")],
    [("system", "Kurz, bitte."), ("user", "Größe in µV? 🙂 你好"), ("assistant", "≈ 5 µV"), ("user", "Danke")],
    [("user", "  spaces kept  \n\n"), ("assistant", "\tand tabs\n")],
    [("user", "{{ 7 * 7 }} {% if x %} <b> & \"quotes\" 'single' \\n backslash {# c #} %} }}")],
    [("system", ""), ("user", "")],
    [("user", "def f(x):\n    return {'a': [x]}\n"), ("assistant", "```python\nf(1)\n```"), ("user", "<|im_end|> inside")],
]
OWN = {
    "own-indented": "{% for message in messages %}\n    {% if message['role'] == 'system' %}\n"
    "        {{- '<<SYS>>' + message['content'] + '<</SYS>>' }}\n    {% elif message['role'] == 'user' %}\n"
    "[INST] {{ message['content'] | trim }} [/INST]\n    {% else %}\n  {{ message['content'] }}{{ eos_token }}\n"
    "    {% endif %}\n{% endfor %}\n{# a comment #}\n{% if add_generation_prompt %}\n{{ 'GO' }}\n{% endif %}\n",
    "own-slices": "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set system = messages[0]['content'] %}"
    "{% set rest = messages[1:] %}{% else %}{% set system = 'none' %}{% set rest = messages %}{% endif %}"
    "{% for m in rest %}{% if loop.first %}({{ system }})\n\n{% endif %}{{ loop.index0 }}/{{ m.role | upper }}: "
    "{{ m.content }}{% if not loop.last %} | {% endif %}{%+ endfor %}\n\n",
}


def render(template, chat, prompt, begin, end):
    # What transformers' apply_chat_template sets.
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    messages = [{"role": role, "content": content} for role, content in chat]
    return environment.from_string(template).render(
        messages=messages, add_generation_prompt=prompt, bos_token=begin, eos_token=end)


def rows_of(template, begin, end):
    return {"template": template, "begin": begin, "end": end, "rows": [
        {"messages": [list(m) for m in chat], "add_generation_prompt": prompt,
         "text": render(template, chat, prompt, begin, end)} for chat in CHATS for prompt in (True, False)]}


def main():
    golden = {}
    for path in sys.argv[2:]:
        fields = gguf.GGUFReader(path).fields
        tokens = fields["tokenizer.ggml.tokens"]

        def text(name):
            return tokens.contents(int(fields[f"tokenizer.ggml.{name}_token_id"].contents()))

        golden[pathlib.Path(path).stem] = rows_of(
            fields["tokenizer.chat_template"].contents(), text("bos"), text("eos"))
    for name, template in OWN.items():
        golden[name] = rows_of(template, "<s>", "</s>")
    pathlib.Path(sys.argv[1]).write_text(json.dumps(golden, indent=1) + "\n")


main()
