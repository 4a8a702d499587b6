// Softmax of three scores at a temperature. Arithmetic alone: a test runs it without a page.
const softmaxMath = (() => {
  const FLOWER = [-3.06, 1.22, 1.84]; // the scores of the page's iris
  const ROOT3 = Math.sqrt(3);

  // Exponents are at most 0, since the largest is subtracted: nothing overflows.
  const exponents = (scores, T) => scores.map((score) => (score - Math.max(...scores)) / T);
  const sum = (values) => values.reduce((total, value) => total + value, 0);

  function probabilities(scores, T) {
    const weights = exponents(scores, T).map(Math.exp);
    return weights.map((weight) => weight / sum(weights));
  }

  // Minus the logarithm of the label's probability, from the scores: nothing underflows.
  function loss(scores, T, label) {
    const reduced = exponents(scores, T);
    return Math.log(sum(reduced.map(Math.exp))) - reduced[label];
  }

  // ŷ − y, which is the gradient of the loss with respect to scores / T.
  const residual = (scores, T, label) =>
    probabilities(scores, T).map((p, j) => p - (j === label ? 1 : 0));

  // A step of gradient descent on the scores themselves, hence the 1 / T of the chain rule.
  const step = (scores, T, label, rate) =>
    residual(scores, T, label).map((r, j) => scores[j] - (rate * r) / T);

  // The scores of given probabilities; of all that differ by a shift, those with this mean.
  function scoresOf(p, T, mean) {
    const logs = p.map((each) => T * Math.log(each));
    return logs.map((log) => log - sum(logs) / logs.length + mean);
  }

  // A triangle of side 1: class 0 bottom left, class 1 bottom right, class 2 on top.
  const place = (p) => [p[1] + p[2] / 2, (p[2] * ROOT3) / 2];

  // The probabilities of a place; a place outside, or on the edge, is moved inside.
  function probabilitiesAt(x, y, least = 0.002) {
    const top = (2 * y) / ROOT3;
    const right = x - top / 2;
    const inside = [1 - top - right, right, top].map((p) => Math.max(p, least));
    return inside.map((p) => p / sum(inside));
  }

  return { FLOWER, probabilities, loss, residual, step, scoresOf, place, probabilitiesAt };
})();
