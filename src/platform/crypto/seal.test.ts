import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from './keyring.ts';
import { blindIndexWith, openWith, SealError, sealVersionOf, sealWith } from './seal.ts';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((it) => Buffer.from(it));
const version = fc.integer({ min: 1, max: 0xffffffff });
const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const place: fc.Arbitrary<Place> = fc.record({
  shopId: fc.integer({ min: 1, max: 5 }),
  table: fc.constantFrom('customers.traits', 'customers.notes', 'orders.orders'),
  column: fc.constantFrom('value_sealed', 'body_sealed'),
  rowId: fc.oneof(fc.integer({ min: 1, max: 9 }).map(String), fc.string({ maxLength: 8 })),
});

describe('sealing', () => {
  it('opens to the same text in the same place', () => {
    fc.assert(
      fc.property(bytes, version, place, text, (key, v, where, plain) => {
        const sealed = sealWith({ bytes: key, version: v }, where, plain);
        expect(sealVersionOf(sealed)).toBe(v);
        expect(openWith(key, where, sealed)).toBe(plain);
      }),
    );
  });

  it('never opens in another place', () => {
    fc.assert(
      fc.property(bytes, place, place, text, (key, here, there, plain) => {
        fc.pre(JSON.stringify(Object.values(here)) !== JSON.stringify(Object.values(there)));
        const sealed = sealWith({ bytes: key, version: 1 }, here, plain);
        expect(() => openWith(key, there, sealed)).toThrow(SealError);
      }),
    );
  });

  it('never opens with another key', () => {
    fc.assert(
      fc.property(bytes, bytes, place, text, (key, other, where, plain) => {
        fc.pre(!key.equals(other));
        const sealed = sealWith({ bytes: key, version: 1 }, where, plain);
        expect(() => openWith(other, where, sealed)).toThrow(SealError);
      }),
    );
  });

  it('notices every single flipped bit', () => {
    const key = Buffer.alloc(32, 7);
    const where = { shopId: 1, table: 't', column: 'c', rowId: '1' };
    const sealed = sealWith({ bytes: key, version: 1 }, where, '王小明');
    const openAny = (it: Buffer) => {
      if (sealVersionOf(it) !== 1) throw new SealError('version');
      return openWith(key, where, it);
    };
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const bent = Buffer.from(sealed);
      bent[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => openAny(bent), `bit ${bit}`).toThrow(SealError);
    }
    expect(openAny(sealed)).toBe('王小明');
  });

  it('refuses cut and foreign bytes', () => {
    const sealed = sealWith(
      { bytes: Buffer.alloc(32), version: 1 },
      { shopId: 1, table: 't', column: 'c', rowId: '1' },
      '',
    );
    for (let length = 0; length < sealed.length; length++) {
      expect(() => sealVersionOf(sealed.subarray(0, length))).toThrow(SealError);
    }
  });

  it('seals the same text differently every time', () => {
    const where = { shopId: 1, table: 't', column: 'c', rowId: '1' };
    const key = { bytes: Buffer.alloc(32, 1), version: 1 };
    expect(sealWith(key, where, 'x').equals(sealWith(key, where, 'x'))).toBe(false);
  });

  it('does not repeat the value in its error', () => {
    const where = { shopId: 1, table: 't', column: 'c', rowId: 'row-4711' };
    const sealed = sealWith({ bytes: Buffer.alloc(32, 1), version: 1 }, where, 'marked-value');
    try {
      openWith(Buffer.alloc(32, 2), where, sealed);
      expect.unreachable();
    } catch (error) {
      expect(String((error as Error).stack)).not.toMatch(/marked-value|row-4711/);
    }
  });
});

describe('blind index', () => {
  it('is equal exactly when kind and value are, under one key', () => {
    fc.assert(
      fc.property(bytes, text, text, text, text, (key, kind, value, otherKind, other) => {
        const clean = (it: string) => it.replaceAll('\0', '');
        const one = blindIndexWith(key, clean(kind), value);
        const two = blindIndexWith(key, clean(otherKind), other);
        expect(one.equals(two)).toBe(clean(kind) === clean(otherKind) && value === other);
        expect(one).toHaveLength(16);
        expect(one).toEqual(blindIndexWith(key, clean(kind), value));
      }),
    );
  });

  it('differs between keys', () => {
    fc.assert(
      fc.property(bytes, bytes, text, (key, other, value) => {
        fc.pre(!key.equals(other));
        expect(blindIndexWith(key, 'phone', value).equals(blindIndexWith(other, 'phone', value))).toBe(false);
      }),
    );
  });
});
