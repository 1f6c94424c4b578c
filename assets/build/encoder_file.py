#!/usr/bin/env python3
"""Writes a checkpoint of encoder.py as `encoder.bin`, quantised, for qari's `encoder` module.

    encoder_file.py CHECKPOINT.pt encoder.bin [--matrix-bits 4] [--word-bits 4] [--position-bits 8] [--keep PIECES.txt]
                    [--dequantised OUT.pt]

The file, little endian:

    8 bytes   magic `QARIENC1`
    u32       length of the header
    header    JSON, padded with blanks so that the data starts at a multiple of 8
    data      every offset in the header counts from here

A tensor is stored row by row, `rows` x `columns`, each row by itself:

    bits 32   f32 values
    bits  8   one f32 scale, then an i8 per value: value = code * scale
    bits  4   blocks of 32 values: f16 scale, 16 bytes; the low nibbles are the first 16 values, the high ones the last
              16: value = (nibble - 8) * scale
    bits  3   blocks of 32 values: f16 scale, 12 bytes; 8 values in 3 bytes, which read as one little endian number hold
              the first value in their lowest three bits: value = (code - 3.5) * scale

Pieces: UTF-8, joined by newlines in the order of their ids; `scores_offset`: an f32 for each.
"""
import argparse
import json
import struct
from pathlib import Path

import numpy as np

from e5 import E5
from encoder import BLOCK, TAGS, WINDOW, kept

MAGIC = b"QARIENC1"

# Characters whose normal form is written: of the scripts that qari recognises names in, with their signs and digits.
SERVED = [(0x1, 0x2ff), (0x340, 0x344), (0x590, 0x77f), (0x1e00, 0x1eff), (0x2000, 0x20cf), (0x2100, 0x218f),
          (0x3000, 0x3000), (0xfb00, 0xfb06), (0xfb1d, 0xfdff), (0xfe10, 0xfeff), (0xff01, 0xff5e)]


def normal_forms(e5):
    return {c: s for c, s in e5.norm.items() if c != s and any(a <= ord(c) <= b for a, b in SERVED)}


def blocks_search(x, low, high, centre, candidates):
    """Per row of `x` (blocks, 32): the f16 scale and the codes of least squared error, by trying scales and fitting
    each to its own codes by least squares. value = (code - centre) * scale, low <= code <= high."""
    peak = x[np.arange(len(x)), np.abs(x).argmax(1)]
    best_error = np.full(len(x), np.inf, np.float32)
    best_scale = np.zeros(len(x), np.float16)
    for c in candidates:
        s = (peak / np.float32(c)).astype(np.float32)
        for _ in range(2):
            s = s.astype(np.float16).astype(np.float32)
            d = np.where(s == 0, 1, s)[:, None]
            q = np.clip(np.rint(x / d + centre), low, high) - np.float32(centre)
            e = ((q * s[:, None] - x) ** 2).sum(1)
            hit = e < best_error
            best_error[hit] = e[hit]
            best_scale[hit] = s[hit]
            s = (q * x).sum(1) / np.maximum((q * q).sum(1), 1e-12)
    s = best_scale.astype(np.float32)
    q = np.clip(np.rint(x / np.where(s == 0, 1, s)[:, None] + centre), low, high)
    return best_scale, q.astype(np.uint8), (q.astype(np.float32) - np.float32(centre)) * s[:, None]


