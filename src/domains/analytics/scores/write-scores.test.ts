import { expect, it } from 'vitest';
import { type ScoreRow, writeScores } from './write-scores.ts';

const rows = (count: number): ScoreRow[] =>
  Array.from({ length: count }, (_, n) => ({ code: 'alive', customerId: n + 1, value: 0.123456 }));

const writing = { shopId: 1, runId: 1, asOf: '2025-01-01', model: 'value', version: 1 };

it('every row is stored once, in pieces', async () => {
  const pieces: string[] = [];
  const clickhouse = {
    insert: async (_: string, it: { lines: Uint8Array }) => {
      pieces.push(Buffer.from(it.lines).toString());
    },
  } as never;
  async function* batches() {
    for (let n = 0; n < 4; n += 1) yield rows(60_000);
  }
  expect(await writeScores({ ...writing, clickhouse }, batches())).toBe(240_000);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join('').split('\n')).toHaveLength(240_001);
  expect(pieces[0]!.split('\n')[0]).toBe('1\talive\t2025-01-01\t1\t1\t0.123456\t\\N\t\\N\tvalue\t1');
});

it('a run that breaks off ends when nothing of it is on its way any more', async () => {
  const told: string[] = [];
  const clickhouse = {
    insert: async () => {
      // More turns than the rest of the rows takes.
      for (let n = 0; n < 500; n += 1) await new Promise((resolve) => setImmediate(resolve));
      told.push('stored');
    },
  } as never;
  async function* batches() {
    yield rows(240_000);
    throw new Error('called off');
  }
  await writeScores({ ...writing, clickhouse }, batches()).catch(() => told.push('ended'));
  expect(told.at(-1)).toBe('ended');
  expect(told).toContain('stored');
});
