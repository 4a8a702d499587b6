// Two coins, of which one is tossed and the other believed in. Arithmetic alone: a test runs it
// without a page. A coin is its chance of heads; costs are bits a toss.
const twoCoinsMath = (() => {
  // What a side of chance p adds, if it costs −log q: nothing if it never comes, else perhaps infinity.
  const side = (p, q) => (p > 0 ? -p * Math.log2(q) : 0);

  const crossEntropy = (p, q) => side(p, q) + side(1 - p, 1 - q);
  const entropy = (p) => crossEntropy(p, p);
  const divergence = (p, q) => crossEntropy(p, q) - entropy(p);

  return { crossEntropy, entropy, divergence };
})();
