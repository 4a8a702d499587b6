// Descent in one score z of an example with label 1. Arithmetic alone: a test runs it without a page.
const twoDescentsMath = (() => {
  const CAP = 100000; // more steps are not taken

  const sigmoid = (z) => 1 / (1 + Math.exp(-z));

  const crossEntropy = (z) => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(-z, 0);
  const crossEntropySlope = (z) => -sigmoid(-z);

  const squared = (z) => sigmoid(-z) ** 2 / 2;
  const squaredSlope = (z) => -sigmoid(z) * sigmoid(-z) ** 2;

  // The scores from the start on, until both kinds are equally probable.
  function descent(slope, start, rate) {
    const way = [start];
    for (let z = start; z < 0 && way.length <= CAP; ) {
      z -= rate * slope(z);
      way.push(z);
    }
    return way;
  }

  // Steps times rate, if steps are tiny: the integral of 1 / |slope| from −distance to 0.
  const crossEntropyTime = (distance) => distance + 1 - Math.exp(-distance);
  const squaredTime = (distance) =>
    Math.exp(distance) + 3 * distance + 2.5 - 3 * Math.exp(-distance) - Math.exp(-2 * distance) / 2;

  return {
    sigmoid, crossEntropy, crossEntropySlope, squared, squaredSlope, descent, crossEntropyTime, squaredTime,
  };
})();
