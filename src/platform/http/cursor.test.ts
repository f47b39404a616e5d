import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCursor, writeCursor } from './cursor.ts';

const secretsOf = (current: string, former: string[] = []) => ({
  secrets: () => ({ current, coming: [], former }),
});
const platform = secretsOf('mine');
const place = { platform, shopId: 1, list: 'orders newest' };
const positions = fc.array(fc.oneof(fc.string({ maxLength: 20 }), fc.maxSafeInteger()), { maxLength: 4 });

test('a cursor gives back the position it was made of', () => {
  fc.assert(
    fc.property(positions, (position) => {
      expect(readCursor(place, writeCursor(place, position))).toEqual({ ok: true, value: position });
    }),
  );
  expect(readCursor(place, undefined)).toEqual({ ok: true, value: undefined });
});

test('of another shop, another list, another installation or another hand it opens nothing', () => {
  const cursor = writeCursor(place, [5, 'x']);
  const elsewhere = [
    { ...place, shopId: 2 },
    { ...place, list: 'orders oldest' },
    { ...place, platform: secretsOf('other') },
  ];
  for (const other of elsewhere) expect(readCursor(other, cursor).ok).toBe(false);
  // A page that was begun before the master key changed goes on.
  expect(readCursor({ ...place, platform: secretsOf('other', ['mine']) }, cursor).ok).toBe(true);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readCursor(place, text)).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
    }),
  );
  const [body = '', signature = ''] = cursor.split('.');
  const forged = `${Buffer.from('[6,"x"]').toString('base64url')}.${signature}`;
  for (const bad of [forged, body, `${body}.`, `${cursor}a`, `.${signature}`])
    expect(readCursor(place, bad).ok).toBe(false);
});
