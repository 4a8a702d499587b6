// Throws of a die from a seed, and their means. Arithmetic alone: a test runs it without a page.
const dieMath = (() => {
  const EXPECTATION = 3.5;
  const SIGMA = Math.sqrt(35 / 12); // of one throw

  // Throw number k of a seed: mulberry32 turns a counter into 32 bits that look random.
  function face(seed, k) {
    const a = (seed + Math.imul(k, 0x6d2b79f5)) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    const bits = (t ^ (t >>> 14)) >>> 0;
    return 1 + Math.floor((6 * bits) / 2 ** 32);
  }

  // Of each run, what it has thrown in all after each of its throws.
  function sums(seed, runs, throws) {
    return Array.from({ length: runs }, (_, run) => {
      let sum = 0;
      return Array.from({ length: throws }, (_, i) => (sum += face(seed, run * throws + i + 1)));
    });
  }

  const means = (sums, n) => sums.map((run) => run[n - 1] / n);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

  function deviation(values) {
    const centre = mean(values);
    return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  }

  const spread = (n) => SIGMA / Math.sqrt(n); // the standard deviation of the mean of n throws
  const within = (values, distance) => values.filter((value) => Math.abs(value - EXPECTATION) <= distance).length;

  // How many values lie around each multiple of a width, as [multiple, count].
  function histogram(values, width) {
    const counts = new Map();
    for (const value of values) {
      const bar = Math.floor(value / width + 0.5);
      counts.set(bar, (counts.get(bar) ?? 0) + 1);
    }
    return [...counts].sort(([a], [b]) => a - b).map(([bar, count]) => [bar * width, count]);
  }

  return { EXPECTATION, SIGMA, face, sums, means, mean, deviation, spread, within, histogram };
})();
