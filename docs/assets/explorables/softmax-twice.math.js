// Cross-entropy once and with a second softmax, for q classes: the right one has the score m, one
// rival −m, all others 0. Arithmetic alone: a test runs it without a page. Three numbers stand for
// q: those of the right class, of the rival, and of each of the others.
const softmaxTwiceMath = (() => {
  const scores = (m) => [m, -m, 0];
  const sum = ([right, rival, other], q) => right + rival + (q - 2) * other;

  // Exponents are at most 0, since the largest is subtracted: nothing overflows.
  const weights = (scores) => scores.map((score) => Math.exp(score - Math.max(...scores)));

  function softmax(scores, q) {
    const parts = weights(scores);
    return parts.map((part) => part / sum(parts, q));
  }

  const cost = (scores, q) => Math.max(...scores) + Math.log(sum(weights(scores), q)) - scores[0];
  const inner = (m, q) => softmax(scores(m), q);
  const outer = (m, q) => softmax(inner(m, q), q);
  const once = (m, q) => cost(scores(m), q);
  const twice = (m, q) => cost(inner(m, q), q);

  // What no loss with a second softmax reaches, below and above.
  const floor = (q) => Math.log1p((q - 1) / Math.E);
  const ceiling = (q) => Math.log(q - 1 + Math.E);

  // The gradient in the scores: prediction minus label, and that times the matrix of slopes of softmax.
  const minusLabel = ([right, ...others]) => [right - 1, ...others];
  const slope = (m, q) => minusLabel(inner(m, q));
  function slopeTwice(m, q) {
    const probabilities = inner(m, q);
    const D = minusLabel(outer(m, q));
    const mean = sum(probabilities.map((p, k) => p * D[k]), q);
    return probabilities.map((p, k) => p * (D[k] - mean));
  }
  const norm = (values, q) => Math.sqrt(sum(values.map((value) => value * value), q));
  const norms = (m, q) => [norm(slope(m, q), q), norm(slopeTwice(m, q), q)];

  return { inner, outer, once, twice, floor, ceiling, norms };
})();
