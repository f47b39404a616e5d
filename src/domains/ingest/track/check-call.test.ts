import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventIssue } from '../events/event-rules.ts';
import { checkCall } from './check-call.ts';
import { MOST_EVENT_BYTES } from './track-problems.ts';

const now = new Date('2026-01-10T00:00:00Z');
const setting = { receivedAt: now, currency: 'CNY', source: 'site', mayBeLarge: true };
const at = '2026-01-09T00:00:00.000Z';

/** Characters that JSON writes in one to six bytes. */
const unit = fc.constantFrom('a', '"', '\\', '\n', '\u0001', 'é', '中', '\u{1F600}', '\ud800');

/** A text whose JSON is of about so many units, so that both sides of a bound are met. */
const around = (most: number, cost: number) =>
  fc.tuple(unit, fc.integer({ min: -40, max: 40 })).map(([it, off]) => {
    const size = cost === 1 ? JSON.stringify(it).length - 2 : Buffer.byteLength(JSON.stringify(it)) - 2;
    return it.repeat(Math.max(0, Math.floor((most + off) / size)));
  });

it('a call is too large exactly where its JSON is, whatever its characters cost', () => {
  const call = (text: string) => ({
    ...{ type: 'track', event: 'Seen', userId: 'u', messageId: 'm', timestamp: at },
    context: { text, numbers: [1.5, -1e300, null, true, { deep: [text.slice(0, 3)] }] },
  });
  const spare = MOST_EVENT_BYTES - Buffer.byteLength(JSON.stringify(call('')));
  const holds = fc.property(around(spare, 2), (text) => {
    const checked = checkCall(call(text), setting);
    const isTooLarge = 'issues' in checked && checked.issues.some(({ code }) => code === 'too-large');
    expect(isTooLarge).toBe(Buffer.byteLength(JSON.stringify(call(text))) > MOST_EVENT_BYTES);
  });
  fc.assert(holds, { numRuns: 150 });
});

it('properties are too long exactly where their JSON is', () => {
  const most = 16_384;
  const holds = fc.property(around(most - 20, 1), fc.double(), (text, number) => {
    const properties = { text, number: Number.isFinite(number) ? number : 0, is: true };
    const event = {
      kind: 'event',
      channel: 'web',
      identities: [],
      name: 'Seen',
      messageId: 'm',
      at,
    } as const;
    const issue = eventIssue({ ...event, properties }, now);
    expect(issue?.field).toBe(JSON.stringify(properties).length > most ? 'properties' : undefined);
  });
  fc.assert(holds, { numRuns: 150 });
});
