// Descent in one score z of an example with label 1. Arithmetic alone: a test runs it without a page.
const twoDescentsMath = (() => {
  const sigmoid = (z) => 1 / (1 + Math.exp(-z));

  // A loss, its slope in z, and its time: steps times rate if steps are tiny, which is the integral
  // of 1 / |slope| from −distance to 0.
  const LOSSES = {
    crossEntropy: {
      value: (z) => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(-z, 0),
      slope: (z) => -sigmoid(-z),
      time: (distance) => distance + 1 - Math.exp(-distance),
    },
    squared: {
      value: (z) => sigmoid(-z) ** 2 / 2,
      slope: (z) => -sigmoid(z) * sigmoid(-z) ** 2,
      time: (distance) =>
        Math.exp(distance) + 3 * distance + 2.5 - 3 * Math.exp(-distance) - Math.exp(-2 * distance) / 2,
    },
  };
  const value = (loss, z) => LOSSES[loss].value(z);
  const slope = (loss, z) => LOSSES[loss].slope(z);
  const time = (loss, distance) => LOSSES[loss].time(distance);

  // The scores from the start on, until both kinds are equally probable.
  function descent(loss, start, rate) {
    const way = [start];
    for (let z = start; z < 0; ) {
      z -= rate * slope(loss, z);
      way.push(z);
    }
    return way;
  }

  return { sigmoid, value, slope, time, descent };
})();
