"""Trains the fast tagger: a linear-chain CRF by python-crfsuite over the features that `forge features` prints.

crf.py OUT.weights TRAIN.features… -- [DEV.features]     (--c1, --c2, --iterations)
"""
import argparse, sys, time
import pycrfsuite


def sequences(path):
    """Sentences of a features file: lists of tags and of feature lists."""
    tags, rows = [], []
    for line in open(path, encoding="utf-8"):
        parts = line.split()
        if parts:
            tags.append(parts[0].replace("PERS", "PER"))
            rows.append(parts[1:])
        elif tags:
            yield tags, rows
            tags, rows = [], []


def spans(tags):
    """Mentions of a tag sequence, as CoNLL counts them."""
    out, start = set(), None
    for at, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            out.add((start, at, tags[start][2:]))
            start = None
        if start is None and tag != "O":
            start = at
    return out


def score(tagger, path):
    """Strict F1 by label and in all."""
    hit, said, true = {}, {}, {}
    for tags, rows in sequences(path):
        gold, found = spans(tags), spans(tagger.tag(rows))
        for table, mentions in ((true, gold), (said, found), (hit, gold & found)):
            for mention in mentions:
                for label in (mention[2], "all"):
                    table[label] = table.get(label, 0) + 1
    f = lambda l: 200 * hit.get(l, 0) / max(1, said.get(l, 0) + true.get(l, 0))
    print(f"P {100*hit['all']/said['all']:.1f} R {100*hit['all']/true['all']:.1f}", *(f"{l} {f(l):.2f}" for l in ("all", "PER", "LOC", "ORG", "MISC")))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("train", nargs="+")
    ap.add_argument("--dev")
    ap.add_argument("--c1", type=float, default=0.1)
    ap.add_argument("--c2", type=float, default=0.02)
    ap.add_argument("--iterations", type=int, default=120)
    a = ap.parse_args()
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": a.c1, "c2": a.c2, "max_iterations": a.iterations, "feature.possible_transitions": False})
    for path in a.train:
        for tags, rows in sequences(path):
            trainer.append([[f for f in row] for row in rows], tags)
    began = time.time()
    trainer.train(a.out + ".crfsuite")
    tagger = pycrfsuite.Tagger()
    tagger.open(a.out + ".crfsuite")
    info = tagger.info()
    with open(a.out, "w") as out:
        for (start, to), weight in sorted(info.transitions.items()):
            out.write(f">{start} {to} {weight:.6f}\n")
        for (feature, tag), weight in sorted(info.state_features.items()):
            out.write(f"{feature} {tag} {weight:.6f}\n")
    print(f"{len(info.state_features)} weights in {time.time()-began:.0f} s", file=sys.stderr)
    if a.dev:
        score(tagger, a.dev)


main()
