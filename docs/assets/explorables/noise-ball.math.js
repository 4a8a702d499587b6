// Minibatch descent for one feature and a bias. Arithmetic alone: a test runs it without a page.
const noiseBallMath = (() => {
  // The bmi, in tenths, and the disease progression of the 442 patients of the diabetes study.
  const BMI = `
    321 216 305 253 230 226 220 262 321 300 186 280 237 262 240 247 303 275 254 247 211 243 260 320 297 252 192 319 244
    258 305 203 380 217 205 235 285 274 330 277 256 201 254 242 327 231 253 196 225 277 257 279 255 249 287 218 302 205
    204 240 260 268 257 229 240 241 247 250 236 221 199 295 260 245 266 235 290 230 210 229 275 243 231 273 227 330 194
    258 226 219 240 312 268 204 248 210 273 346 259 204 280 222 290 302 324 234 193 310 306 255 234 268 283 277 366 265
    318 244 254 220 268 280 339 296 286 256 207 262 206 279 353 199 244 214 304 316 188 310 367 321 277 308 275 269 307
    383 319 350 278 259 329 260 263 223 283 320 254 233 203 304 206 323 292 331 246 202 208 328 319 239 245 221 330 190
    273 228 282 289 256 249 268 224 269 231 286 247 303 213 261 202 252 225 235 259 209 287 221 267 314 222 210 212 265
    292 270 307 288 306 301 247 277 298 267 198 233 351 297 293 203 225 227 228 240 242 202 294 221 236 252 249 330 235
    264 298 300 250 270 200 255 282 333 256 242 221 314 231 234 188 308 320 316 355 319 295 316 203 413 212 241 230 256
    225 382 192 290 240 206 263 346 234 292 272 270 245 241 253 288 209 230 241 281 180 259 215 243 245 213 258 248 315
    335 281 243 350 235 300 207 256 229 251 332 241 295 296 228 227 262 235 221 265 324 301 242 313 301 245 277 232 270
    268 292 312 321 257 269 314 256 370 326 212 292 240 361 258 220 219 343 252 233 257 251 319 284 281 253 261 280 236
    245 210 320 226 197 212 306 255 233 310 185 269 283 257 361 241 258 228 391 422 266 299 210 255 242 254 232 261 327
    273 266 228 288 181 320 237 236 246 226 278 241 265 328 199 236 221 281 265 235 260 278 285 306 222 233 354 314 378
    189 350 217 253 238 318 343 263 270 272 338 330 241 213 230 279 336 227 274 226 232 269 346 233 211 235 315 208 265
    242 195 282 249 249 300 196`;
  const PROGRESSION = `
    151 75 141 206 135 97 138 63 110 310 101 69 179 185 118 171 166 144 97 168 68 49 68 245 184 202 137 85 131 283 129 59
    341 87 65 102 265 276 252 90 100 55 61 92 259 53 190 142 75 142 155 225 59 104 182 128 52 37 170 170 61 144 52 128 71
    163 150 97 160 178 48 270 202 111 85 42 170 200 252 113 143 51 52 210 65 141 55 134 42 111 98 164 48 96 90 162 150 279
    92 83 128 102 302 198 95 53 134 144 232 81 104 59 246 297 258 229 275 281 179 200 200 173 180 84 121 161 99 109 115
    268 274 158 107 83 103 272 85 280 336 281 118 317 235 60 174 259 178 128 96 126 288 88 292 71 197 186 25 84 96 195 53
    217 172 131 214 59 70 220 268 152 47 74 295 101 151 127 237 225 81 151 107 64 138 185 265 101 137 143 141 79 292 178
    91 116 86 122 72 129 142 90 158 39 196 222 277 99 196 202 155 77 191 70 73 49 65 263 248 296 214 185 78 93 252 150 77
    208 77 108 160 53 220 154 259 90 246 124 67 72 257 262 275 177 71 47 187 125 78 51 258 215 303 243 91 150 310 153 346
    63 89 50 39 103 308 116 145 74 45 115 264 87 202 127 182 241 66 94 283 64 102 200 265 94 230 181 156 233 60 219 80 68
    332 248 84 200 55 85 89 31 129 83 275 65 198 236 253 124 44 172 114 142 109 180 144 163 147 97 220 190 109 191 122 230
    242 248 249 192 131 237 78 135 244 199 270 164 72 96 306 91 214 95 216 263 178 113 200 139 139 88 148 88 243 71 77 109
    272 60 54 221 90 311 281 182 321 58 262 206 233 242 123 167 63 197 71 168 140 217 121 235 245 40 52 104 132 88 69 219
    72 201 110 51 277 63 118 69 273 258 43 198 242 232 175 93 168 275 293 281 72 140 189 181 209 136 261 113 131 174 257
    55 84 42 146 212 233 91 111 152 120 67 310 94 183 66 173 72 49 64 48 178 104 132 220 57`;
  const numbers = (text) => text.trim().split(/\s+/).map(Number);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const product = (a, b) => a.map((value, i) => value * b[i]);

  const y = numbers(PROGRESSION);
  const n = y.length;
  const bmi = numbers(BMI);
  const centred = bmi.map((value) => value - mean(bmi));
  const deviation = Math.sqrt(mean(product(centred, centred)));
  const x = centred.map((value) => value / deviation);

  // As x has mean 0 and variance 1, the Hessian is the identity: the minimum is the means themselves.
  const BEST = { w: mean(product(x, y)), b: mean(y) };
  const excess = (w, b) => ((w - BEST.w) ** 2 + (b - BEST.b) ** 2) / 2;
  const gradient = (w, b) => [w - BEST.w, b - BEST.b];

  // The covariance matrix of the gradients of single patients at a place.
  function covariance(w, b) {
    const r = x.map((value, i) => w * value + b - y[i]);
    const [meanW, meanB] = gradient(w, b);
    const errorW = product(r, x).map((slope) => slope - meanW);
    const errorB = r.map((slope) => slope - meanB);
    const [ww, wb, bb] = [[errorW, errorW], [errorW, errorB], [errorB, errorB]].map(([a, c]) => mean(product(a, c)));
    return { ww, wb, bb };
  }

  // What is left of a variance in the mean of B patients drawn without replacement.
  const share = (B) => (n - B) / (n - 1) / B;

  // Where the gradients of minibatches are that lie some standard deviations from the mean.
  function ellipse(B, w, b, deviations, count = 60) {
    const { ww, wb, bb } = covariance(w, b);
    const [slopeW, slopeB] = gradient(w, b);
    const radius = deviations * Math.sqrt(share(B));
    return Array.from({ length: count }, (_, k) => {
      const p = radius * Math.cos((2 * Math.PI * k) / count);
      const q = radius * Math.sin((2 * Math.PI * k) / count);
      return [slopeW + p * Math.sqrt(ww), slopeB + (p * wb) / Math.sqrt(ww) + q * Math.sqrt(bb - (wb * wb) / ww)];
    });
  }

  // The excess loss at which runs of a constant rate hover, on average: half of rate, variance and
  // share over 2 − rate, added up over both directions, which both have the eigenvalue 1.
  function floor(rate, B) {
    const { ww, bb } = covariance(BEST.w, BEST.b);
    return ((rate * (ww + bb)) / (2 - rate) / 2) * share(B);
  }

  // Random numbers in [0, 1) from a seed: mulberry32.
  function generator(seed) {
    let state = seed | 0;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  // Minibatches of B different patients, one after another: the first B places of a shuffle.
  function* minibatches(seed, B) {
    const random = generator(seed);
    const order = x.map((_, i) => i);
    while (true) {
      for (let k = 0; k < B; k++) {
        const other = k + Math.floor(random() * (n - k));
        [order[k], order[other]] = [order[other], order[k]];
      }
      yield order;
    }
  }

  function batchGradient(order, B, w, b) {
    let sumW = 0, sumB = 0;
    for (let k = 0; k < B; k++) {
      const i = order[k];
      const r = w * x[i] + b - y[i];
      sumW += r * x[i];
      sumB += r;
    }
    return [sumW / B, sumB / B];
  }

  // The gradients of some minibatches at one place.
  function cloud(seed, B, w, b, count) {
    const batches = minibatches(seed, B);
    return Array.from({ length: count }, () => batchGradient(batches.next().value, B, w, b));
  }

  // The rate of step t: constant, or decreasing like 1/t in the long run.
  const rateAt = (rate, t, decreasing) => (decreasing ? rate / (1 + t / 50) : rate);

  // All states of a run from zero.
  function run(seed, B, rate, decreasing, steps) {
    const batches = minibatches(seed, B);
    let [w, b] = [0, 0];
    const states = [{ w, b, excess: excess(w, b) }];
    for (let t = 0; t < steps; t++) {
      const [slopeW, slopeB] = batchGradient(batches.next().value, B, w, b);
      w -= rateAt(rate, t, decreasing) * slopeW;
      b -= rateAt(rate, t, decreasing) * slopeB;
      states.push({ w, b, excess: excess(w, b) });
    }
    return states;
  }

  // Who is in the first minibatches of a seed; only a test asks.
  function drawn(seed, B, count) {
    const batches = minibatches(seed, B);
    return Array.from({ length: count }, () => batches.next().value.slice(0, B));
  }

  return { BEST, n, excess, gradient, covariance, share, ellipse, floor, cloud, rateAt, run, drawn };
})();
