"""Makes the golden files of io.gpiot.engine.format's tests with the `gguf` package, the format's own reference.

    python make_format_golden.py OUT_FOLDER [MODEL.gguf ...]

Writes, for every type that we read, TYPE.blocks (raw blocks, every bit random except the scales, which are finite) and
TYPE.floats (what the reference decodes them to), then written-by-python.gguf (a complete one-block model), and for the
given model files rows.json (the first elements of some rows of every type in them).
Needs: pip install gguf numpy
"""

import json
import pathlib
import sys

import gguf
import numpy
from gguf import GGMLQuantizationType as Type

TYPES = "F32 F16 BF16 Q8_0 Q4_0 Q4_1 Q5_0 Q5_1 Q4_K Q5_K Q6_K".split()
# Where the half-precision scales lie in a block, in bytes.
SCALES = {"Q8_0": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2],
          "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}


def random_blocks(name, random):
    size, width = gguf.GGML_QUANT_SIZES[Type[name]]
    count = max(4, 512 // size)
    if name in ("F32", "F16", "BF16"):
        values = random.normal(0, 0.1, count).astype(numpy.float32)
        if name == "BF16":
            return (values.view(numpy.uint32) >> 16).astype(numpy.uint16).view(numpy.uint8)
        return values.astype(numpy.float16 if name == "F16" else numpy.float32).view(numpy.uint8)
    blocks = random.integers(0, 256, (count, width), dtype=numpy.uint8)
    for offset in SCALES[name]:
        scales = random.normal(0, 0.02, count).astype(numpy.float16)
        blocks[:, offset:offset + 2] = scales.view(numpy.uint8).reshape(count, 2)
    return blocks.reshape(-1)


def write_small_model(path):
    random = numpy.random.default_rng(7)
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_block_count(1)
    writer.add_context_length(64)
    writer.add_embedding_length(32)
    writer.add_feed_forward_length(32)
    writer.add_head_count(2)
    writer.add_head_count_kv(1)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(5000.0)
    for name, value in [("uint8", 8), ("int8", -8), ("uint16", 16), ("int16", -16), ("uint32", 32), ("int32", -32),
                        ("uint64", 64), ("int64", -64), ("float32", 0.5), ("float64", 0.25), ("bool", True),
                        ("string", "gr\u00fc\u00dfe")]:
        getattr(writer, "add_" + name)("test." + name, value)
    writer.add_array("test.array", [1, -2, 3])
    writer.add_array("test.words", ["a", "\u20ac"])
    writer.add_array("test.reals", [0.5, 1.5])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(list("abcdefgh") + ["ab"])
    writer.add_token_types([1] * 8 + [1])
    writer.add_token_merges(["a b"])
    writer.add_eos_token_id(7)

    def add(name, *shape):
        values = random.normal(0, 0.1, shape).astype(numpy.float32)
        if len(shape) == 1:
            writer.add_tensor(name, values)
        else:
            writer.add_tensor(name, gguf.quants.quantize(values, Type.Q8_0), raw_dtype=Type.Q8_0)

    add("token_embd.weight", 9, 32)
    add("output_norm.weight", 32)
    for name, shape in {"attn_norm": (32,), "attn_q": (32, 32), "attn_k": (16, 32), "attn_v": (16, 32),
                        "attn_output": (32, 32), "ffn_norm": (32,), "ffn_gate": (32, 32), "ffn_up": (32, 32),
                        "ffn_down": (32, 32)}.items():
        add(f"blk.0.{name}.weight", *shape)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def rows_of(path):
    rows, seen = [], {}
    for tensor in gguf.GGUFReader(path).tensors:
        kind = tensor.tensor_type.name
        if seen.get(kind, 0) >= 3:
            continue
        seen[kind] = seen.get(kind, 0) + 1
        data = tensor.data if tensor.data.ndim > 1 else tensor.data.reshape(1, -1)
        for row in sorted({0, len(data) // 2, len(data) - 1}):
            values = gguf.quants.dequantize(data[row:row + 1], tensor.tensor_type).reshape(-1)
            rows.append({"tensor": tensor.name, "type": kind, "row": int(row),
                         "bits": [int(b) for b in values[:6].view(numpy.int32)],
                         "sum": float(values.astype(numpy.float64).sum())})
    return rows


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(20)
    for name in TYPES:
        blocks = random_blocks(name, random)
        if name == "F16":
            values = blocks.view(numpy.float16).astype(numpy.float32)
        elif name == "F32":
            values = blocks.view(numpy.float32)
        else:
            values = gguf.quants.dequantize(blocks, Type[name])
        (out / f"{name}.blocks").write_bytes(blocks.tobytes())
        (out / f"{name}.floats").write_bytes(values.astype("<f4").tobytes())
    write_small_model(out / "written-by-python.gguf")
    if len(sys.argv) > 2:
        models = {pathlib.Path(p).stem: rows_of(p) for p in sys.argv[2:]}
        lines = [json.dumps(k) + ": [\n" + ",\n".join(json.dumps(r) for r in v) + "]" for k, v in models.items()]
        (out / "rows.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
