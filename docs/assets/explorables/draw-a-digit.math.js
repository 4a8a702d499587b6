// Softmax regression on images of 8 × 8 pixels. Arithmetic alone: a test runs it without a page.
const drawADigitMath = (() => {
  const SIDE = 8;
  const CLASSES = 10;
  const weight = (pixel, digit) => DIGITS.W[pixel * CLASSES + digit] / 1000;
  const bias = (digit) => DIGITS.b[digit] / 1000;
  const example = (name) => DIGITS[name].map((count) => count / 16);
  const empty = () => Array(SIDE * SIDE).fill(0);
  const inverted = (image) => image.map((ink) => 1 - ink);

  // What each pixel adds to the score of a digit; with the bias these add up to the score.
  const contributions = (image, digit) => image.map((ink, pixel) => ink * weight(pixel, digit));
  const score = (image, digit) => contributions(image, digit).reduce((sum, part) => sum + part, bias(digit));

  function probabilities(image) {
    const scores = Array.from({ length: CLASSES }, (_, digit) => score(image, digit));
    const weights = scores.map((each) => Math.exp(each - Math.max(...scores)));
    const sum = weights.reduce((total, each) => total + each, 0);
    return weights.map((each) => each / sum);
  }

  // The image moved by whole pixels, right and down; what crosses the edge is lost.
  function moved(image, right, down) {
    return image.map((_, pixel) => {
      const column = (pixel % SIDE) - right;
      const row = Math.floor(pixel / SIDE) - down;
      const inside = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
      return inside ? image[row * SIDE + column] : 0;
    });
  }

  // A round pen, about two pixels wide, at a place in pixels: it inks, or it takes the ink away.
  function drawn(image, x, y, erases = false) {
    return image.map((ink, pixel) => {
      const distance = Math.hypot((pixel % SIDE) + 0.5 - x, Math.floor(pixel / SIDE) + 0.5 - y);
      const touch = Math.min(Math.max(1.4 - distance, 0), 1);
      return erases ? Math.min(ink, 1 - touch) : Math.max(ink, touch);
    });
  }

  return { SIDE, bias, example, empty, inverted, contributions, score, probabilities, moved, drawn };
})();
