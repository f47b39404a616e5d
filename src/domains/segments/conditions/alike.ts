import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import { inShop } from '../../analytics/index.ts';
import type { ConditionKind, Standpoint } from './condition-kind.ts';

type Alike = ConditionOf<'alike'>;

/**
 * Is among those whose interests lie nearest to the members of another segment, and not one of them (decision 0125). Who that is
 * takes everybody's interests, so it is settled once a shop day, or when that segment is counted anew.
 */
export const alike: ConditionKind<'alike'> = {
  kind: 'alike',
  label: { zh: '相似人群', en: 'Look-alikes' },
  profiles: true,
  sentence({ segment, most }, { segmentName }) {
    const name = segmentName(segment);
    return {
      zh: `与人群「${name}」最相似的 ${most} 人之一`,
      en: `one of the ${most} most like the segment “${name}”`,
    };
  },
  compile(it, writing) {
    const ids = writing.bound.bind(alikesOf(it, writing), 'Array(UInt32)');
    // Numbers of customers as they were joined when it was settled: whoever was merged since counts by any.
    const part = { source: { from: 'persons', where: inShop }, sql: `toInt64(countIf(person_id IN ${ids}))` };
    return { columns: { n: { fold: 'sum', parts: [part] } }, verdict: ({ n }) => `${n} > 0` };
  },
  evaluate(it, { persons }, standpoint) {
    const ids = new Set(alikesOf(it, standpoint));
    return { met: persons.some(({ personId }) => ids.has(personId)), value: null };
  },
};

export const alikeKey = ({ segment, most }: Alike): string => `${segment} ${most}`;

function alikesOf(it: Alike, { known }: Standpoint): readonly number[] {
  const found = known.alikes.get(alikeKey(it));
  if (found === undefined) throw new Error('Look-alikes were not looked up before a condition on them');
  return found;
}
