// Three species by their petals, with a border between two of them that moves. Arithmetic alone: a
// test runs it without a page.
const borderMath = (() => {
  // Length and width in millimetres of the petals of each species, and how many flowers share them.
  const PETALS = [
    "10,2 11,1 12,2,2 13,2,4 13,3,2 13,4 14,1,2 14,2,8 14,3,3 15,1,2 15,2,7 15,3 15,4,3 16,2,5 16,4 16,6 17,2 17,3 17,4 17,5 19,2 19,4",
    "30,11 33,10,2 35,10,2 36,13 37,10 38,11 39,11 39,12 39,14 40,10 40,12 40,13,3 41,10 41,13,2 42,12 42,13,2 42,15 43,13,2 44,12 44,13 44,14,2 45,13 45,15,5 45,16 46,13 46,14 46,15 47,12 47,14,2 47,15 47,16 48,14 48,18 49,15,2 50,17 51,16",
    "45,17 48,18,2 49,18,2 49,20 50,15 50,19 50,20 51,15 51,18 51,19,2 51,20 51,23 51,24 52,20 52,23 53,19 53,23 54,21 54,23 55,18,2 55,21 56,14 56,18 56,21 56,22 56,24,2 57,21 57,23 57,25 58,16 58,18 58,22 59,21 59,23 60,18 60,25 61,19 61,23 61,25 63,18 64,20 66,21 67,20 67,22 69,23",
  ];
  const FLOWERS = PETALS.flatMap((species, label) => species.split(" ").map((flower) => {
    const [length, width, count = 1] = flower.split(",").map(Number);
    return { x: [length / 10, width / 10], label, count };
  }));

  // Models after some steps of the page's descent, as what the scores of setosa and of virginica
  // exceed that of versicolor by, in centimetres: a·x₁ + b·x₂ + c, and steep·(x₂ − h − g·(x₁ − 5)).
  const MODELS = {
    5: { setosa: [-0.874659, -1.507376, 4.108952], steep: 1.669957, h: 1.458167, g: -0.266906 },
    100: { setosa: [-2.204793, -3.316936, 8.484606], steep: 6.235032, h: 1.605624, g: -0.290889 },
    500: { setosa: [-2.877283, -5.394018, 11.587934], steep: 8.602895, h: 1.592028, g: -0.419432 },
  };
  const MOST_RIGHT = { h: 1.49, g: -0.38 }; // of the third model, if its border moves

  const height = ({ h, g }, x1) => h + g * (x1 - 5);

  function scores(model, factor, [x1, x2]) {
    const [a, b, c] = model.setosa;
    return [factor * (a * x1 + b * x2 + c), 0, factor * model.steep * (x2 - height(model, x1))];
  }

  // Of a flower, minus the logarithm of the right probability, and whether it comes first.
  function judged(model, factor, { x, label }) {
    const logits = scores(model, factor, x);
    const top = Math.max(logits[0], logits[1], logits[2]);
    const sum = Math.exp(logits[0] - top) + Math.exp(logits[1] - top) + Math.exp(logits[2] - top);
    return { cost: top + Math.log(sum) - logits[label], right: logits[label] === top };
  }

  const ALL = FLOWERS.reduce((sum, { count }) => sum + count, 0);
  function lossAndRight(model, factor) {
    let costs = 0, right = 0;
    for (const flower of FLOWERS) {
      const judgement = judged(model, factor, flower);
      costs += flower.count * judgement.cost;
      right += judgement.right ? flower.count : 0;
    }
    return [costs / ALL, right];
  }

  // The part of a polygon in which a species has the largest score.
  function region(model, species, corners) {
    const lead = (x, other) => {
      const logits = scores(model, 1, x);
      return logits[species] - logits[other];
    };
    return [0, 1, 2].filter((other) => other !== species).reduce((polygon, other) => polygon.flatMap((to, i) => {
      const from = polygon.at(i - 1);
      const [before, now] = [lead(from, other), lead(to, other)];
      const crossing = [0, 1].map((k) => from[k] + (before / (before - now)) * (to[k] - from[k]));
      return [...(before > 0 !== now > 0 ? [crossing] : []), ...(now > 0 ? [to] : [])];
    }), corners);
  }

  // How far above the border virginica is so many times as probable as versicolor.
  const distance = (model, factor, times) => Math.log(times) / (factor * model.steep);

  return { FLOWERS, MODELS, MOST_RIGHT, ALL, height, scores, judged, lossAndRight, region, distance };
})();
