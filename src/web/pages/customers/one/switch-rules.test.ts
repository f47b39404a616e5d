import { expect, it } from 'vitest';
import { isSwitchReady, restOf, switchesTo, whensOf } from './switch-rules.ts';

const money = (minor: number) => ({ plan_id: 7, terms: { price: { kind: 'money', minor } as const } });
const points = { plan_id: 8, terms: { price: { kind: 'points', points: 50 } as const } };
const own = { switch_credit: { minor: 900, points: 0 }, paid_in: 'money' as const };

it('at once only where something is left to pay, in what the period was paid in', () => {
  expect(whensOf(money(2500), own)).toEqual(['now', 'renewal']);
  expect(whensOf(money(900), own), 'more is left than it costs').toEqual(['renewal']);
  expect(whensOf(points, own), 'money is no credit for points').toEqual(['renewal']);
  expect(whensOf(money(2500), { ...own, switch_credit: null })).toEqual(['renewal']);
});

it('what is told is the rest, with the number of its payment; nothing with the renewal', () => {
  const change = { planId: 7, when: 'now', payment: ' 42 ' } as const;
  expect(restOf(money(2500), own)).toEqual({ minor: 1600, points: 0 });
  expect(switchesTo(change, money(2500), own)).toEqual({
    ...{ plan_id: 7, when: 'now', payment: { ref: '42', minor: 1600 } },
  });
  expect(isSwitchReady({ ...change, payment: ' ' }, money(2500))).toBe(false);
  expect(switchesTo({ ...change, when: 'renewal' }, money(2500), own).payment).toBeNull();
  expect(isSwitchReady({ ...change, when: 'renewal', payment: '' }, money(2500))).toBe(true);
});
