"""Fine-tunes multilingual-e5-small to tag names, with `--rounded` its weights rounded to 4 bits as it learns.

    encoder.py --data WORK --out CHECKPOINT [--from CHECKPOINT.pt] [--rounded] [--epochs 3] [--seed 1] [--threads 2]

WORK holds `train.conll`, `news.conll` and `dev.conll` as `all.sh` makes them. Consecutive sentences share a window, so that
a name's context reaches over sentence ends; documents are kept apart where `-DOCSTART-` says so. With `--rounded` every step works
with the rounded weights and corrects the unrounded ones (quantisation-aware training): weights rounded only afterwards fall
back onto the grid they started from, and what was learned is lost. `encoder_file.py` rounds by the same rule.
"""
import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from e5 import E5, Tokenizer

TYPES = ["PER", "LOC", "ORG", "MISC"]
TAGS = ["O"] + [f"{place}-{kind}" for kind in TYPES for place in "BI"]
NUMBER = {tag: number for number, tag in enumerate(TAGS)}
WINDOW = 160  # pieces of the sentences that share a window
WORD_PIECES = 12
LATIN_PIECES = 12000
BLOCK = 32


def wanted(piece):
    """Whether a piece is of the scripts served: Arabic, Hebrew, Latin, digits and punctuation."""
    return all(
        c == "▁" or 0x20 <= (o := ord(c)) < 0x250 or 0x590 <= o <= 0x6FF or 0x750 <= o < 0x780
        or 0x2010 <= o <= 0x2044 or o in (0x200C, 0x200D, 0x20AC)
        for c in piece
    )


def kept(e5):
    """The pieces kept, by their ids in the whole vocabulary: the special ones first."""
    ids, latin = [e5.bos, e5.pad, e5.eos, e5.unk], 0
    for number, piece in enumerate(e5.pieces):
        if number in ids[:4] or not piece or not wanted(piece):
            continue
        if any(c.isalpha() and ord(c) < 0x250 for c in piece):
            latin += 1
            if latin > LATIN_PIECES:
                continue
        ids.append(number)
    return ids


def rounded(weight):
    """Weights on the 4-bit grid: a block of 32 has one scale, by which its largest value is -8."""
    blocks = weight.detach().reshape(-1, BLOCK)
    largest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    scale = (largest / -8).half().float()
    codes = torch.where(scale == 0, torch.zeros_like(blocks), blocks / torch.where(scale == 0, 1, scale))
    return (codes.round().clamp(-8, 7) * scale).reshape(weight.shape)


def through(weight):
    """The rounded weight, whose gradient goes to the unrounded one."""
    return weight + (rounded(weight) - weight).detach()


class Linear(nn.Linear):
    """A linear map, with rounded weights if so asked."""

    rounds = False

    def forward(self, x):
        return F.linear(x, through(self.weight) if Linear.rounds else self.weight, self.bias)


class Layer(nn.Module):
    """A layer of BERT, normalised behind."""

    def __init__(self, e5):
        super().__init__()
        h = e5.hidden
        self.heads = e5.heads
        self.qkv, self.ao = Linear(h, 3 * h), Linear(h, h)
        self.fi, self.fo = Linear(h, e5.ffn), Linear(e5.ffn, h)
        self.aln, self.oln = nn.LayerNorm(h, e5.eps), nn.LayerNorm(h, e5.eps)
        self.d = nn.Dropout(0.1)

    def forward(self, x, mask):
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.aln(x + self.d(self.ao(seen.transpose(1, 2).reshape(batch, length, hidden))))
        return self.oln(x + self.d(self.fo(F.gelu(self.fi(x)))))


