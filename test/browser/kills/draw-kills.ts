import fc from 'fast-check';

type Victim = 'server' | 'postgres' | 'both';

export interface Kill {
  readonly victim: Victim;
  /** Once so many requests more were answered, */
  readonly after: number;
  /** and so many milliseconds after the next one went out: a flush takes some 40. */
  readonly ms: number;
}

const moment = fc.record({ after: fc.integer({ min: 1, max: 8 }), ms: fc.integer({ min: 0, max: 50 }) });

/** So many kills, the three kinds by turns in a random order, at random moments: the same for the same seed. */
export function drawKills(count: number, seed: number): readonly Kill[] {
  const kinds = ['server', 'postgres', 'both'] as const;
  const victims: Victim[] = Array.from({ length: count }, (_, n) => kinds[n % kinds.length]!);
  const exactly = { minLength: count, maxLength: count };
  const drawing = fc.tuple(fc.shuffledSubarray(victims, exactly), fc.array(moment, exactly));
  const [drawn] = fc.sample(drawing, { seed, numRuns: 1 });
  return drawn![0].map((victim, n) => ({ victim, ...drawn![1][n]! }));
}
