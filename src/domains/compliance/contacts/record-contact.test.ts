import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { ContactCap } from '../../../contract/consent.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { insertConsents } from '../consents/consent-store.ts';
import { type Contact, mayContact, recordContact } from '../index.ts';
import { replaceCaps } from './cap-store.ts';

let world: World;
let shopId: number;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  ({ shopId } = await world.shop());
});

const start = Date.parse('2026-01-15T04:00:00Z');
const onDay = (day: number) => new Date(start + day * 86_400_000);
const consent = (personId: number) => ({
  ...{
    personId,
    purpose: 'marketing',
    channel: 'any',
    state: 'granted' as const,
    at: onDay(-30).toISOString(),
  },
  ...{ source: 'screen', recordedBy: 'user:1' },
});
const prepare = (caps: ContactCap[], persons = [1, 2, 3]) =>
  withShop(world.platform.db, shopId, async (tx) => {
    await insertConsents(tx, shopId, persons.map(consent));
    await replaceCaps(tx, shopId, caps);
  });
const send = (idempotencyKey: string, more: Partial<Contact> = {}) =>
  withShop(world.platform.db, shopId, (tx) =>
    recordContact(tx, {
      ...{ shopId, idempotencyKey, channel: 'sms', purpose: 'marketing', actor: 'system', now: onDay(0) },
      ...{ subject: { id: 1, personIds: [1] } },
      ...more,
    }),
  );
const cap = (most: number, days = 7, channel: ContactCap['channel'] = 'any'): ContactCap => ({
  ...{ channel, purpose: 'any', days, most },
});

it('lets no more through than the cap says, however many send at once', async () => {
  await prepare([cap(3)]);
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => send(`k${n}`)));
  expect(answers.filter((it) => it.recorded)).toHaveLength(3);
  expect(answers.filter((it) => !it.recorded && it.reason === 'cap-reached')).toHaveLength(37);
});

it('counts one key once, however often and however many at once', async () => {
  await prepare([cap(2)]);
  const answers = await Promise.all(Array.from({ length: 20 }, () => send('one')));
  expect(answers.every((it) => it.recorded)).toBe(true);
  expect(answers.filter((it) => it.recorded && !it.again)).toHaveLength(1);
  expect(await send('two')).toEqual({ recorded: true, again: false });
  expect(await send('three')).toEqual({ recorded: false, reason: 'cap-reached' });
  expect(await send('one', { channel: 'wechat' })).toEqual({ recorded: false, reason: 'key-used' });
});

it('counts the contacts of all persons of a customer, those of before they were joined too', async () => {
  await prepare([cap(3)]);
  await send('a', { subject: { id: 1, personIds: [1] } });
  await send('b', { subject: { id: 2, personIds: [2] } });
  const joined = { subject: { id: 1, personIds: [1, 2, 3] } };
  const answers = await Promise.all(['c', 'd', 'e', 'f'].map((key) => send(key, joined)));
  expect(answers.filter((it) => it.recorded)).toHaveLength(1);
  const asked = await withShop(world.platform.db, shopId, (tx) =>
    mayContact(tx, {
      ...{ shopId, channel: 'sms', purpose: 'marketing', now: onDay(0) },
      subjects: [joined.subject, { id: 3, personIds: [3] }],
    }),
  );
  expect(asked.get(1)).toEqual({ allowed: false, reason: 'cap-reached' });
  expect(asked.get(3)).toEqual({ allowed: true });
});

it('asks the law before the cap', async () => {
  await prepare([cap(0)], []);
  expect(await send('a')).toEqual({ recorded: false, reason: 'no-consent' });
});

it('is what a list of all contacts ever made would say', async () => {
  const contact = fc.record({
    day: fc.nat(20),
    channel: fc.constantFrom('sms' as const, 'wechat' as const),
    purpose: fc.constantFrom('marketing' as const, 'service' as const),
  });
  const caps = fc.uniqueArray(
    fc.record<ContactCap>({
      channel: fc.constantFrom('any', 'sms'),
      purpose: fc.constantFrom('any', 'marketing'),
      days: fc.constantFrom(1, 3, 7),
      most: fc.nat(3),
    }),
    { maxLength: 3, selector: (it) => `${it.channel} ${it.purpose} ${it.days}` },
  );
  let shop = 0;
  await fc.assert(
    fc.asyncProperty(caps, fc.array(contact, { maxLength: 10 }), async (rules, contacts) => {
      ({ shopId } = await world.shop(`model-${++shop}`));
      await prepare(rules);
      const made: typeof contacts = [];
      for (const [nth, it] of [...contacts].sort((a, b) => a.day - b.day).entries()) {
        const full = rules.some(
          (rule) =>
            ['any', it.channel].includes(rule.channel) &&
            ['any', it.purpose].includes(rule.purpose) &&
            made.filter(
              (one) =>
                one.day > it.day - rule.days &&
                ['any', one.channel].includes(rule.channel) &&
                ['any', one.purpose].includes(rule.purpose),
            ).length >= rule.most,
        );
        if (!full) made.push(it);
        const { day, ...more } = it;
        expect((await send(`k${nth}`, { ...more, now: onDay(day) })).recorded).toBe(!full);
      }
    }),
    cases(15, 8),
  );
});
