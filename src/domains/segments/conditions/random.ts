import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Issue } from '../../../platform/errors.ts';
import { placeOf, placeSql } from '../../compliance/index.ts';
import type { ConditionKind } from './condition-kind.ts';

type Random = ConditionOf<'random'>;

/** A stable share of customers by a hash of salt and number: from `from` per cent up to, but without, `to` per cent. */
export const random: ConditionKind<'random'> = {
  kind: 'random',
  label: { zh: '随机抽样', en: 'Random share' },
  profiles: false,
  sentence: ({ from, to, salt }) => ({
    zh: `随机抽样「${salt}」的 ${from}% 至 ${to}%`,
    en: `in the random share “${salt}” from ${from} % to ${to} %`,
  }),
  issues: turnedShare,
  compile(it, { bound }) {
    const salt = bound.bind(it.salt, 'String');
    const { from, to } = boundsOf(it);
    const place = placeSql(salt, 'customer_id');
    return { columns: {}, verdict: () => `(${place} >= ${from} AND ${place} < ${to})` };
  },
  evaluate(it, { customerId }) {
    const { from, to } = boundsOf(it);
    const place = placeOf(it.salt, customerId);
    return { met: place >= from && place < to, value: (place / 2 ** 32) * 100 };
  },
};

const boundsOf = ({ from, to }: Random) => ({
  from: Math.floor((from * 2 ** 32) / 100),
  to: Math.floor((to * 2 ** 32) / 100),
});

/** A share that ends before it begins. */
export function turnedShare({ from, to }: Pick<Random, 'from' | 'to'>): Issue[] {
  const message = { zh: '起点须小于终点', en: 'must begin before it ends' };
  return from < to ? [] : [{ code: 'no-share', field: 'to', message }];
}