class Model(nn.Module):
    """The encoder with a softmax over tags on top."""

    def __init__(self, e5, ids):
        super().__init__()
        h = e5.hidden
        self.word, self.pos = nn.Embedding(len(ids), h), nn.Embedding(e5.positions, h)
        self.ln, self.d = nn.LayerNorm(h, e5.eps), nn.Dropout(0.1)
        self.L = nn.ModuleList([Layer(e5) for _ in range(e5.layers)])
        self.head = nn.Linear(h, len(TAGS))
        self.load(e5, ids)

    @torch.no_grad()
    def load(self, e5, ids):
        """Start from the weights of e5."""
        h = e5.hidden
        get = lambda name, *shape: torch.from_numpy(e5.tensor(name).reshape(*shape).copy())
        self.word.weight.copy_(torch.from_numpy(e5.tensor("emb.word", np.array(ids)).reshape(-1, h)))
        self.word.weight.requires_grad = False
        self.pos.weight.copy_(get("emb.pos", -1, h) + get("emb.type", -1, h)[0])
        self.ln.weight.copy_(get("emb.ln.w", h))
        self.ln.bias.copy_(get("emb.ln.b", h))
        for number, layer in enumerate(self.L):
            for part, name in enumerate("qkv"):
                layer.qkv.weight[part * h:(part + 1) * h].copy_(get(f"l{number}.{name}.w", h, h))
                layer.qkv.bias[part * h:(part + 1) * h].copy_(get(f"l{number}.{name}.b", h))
            for name, (rows, columns) in {"ao": (h, h), "fi": (e5.ffn, h), "fo": (h, e5.ffn)}.items():
                getattr(layer, name).weight.copy_(get(f"l{number}.{name}.w", rows, columns))
                getattr(layer, name).bias.copy_(get(f"l{number}.{name}.b", rows))
            for name in ("aln", "oln"):
                getattr(layer, name).weight.copy_(get(f"l{number}.{name}.w", h))
                getattr(layer, name).bias.copy_(get(f"l{number}.{name}.b", h))

    def forward(self, x, mask):
        h = self.d(self.ln(self.word(x) + self.pos.weight[:x.shape[1]]))
        for layer in self.L:
            h = layer(h, mask[:, None, None, :])
        return self.head(h)


def documents(path):
    """A CoNLL file as documents of sentences of words with tags."""
    found, sentences, words = [], [], []
    for line in Path(path).read_text(encoding="utf-8-sig").splitlines() + [""]:
        parts = line.split()
        if parts[:1] == ["-DOCSTART-"]:
            found.append(sentences)
            sentences = []
        elif parts:
            words.append((parts[0], parts[-1].replace("PERS", "PER")))
        elif words:
            sentences.append(words)
            words = []
    return [d for d in found + [sentences] if d]


def spelled(word):
    """A word as some of the press spells it."""
    chance = random.random()
    if chance < 0.4:
        return word.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")
    if chance < 0.55 and word.endswith("ي"):
        return word[:-1] + "ى"
    if chance < 0.65 and word.endswith("ة"):
        return word[:-1] + "ه"
    return word


class Data:
    """Words as pieces, sentences as windows, windows as batches."""

    def __init__(self, e5, ids):
        self.tokenizer = Tokenizer(e5, ids)
        self.new = {old: number for number, old in enumerate(ids)}
        self.bos, self.pad, self.eos, self.unk = range(4)

    def pieces(self, word):
        return [self.new[old] for old in self.tokenizer.word(word)] or [self.unk]

    def windows(self, sentences, limit):
        found, window, used = [], [], 0
        for sentence in sentences:
            length = sum(len(self.pieces(word)) for word, _ in sentence) + 1
            if window and used + length > limit:
                found.append(window)
                window, used = [], 0
            window.append(sentence)
            used += length
        return found + [window] if window else found

    def encode(self, window, train):
        """Pieces, tags on the first piece of each word, and where that is."""
        x, y, first = [self.bos], [-100], []
        press = train and random.random() < 0.3
        for sentence in window:
            for word, tag in sentence:
                if press and random.random() < 0.7:
                    word = spelled(word)
                pieces = self.pieces(word)[:WORD_PIECES]
                if train and random.random() < (0.12 if tag != "O" else 0.05):
                    pieces = [self.unk] * min(len(pieces), 2)
                first.append(len(x))
                x += pieces
                y += [NUMBER[tag]] + [-100] * (len(pieces) - 1)
            x.append(self.eos)
            y.append(-100)
        return x[:510], y[:510], first

    def epoch(self, docs):
        """Every document, cut into windows at other places than before."""
        for sentences in docs:
            start = 0
            while start < len(sentences):
                length = random.randrange(20, 60)
                limit = WINDOW if random.random() < 0.75 else 60
                for window in self.windows(sentences[start:start + length], limit):
                    yield self.encode(window, True)
                start += length

    def batches(self, items, train, pieces=1100):
        items = sorted(items, key=lambda item: len(item[0]) + (random.random() * 8 if train else 0))
        found, batch = [], []
        for item in items:
            if batch and (len(batch) + 1) * max(len(item[0]), len(batch[-1][0])) > pieces:
                found.append(batch)
                batch = []
            batch.append(item)
        found += [batch] if batch else []
        if train:
            random.shuffle(found)
        for batch in found:
            length = max(len(item[0]) for item in batch)
            x = torch.full((len(batch), length), self.pad)
            y = torch.full((len(batch), length), -100)
            for row, item in enumerate(batch):
                x[row, :len(item[0])] = torch.tensor(item[0])
                y[row, :len(item[1])] = torch.tensor(item[1])
            yield x, y, batch


