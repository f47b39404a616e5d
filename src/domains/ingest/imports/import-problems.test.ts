import { expect, test } from 'vitest';
import { tooManyRejects } from './import-problems.ts';

test.each([
  [5, 1000, undefined, undefined],
  [5, 1000, 5, undefined],
  [6, 1000, 5, '5'],
  [3_000_000, 257 * 1024 * 1024, undefined, '256 MB'],
  [3_000_000, 257 * 1024 * 1024, 4_000_000, '4000000'],
])('%i rejects of %i bytes, %j allowed', (rejected, rejectBytes, most, allowed) => {
  const found = tooManyRejects({ rejected, rejectBytes }, most);
  expect(found?.code).toBe(allowed && 'too-many-rejects');
  if (allowed) expect(found?.message.en).toContain(`more than the ${allowed} allowed`);
});
