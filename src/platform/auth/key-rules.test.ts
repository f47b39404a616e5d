import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, keyInHeader, kindOf, makeKey } from './key-rules.ts';

describe('a key', () => {
  it('is 256 random bits behind its kind, and only its hash and first characters are kept', () => {
    const made = makeKey('api');
    expect(made.key).toMatch(/^sak_[A-Za-z0-9_-]{43}$/);
    expect(made.prefix).toBe(made.key.slice(0, 10));
    expect(made.hash).toEqual(hashOf(made.key));
    expect(makeKey('write').key).toMatch(/^swk_/);
  });

  it('is never made twice', () => {
    const keys = Array.from({ length: 1000 }, () => makeKey('write').key);
    expect(new Set(keys).size).toBe(1000);
  });

  it('is told from other text before the database is asked', () => {
    expect(kindOf(makeKey('api').key)).toBe('api');
    expect(kindOf(makeKey('write').key)).toBe('write');
    fc.assert(fc.property(fc.string(), (text) => kindOf(text) === undefined));
    expect(kindOf(`${makeKey('api').key}x`)).toBeUndefined();
  });

  it('comes as a bearer token, or as the user name of basic authentication', () => {
    const { key } = makeKey('write');
    expect(keyInHeader(`Bearer ${key}`)).toBe(key);
    expect(keyInHeader(`bearer ${key}`)).toBe(key);
    expect(keyInHeader(`Basic ${Buffer.from(`${key}:`).toString('base64')}`)).toBe(key);
    expect(keyInHeader(`Digest ${key}`)).toBeUndefined();
    expect(keyInHeader(undefined)).toBeUndefined();
  });
});
