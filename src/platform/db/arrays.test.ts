import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { bytesArray, plainArray, textArray } from './arrays.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const text = fc.oneof(
  fc.constantFrom('', 'NULL', 'null', '"', '\\', '{}', ',', ' a ', '\n', "'"),
  fc.string({ maxLength: 8 }).map((it) => it.replaceAll('\0', '')),
);
const row = fc.record({
  n: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  word: fc.option(text),
  bytes: fc.option(fc.uint8Array({ maxLength: 8 }).map((it) => Buffer.from(it))),
});

it('PostgreSQL reads back what was listed', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      const found = await sql<{ n: number | null; word: string | null; bytes: Buffer | null }>`
        select * from unnest(${plainArray(rows.map((it) => it.n))}::int[], ${textArray(rows.map((it) => it.word))}::text[],
          ${bytesArray(rows.map((it) => it.bytes))}::bytea[]) as r(n, word, bytes)`.execute(
        world.platform.db,
      );
      expect(found.rows).toEqual(rows);
    }),
    { numRuns: 100 },
  );
});
