/**
 * float normalQuantile(uint u): the standard normal's quantile at p = (u + 0.5) / 2^32, in single precision. Wichura 1988, algorithm AS 241,
 * routine PPND7, as random.ts has it; its far tail is never reached, since sqrt(-ln p) stays below 5 for p of 32 bits.
 * Both q = p - 0.5 and the distance from the nearer end are taken from whole numbers: no digit is lost where they are small.
 */
export const NORMAL_QUANTILE = `
  const float TWO_POW_MINUS_32 = 2.3283064365386963e-10;

  float normalQuantile(uint u) {
    float q = (float(int(u ^ 0x80000000u)) + 0.5) * TWO_POW_MINUS_32;
    if (abs(q) <= 0.425) {
      float r = 0.180625 - q * q;
      float numerator = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
      return q * numerator / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1.0);
    }
    uint distance = u < 0x80000000u ? u : ~u;
    float r = sqrt(-log((float(distance) + 0.5) * TWO_POW_MINUS_32)) - 1.6;
    float magnitude = (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) / ((0.12021132975 * r + 0.737001625) * r + 1.0);
    return q < 0.0 ? -magnitude : magnitude;
  }
`
