// Text from a table of bigrams. Arithmetic alone: a test runs it without a page.
const samplingMath = (() => {
  // letter -> the letters that follow it, with their counts.
  const COUNTS = Object.fromEntries(BIGRAMS.map((row) => [
    row[0], [...row.slice(1).matchAll(/(\D)(\d+)/g)].map(([, letter, count]) => [letter, Number(count)]),
  ]));

  // Softmax of the scores log(count), divided by a temperature: pairs [letter, probability].
  function following(letter, T) {
    const most = Math.max(...COUNTS[letter].map(([, count]) => count));
    const weights = COUNTS[letter].map(([, count]) => Math.exp(Math.log(count / most) / T));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return COUNTS[letter].map(([each], i) => [each, weights[i] / sum]);
  }

  // How many faces a fair die must have to be as uncertain: e to the entropy.
  function faces(letter, T) {
    return Math.exp(following(letter, T).reduce((sum, [, p]) => sum - (p > 0 ? p * Math.log(p) : 0), 0));
  }

  // The letter at which the probabilities, added up in their order, exceed u from [0, 1).
  function drawn(letter, T, u) {
    let sum = 0;
    for (const [each, p] of following(letter, T)) {
      sum += p;
      if (u < sum) return each;
    }
    return following(letter, T).at(-1)[0]; // the sum may round to less than 1
  }

  // The same numbers from [0, 1) for the same seed: the generator of Park and Miller, 1988.
  function uniforms(seed, count) {
    const numbers = [];
    let state = seed;
    for (let k = 0; k < count; k++) {
      state = (state * 48271) % 2147483647;
      numbers.push(state / 2147483647);
    }
    return numbers;
  }

  function written(first, T, seed, length) {
    const text = [first];
    for (const u of uniforms(seed, length - 1)) text.push(drawn(text.at(-1), T, u));
    return text;
  }

  return { following, faces, drawn, uniforms, written };
})();
