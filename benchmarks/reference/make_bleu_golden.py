"""Makes the golden values of io.gpiot.bench.metric's tests: python make_bleu_golden.py OUT.json

BLEU by sacrebleu (13a, exp smoothing, effective order) of made-up pairs, one by one and as a corpus; pass@k by EvalPlus's
formula; McNemar's exact test and the exact permutation test by SciPy. Needs: pip install sacrebleu numpy scipy
"""

import json
import random
import sys

import numpy as np
from sacrebleu.metrics import BLEU
from scipy import stats

WORDS = ("filter band-pass 0.5-40 Hz the signal, and remove baseline wander. Detect R-peaks (threshold 0.6 of the maximum) with "
         "a refractory period of 200 ms; count 1,024 samples per window at 50 % overlap: $x_{i}$ = 3.5e-3 \"quoted\" & <tag> "
         "Sub-Task 1 [Load Data] - step one isn't done... e-mail@host.org/path 12-13 a,b,c 1.2.3 ~tilde `code` {brace} µV Ω 20 °C "
         "&quot;old&quot; &amp; &lt;x&gt; <skipped> naïve 温度 Привет x\u00a0y \u2009thin").split(" ")
SPECIAL = [("", ""), ("", "a reference"), ("an answer", ""), ("a", "a"), ("a", "b"), ("a b", "a b"), ("the the the", "the cat"),
           ("line one-\nline two\n", "line oneline two"), ("tail space \n\n", "tail space"), ("1-2", "1 -2"), (".,.,", ". , . ,"),
           ("a\x1cb", "a b"), ("a\u3000b c d e", "a b c d e"), ("A B C D E", "a b c d e")]


def pairs(count, rng):
    made = list(SPECIAL)
    while len(made) < count:
        reference = [rng.choice(WORDS) for _ in range(rng.randint(1, 60))]
        answer = [word for word in reference if rng.random() > rng.choice((0.0, 0.2, 0.6))]
        for _ in range(rng.randint(0, 8)):
            answer.insert(rng.randint(0, len(answer)), rng.choice(WORDS))
        joints = (" ", " ", " ", "\n", "\n\n", " - ", "-\n")
        made.append(tuple("".join(word + rng.choice(joints) for word in words) for words in (answer, reference)))
    return made


def pass_at_k(n, c, k):
    return 1.0 if n - c < k else 1.0 - float(np.prod(1.0 - k / np.arange(n - c + 1, n + 1)))


def main(out):
    rng = random.Random(7)
    bleu = BLEU(effective_order=True)
    segments = [{"answer": a, "reference": r, "score": bleu.sentence_score(a, [r]).score / 100} for a, r in pairs(400, rng)]
    corpora = []
    for start in range(0, 400, 40):
        part = segments[start:start + 40]
        score = bleu.corpus_score([one["answer"] for one in part], [[one["reference"] for one in part]]).score / 100
        corpora.append({"from": start, "count": 40, "score": score})
    passes = [{"n": n, "c": c, "k": k, "value": pass_at_k(n, c, k)}
              for n in (1, 2, 5, 10, 20, 200) for c in sorted({0, 1, n // 3, n // 2, n - 1, n}) for k in (1, 2, 5, 10, 100) if k <= n]
    mcnemar = [{"first": a, "second": b, "p": stats.binomtest(a, a + b).pvalue if a + b else 1.0}
               for a in (0, 1, 3, 10, 40) for b in (0, 1, 2, 9, 25, 300)]
    permutations = []
    for count in (3, 6, 11, 15):
        first = [rng.randint(0, 5) / 5 for _ in range(count)]
        second = [min(1.0, value + rng.choice((-0.2, 0.0, 0.2, 0.4))) for value in first]
        found = stats.permutation_test((first, second), lambda a, b, axis: np.mean(a - b, axis=axis), permutation_type="samples",
                                       vectorized=True, n_resamples=np.inf)
        permutations.append({"first": first, "second": second, "p": float(found.pvalue)})
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"segments": segments, "corpora": corpora, "passes": passes, "mcnemar": mcnemar, "permutations": permutations},
                  file, ensure_ascii=True, indent=0)


if __name__ == "__main__":
    main(sys.argv[1])