def spans(tags):
    """Mentions as CoNLL counts them."""
    found, start = set(), None
    for at, tag in enumerate(list(tags) + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            found.add((start, at, tags[start][2:]))
            start = None
        if start is None and tag != "O":
            start = at
    return found


def best(scores):
    """The best tags that keep to BIO."""
    allowed = np.zeros((len(TAGS), len(TAGS)))
    for to, tag in enumerate(TAGS):
        if tag[0] == "I":
            allowed[:, to] = [0 if other[2:] == tag[2:] else -1e9 for other in TAGS]
    value, back = scores[0] + np.where([tag[0] == "I" for tag in TAGS], -1e9, 0), []
    for row in scores[1:]:
        steps = value[:, None] + allowed
        back.append(steps.argmax(0))
        value = steps.max(0) + row
    tags = [int(value.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return [TAGS[tag] for tag in reversed(tags)]


@torch.no_grad()
def evaluate(model, data, docs):
    """Strict F1 on documents, and by label."""
    model.eval()
    right, all_found, all_true = {}, {}, {}
    for sentences in docs:
        windows = data.windows(sentences, WINDOW)
        items = [(*data.encode(window, False), window) for window in windows]
        for x, _, batch in data.batches(items, False):
            scores = torch.log_softmax(model(x, x != data.pad), -1).numpy()
            for row, item in enumerate(batch):
                at = 0
                for sentence in item[3]:
                    first = item[2][at:at + len(sentence)]
                    at += len(sentence)
                    read = [scores[row][p] if p < scores.shape[1] else np.log([0.99] + [0.001] * 8) for p in first]
                    truth, found = spans([tag for _, tag in sentence]), spans(best(np.stack(read)))
                    for table, mentions in ((all_true, truth), (all_found, found), (right, truth & found)):
                        for mention in mentions:
                            for label in (mention[2], "all"):
                                table[label] = table.get(label, 0) + 1
    f1 = lambda label: 200 * right.get(label, 0) / max(1, all_found.get(label, 0) + all_true.get(label, 0))
    return " ".join(f"{label} {f1(label):.2f}" for label in ("all", *TYPES))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--from", dest="start", help="a checkpoint to go on from")
    ap.add_argument("--rounded", action="store_true", help="round to 4 bits while learning")
    ap.add_argument("--rate", type=float, default=8e-5)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--steps", type=int, default=0, help="stop after so many, to try it out")
    a = ap.parse_args()
    random.seed(a.seed)
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    e5 = E5()
    ids = kept(e5)
    data, model = Data(e5, ids), Model(e5, ids)
    Linear.rounds = a.rounded
    if a.start:
        model.load_state_dict(torch.load(a.start, map_location="cpu"))
    docs = [d for part in ("train", "news") for d in documents(f"{a.data}/{part}.conll")]
    dev = documents(f"{a.data}/dev.conll")
    head = list(model.head.parameters())
    rest = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("head")]
    groups = [{"params": rest, "lr": a.rate}, {"params": head, "lr": 1e-3}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    steps = sum(1 for _ in data.batches(data.epoch(docs), True)) * a.epochs
    warm = max(1, steps * 6 // 100)
    rate = lambda step: min((step + 1) / warm, max(0, (steps - step) / (steps - warm)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    done, began = 0, time.time()
    for epoch in range(a.epochs):
        model.train()
        total, count = 0, 0
        for x, y, _ in data.batches(data.epoch(docs), True):
            scores = model(x, x != data.pad)
            loss = F.cross_entropy(scores.view(-1, len(TAGS)), y.view(-1), ignore_index=-100, label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done, count, total = done + 1, count + 1, total + loss.item()
            if done % 50 == 0:
                print(f"  step {done}/{steps} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
            if a.steps and done >= a.steps:
                break
        print(f"epoch {epoch + 1} loss {total / max(1, count):.3f} dev {evaluate(model, data, dev)}", flush=True)
        torch.save(model.state_dict(), a.out + ".pt")
        if a.steps and done >= a.steps:
            break


if __name__ == "__main__":
    main()
