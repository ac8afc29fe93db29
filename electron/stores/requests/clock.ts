/** The clock of this machine, which counts milliseconds, in nanoseconds since 1970. */
export const systemClock = (): bigint => BigInt(Date.now()) * 1_000_000n;
