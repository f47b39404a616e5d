import fc from 'fast-check';
import createClient from 'openapi-fetch';
import { expect, test } from 'vitest';
import '../../../test/properties.ts';
import { addressOf } from './address-of.ts';

const origin = 'http://shop.test';

/** Where the library that the console asks through would go. */
async function askedAt(template: string, path: object, query: object): Promise<string> {
  let asked = '';
  const client = createClient<Record<string, { get: { responses: { 200: { content: object } } } }>>({
    baseUrl: origin,
    fetch: async ({ url }) => {
      asked = url;
      return new Response('{}', { headers: { 'content-type': 'application/json' } });
    },
  });
  await client.GET(template, { params: { path, query } } as never);
  return asked;
}

const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(undefined));

test('an address is the one the client asks at, whatever stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.stringMatching(/^[a-z0-9-]{1,12}$/),
      fc.integer({ min: 1 }),
      fc.record({ province: value, tag: value, limit: value }, { requiredKeys: [] }),
      async (shop, customer, query) => {
        const template = '/api/shops/{shop}/customers/{customer}';
        const path = { shop, customer };
        const written = addressOf(template, path, query);
        expect(new URL(written, origin).href).toBe(await askedAt(template, path, query));
      },
    ),
  );
});
