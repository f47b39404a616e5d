import { expect, it } from 'vitest';
import { addDeed, addRung, changeDeed, changeRung, removeDeed, removeRung } from './draft-rules.ts';
import type { Rules } from './paths.ts';

const rung = (code: string, from: number) => ({
  ...{ code, name: { zh: code, en: code }, color: '#000000', icon: 'user' as const, from },
});
const rules: Rules = {
  ladder: [rung('a', 0), rung('tier-1', 10)],
  measure: 'growth',
  growth: {
    spend: { points: 1, per_minor: 100, most_per_day: null },
    ...{ orders: { points: 0, most_per_day: null }, tenure: { points: 0 } },
    deeds: [{ event: 'Product Shared', points: 1, most_per_day: null }],
  },
  ...{ period: 'for-life', downgrade: 'none', notice_days: 0, grace_days: 0 },
};

it('a tier is added above the highest under a free code, changed and taken away; the rest stays', () => {
  const more = addRung(rules);
  expect(more.ladder[2]).toMatchObject({ code: 'tier-2', from: 20 });
  expect(removeRung(more, 2)).toEqual(rules);
  expect(changeRung(rules, 1, { from: 7 }).ladder.map(({ from }) => from)).toEqual([0, 7]);
});

it('a deed is added, changed and taken away', () => {
  const more = addDeed(rules, 'Product Liked');
  expect(changeDeed(more, 1, { points: 9 }).growth.deeds.map(({ points }) => points)).toEqual([1, 9]);
  expect(removeDeed(more, 1)).toEqual(rules);
});
