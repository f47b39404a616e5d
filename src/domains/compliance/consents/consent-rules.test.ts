import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PersonStanding, refusalOf, type Said, stateOn } from './consent-rules.ts';

const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'].map((it) => `${it}T00:00:00Z`);
const said = fc.record<Said>({
  purpose: fc.constantFrom('marketing', 'profiling', 'personalised-recommendation', 'service'),
  channel: fc.constantFrom('any', 'sms', 'wechat'),
  state: fc.constantFrom('granted', 'withdrawn'),
  at: fc.constantFrom(...days),
  guardian: fc.boolean(),
});
const person = fc.record<PersonStanding>({
  personId: fc.nat(),
  minor: fc.constantFrom(true, false, null),
  restricted: fc.boolean(),
  erased: fc.boolean(),
  said: fc.array(said, { maxLength: 6 }),
});

/** The slow, obvious model: tell the statements one after the other, withdrawals last within an instant. */
function told(all: readonly Said[], purpose: string, channel: string) {
  const order = [...all].sort(
    (a, b) =>
      Date.parse(a.at) - Date.parse(b.at) ||
      (a.state === 'granted' ? -1 : 1) - (b.state === 'granted' ? -1 : 1),
  );
  let [own, any] = [null, null] as (Said['state'] | null)[];
  let coveredByAny = false;
  for (const it of order.filter((one) => one.purpose === purpose)) {
    if (it.channel === 'any') {
      any = it.state;
      coveredByAny = it.state === 'withdrawn';
    } else if (it.channel === channel) {
      own = it.state;
      // Of one instant a withdrawal of everything is not lifted by a grant told in the same breath.
      const sameBreath = order.some(
        (one) =>
          one.purpose === purpose && one.channel === 'any' && one.state === 'withdrawn' && one.at === it.at,
      );
      if (it.state === 'granted' && !sameBreath) coveredByAny = false;
    }
  }
  if (own === 'withdrawn') return 'withdrawn';
  if (any === 'withdrawn' && (own === null || coveredByAny)) return 'withdrawn';
  return own ?? any;
}

describe('what stands of what was said', () => {
  it('is what the statements come to, told one after the other, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 8 }), fc.nat(), (all, turn) => {
        const shuffled = [
          ...all.slice(turn % (all.length + 1)),
          ...all.slice(0, turn % (all.length + 1)),
        ].reverse();
        for (const channel of ['sms', 'wechat', 'any']) {
          expect(stateOn(shuffled, 'marketing', channel)).toBe(stateOn(all, 'marketing', channel));
          expect(stateOn(all, 'marketing', channel)).toBe(told(all, 'marketing', channel));
        }
      }),
    );
  });

  const one = (state: Said['state'], channel: string, at: string, more: Partial<Said> = {}): Said => ({
    ...{ purpose: 'marketing', channel, state, at, guardian: false },
    ...more,
  });
  const [first, second, third] = days as [string, string, string];

  it.each<[string, Said[], string, Said['state'] | null]>([
    ['nothing', [], 'sms', null],
    ['a grant of everything', [one('granted', 'any', first)], 'sms', 'granted'],
    [
      'a channel that was withdrawn by name',
      [one('withdrawn', 'sms', first), one('granted', 'any', second)],
      'sms',
      'withdrawn',
    ],
    [
      'a withdrawal of everything',
      [one('granted', 'sms', first), one('withdrawn', 'any', second)],
      'sms',
      'withdrawn',
    ],
    [
      'a channel granted anew',
      [one('withdrawn', 'any', second), one('granted', 'sms', third)],
      'sms',
      'granted',
    ],
    [
      'both at one instant',
      [one('withdrawn', 'sms', first), one('granted', 'sms', first)],
      'sms',
      'withdrawn',
    ],
    ['another channel', [one('granted', 'sms', first)], 'wechat', null],
  ])('%s', (_, all, channel, state) => expect(stateOn(all, 'marketing', channel)).toBe(state));
});

describe('the strictest of several persons', () => {
  const free = { minor: null, restricted: false, erased: false };
  const granted: Said = {
    purpose: 'marketing',
    channel: 'any',
    state: 'granted',
    at: days[2]!,
    guardian: false,
  };
  const ask = (...persons: Partial<PersonStanding>[]) =>
    refusalOf(
      persons.map((it, n) => ({ personId: n + 1, ...free, said: [], ...it })),
      'marketing',
      'sms',
    );

  it('wins', () => {
    expect(ask({ said: [granted] }, {})).toBeUndefined();
    expect(ask({ said: [granted] }, { said: [{ ...granted, state: 'withdrawn', at: days[0]! }] })).toBe(
      'withdrawn',
    );
    expect(ask({}, {})).toBe('no-consent');
    expect(ask({ said: [granted] }, { restricted: true })).toBe('restricted');
    expect(ask({ said: [granted] }, { erased: true, restricted: true })).toBe('erased');
    expect(ask({ said: [granted] }, { minor: true })).toBe('minor-without-guardian');
    expect(ask({ said: [{ ...granted, guardian: true }] }, { minor: true })).toBeUndefined();
  });

  it('never allows what one of them alone would be refused for a withdrawal, a restriction or their age', () => {
    const purposes = ['marketing', 'profiling', 'personalised-recommendation', 'service'] as const;
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...purposes),
        fc.constantFrom('sms', 'any'),
        (persons, purpose, channel) => {
          const alone = persons.map((it) => refusalOf([it], purpose, channel));
          const together = refusalOf(persons, purpose, channel);
          const hard = alone.some((it) => it === 'erased' || it === 'restricted' || it === 'withdrawn');
          if (hard) expect(together).toBeDefined();
          if (alone.every((it) => it === undefined)) expect(together).toBeUndefined();
        },
      ),
    );
  });
});

it('an objection to profiles is one to recommendations, not the other way round', () => {
  const objecting = (purpose: string): PersonStanding => ({
    ...{ personId: 1, minor: false, restricted: false, erased: false },
    said: [{ purpose, channel: 'any', state: 'withdrawn', at: days[0]!, guardian: false }],
  });
  expect(refusalOf([objecting('profiling')], 'personalised-recommendation', 'any')).toBe('withdrawn');
  expect(refusalOf([objecting('personalised-recommendation')], 'profiling', 'any')).toBeUndefined();
});
