/* One epoch of softmax regression by minibatches: the loops that a compiler makes fast. */
#include <math.h>
#include <string.h>

#define MAX_CLASSES 64

/* X: n examples of d features, the last one 1; V: q rows of d weights; G: room for a gradient. */
void epoch(const float *X, const long *labels, const long *order, float *V, float *G,
           long n, long d, long q, long batch, float lr) {
    for (long start = 0; start < n; start += batch) {
        long size = start + batch < n ? batch : n - start;
        memset(G, 0, sizeof(float) * q * d);
        for (long i = start; i < start + size; i++) {
            const float *x = X + order[i] * d;
            float o[MAX_CLASSES], largest = -INFINITY, sum = 0;
            for (long j = 0; j < q; j++) {
                o[j] = 0;
                for (long k = 0; k < d; k++) o[j] += V[j * d + k] * x[k];
                if (o[j] > largest) largest = o[j];
            }
            for (long j = 0; j < q; j++) sum += o[j] = expf(o[j] - largest);
            for (long j = 0; j < q; j++) {
                float slope = o[j] / sum - (j == labels[order[i]]);
                for (long k = 0; k < d; k++) G[j * d + k] += slope * x[k];
            }
        }
        for (long k = 0; k < q * d; k++) V[k] -= lr / size * G[k];
    }
}