def quantise(w, bits):
    """The bytes of a matrix and the values that reading them gives."""
    w = np.ascontiguousarray(w, np.float32)
    rows, columns = w.shape
    if bits == 32:
        return w.tobytes(), w
    if bits == 8:
        top = np.abs(w).max(1, keepdims=True)
        best, scale = np.full((rows, 1), np.inf, np.float32), np.ones((rows, 1), np.float32)
        for c in np.arange(127, 160, 3):
            s = np.where(top == 0, 1, top / np.float32(c)).astype(np.float32)
            e = ((np.clip(np.rint(w / s), -127, 127) * s - w) ** 2).sum(1, keepdims=True)
            scale, best = np.where(e < best, s, scale), np.minimum(e, best)
        q = np.clip(np.rint(w / scale), -127, 127).astype(np.int8)
        raw = np.concatenate([scale.astype("<f4").view(np.uint8).reshape(rows, 4), q.view(np.uint8)], 1)
        return raw.tobytes(), q.astype(np.float32) * scale
    if columns % BLOCK:
        raise SystemExit(f"{columns} columns do not fill blocks of {BLOCK}")
    x, out, values = w.reshape(-1, BLOCK), [], []
    for at in range(0, len(x), 1 << 16):
        part = x[at:at + (1 << 16)]
        if bits == 4:
            # The codes reach one further down than up, so that the peak is tried on either side.
            tries = [-8.6, -8.3, -8, -7.7, -7.3, -6.9, -6.4, -5.8, 5.8, 6.4, 6.9, 7.2, 7.5, 7.9]
            s, q, v = blocks_search(part, 0, 15, 8, tries)
            body = q[:, :16] | (q[:, 16:] << 4)
        elif bits == 3:
            s, q, v = blocks_search(part, 0, 7, 3.5, [2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.2, 3.5, 3.9])
            word = (q.reshape(-1, 4, 8).astype(np.uint32) << (3 * np.arange(8, dtype=np.uint32))).sum(2, dtype=np.uint32)
            body = word.astype("<u4").view(np.uint8).reshape(-1, 4, 4)[:, :, :3].reshape(-1, 12)
        else:
            raise SystemExit(f"no such number of bits: {bits}")
        out.append(np.concatenate([s.astype("<f2").view(np.uint8).reshape(-1, 2), body], 1).tobytes())
        values.append(v)
    return b"".join(out), np.concatenate(values).reshape(rows, columns)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--matrix-bits", type=int, default=4, choices=[3, 4, 8, 32])
    ap.add_argument("--word-bits", type=int, default=4, choices=[3, 4, 8, 32])
    ap.add_argument("--position-bits", type=int, default=8, choices=[3, 4, 8, 32])
    ap.add_argument("--head-bits", type=int, default=32, choices=[8, 32])
    ap.add_argument("--keep", help="a file of pieces, one a line; all others are left out")
    ap.add_argument("--dequantised", help="write the values as read back, as a checkpoint")
    a = ap.parse_args()
    import torch
    torch.set_num_threads(1)
    state = {k: v.float().numpy() for k, v in torch.load(a.checkpoint, map_location="cpu").items()}
    e5 = E5()
    ids = kept(e5)
    if len(ids) != len(state["word.weight"]):
        raise SystemExit(f"{a.checkpoint}: {len(state['word.weight'])} pieces, where encoder.py keeps {len(ids)}")
    special = {e5.bos, e5.pad, e5.eos, e5.unk}
    rows = list(range(len(ids)))
    if a.keep:
        keep = set(Path(a.keep).read_text(encoding="utf-8").split("\n"))
        rows = [k for k, i in enumerate(ids) if i in special or e5.pieces[i] in keep]
    state["word.weight"] = state["word.weight"][rows]
    ids = [ids[k] for k in rows]
    new = {old: k for k, old in enumerate(ids)}

    data, tensors, read_back = bytearray(), [], {}

    def append(raw):
        data.extend(b"\0" * (-len(data) % 8))
        at = len(data)
        data.extend(raw)
        return at

    total = {}
    for name, value in state.items():
        matrix = value if value.ndim == 2 else value[None]
        bits = (a.word_bits if name == "word.weight" else a.position_bits if name == "pos.weight"
                else a.head_bits if name == "head.weight" else 32 if value.ndim == 1 else a.matrix_bits)
        raw, values = quantise(matrix, bits)
        tensors.append(dict(name=name, rows=matrix.shape[0], columns=matrix.shape[1], bits=bits, offset=append(raw),
                            bytes=len(raw)))
        read_back[name] = values.reshape(value.shape)
        group = name if name.startswith(("word", "pos")) else "matrices" if value.ndim == 2 else "vectors"
        t = total.setdefault(group, [0, 0.0, 0.0])
        t[0] += len(raw)
        t[1] += float(((values - matrix) ** 2).sum())
        t[2] += float((matrix ** 2).sum())
    pieces = [e5.pieces[i] for i in ids]
    if any("\n" in p for p in pieces):
        raise SystemExit("a piece holds a newline")
    text = "\n".join(pieces).encode()
    places = dict(offset=append(text), bytes=len(text))
    places["scores_offset"] = append(np.array([e5.scores[i] for i in ids], "<f4").tobytes())
    header = dict(hidden=e5.hidden, layers=e5.layers, heads=e5.heads, feed_forward=e5.ffn,
                  positions=len(state["pos.weight"]), epsilon=float(np.float32(e5.eps)), window=WINDOW, tags=TAGS,
                  bos=new[e5.bos], pad=new[e5.pad], eos=new[e5.eos], unk=new[e5.unk], normalise=normal_forms(e5),
                  tensors=tensors, pieces=places)
    raw = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    raw += b" " * (-(len(MAGIC) + 4 + len(raw)) % 8)
    Path(a.out).write_bytes(MAGIC + struct.pack("<I", len(raw)) + raw + data)
    if a.dequantised:
        torch.save({k: torch.from_numpy(np.array(v, np.float32)) for k, v in read_back.items()}, a.dequantised)
    for group, (size, error, power) in total.items():
        print(f"{group}: {size} bytes, relative error {(error / power) ** .5:.4f}")
    print(f"{a.out}: {len(ids)} pieces, {12 + len(raw) + len(data)} bytes")


if __name__ == "__main__":
    main()
