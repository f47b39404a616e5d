import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { poisonBytes } from './poison-values.ts';
import { poisoned } from './schema-values.ts';

const at = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '-000001-01-01T00:00:00Z',
  'soon',
  '1e999',
);

/** A call of each kind, as a stock client sends it. */
const call = fc
  .tuple(fc.constantFrom('track', 'identify', 'page', 'screen', 'group', 'alias'), fc.uuid(), at)
  .map(([type, messageId, timestamp]) => ({
    ...{
      type,
      messageId,
      timestamp,
      sentAt: timestamp,
      userId: 'ann',
      anonymousId: 'a-1',
      event: 'Order Completed',
    },
    properties: {
      ...{
        order_id: messageId,
        currency: 'CNY',
        total: 12.5,
        revenue: 12.5,
        url: 'https://shop.example/?q=1',
      },
      products: [{ product_id: 'p1', name: 'Tea', price: 12.5, quantity: 1 }],
    },
    traits: { email: 'ann@example.com', phone: '13800138000', city: '杭州' },
    context: { page: { url: 'https://shop.example/' }, ip: '203.0.113.9', campaign: { source: 'x' } },
  }));

const good = (n: number) => ({ type: 'track', event: 'Good', userId: 'ann', messageId: `good-${n}` });

/** Batches of one poisoned call or more between two that nothing is wrong with. */
export const poisonBatches: fc.Arbitrary<readonly unknown[]> = fc
  .array(call.chain(poisoned), { minLength: 1, maxLength: 4 })
  .map((bad) => [good(0), ...bad, good(1)]);

/** Bodies of the tracking door: whole, with one part poisoned, or no JSON at all; packed or not, or said to be. */
export const poisonCalls: fc.Arbitrary<{ headers: Record<string, string>; body: Buffer }> = fc
  .tuple(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.array(call.chain(poisoned), { maxLength: 4 }).map((batch) => pack({ batch })),
      },
      { weight: 2, arbitrary: call.chain(poisoned).map(pack) },
      { weight: 1, arbitrary: poisonBytes },
      { weight: 1, arbitrary: fc.constant(Buffer.alloc(5_000_000)) },
    ),
    fc.constantFrom('plain', 'gzip', 'lie', 'nonsense'),
  )
  .map(([body, packing]) => ({
    headers: {
      'content-type': 'text/plain',
      ...(packing === 'plain' ? {} : { 'content-encoding': packing === 'nonsense' ? 'deflate, x' : 'gzip' }),
    },
    body: packing === 'gzip' ? gzipSync(body) : body,
  }));

function pack(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? '');
}
