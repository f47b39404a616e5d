import { describe, expect, it } from 'vitest';
import { mayWriteByCookie } from './same-origin.ts';

const here = { publicUrl: 'https://crm.example.com', host: 'crm.example.com' };

describe('a write by cookie', () => {
  it.each([
    ['POST', 'https://crm.example.com', true],
    ['DELETE', 'https://crm.example.com', true],
    ['POST', 'http://crm.example.com', false],
    ['POST', 'https://crm.example.com.evil.example', false],
    ['POST', 'https://evil.example', false],
    ['POST', 'null', false],
    ['POST', undefined, false],
    ['GET', undefined, true],
  ])('%s from %s: %s', (method, origin, may) => {
    expect(mayWriteByCookie({ ...here, method, origin })).toBe(may);
  });

  it('may come by another name of the same machine, which has cookies of its own', () => {
    const local = { method: 'POST', publicUrl: 'http://127.0.0.1:7300' };
    expect(mayWriteByCookie({ ...local, host: 'localhost:7300', origin: 'http://localhost:7300' })).toBe(
      true,
    );
    expect(mayWriteByCookie({ ...local, host: '127.0.0.1:7300', origin: 'http://localhost:9999' })).toBe(
      false,
    );
  });
});
