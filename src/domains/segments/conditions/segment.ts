import { membersNowSql } from '../members-sql.ts';
import { type ConditionKind, nobody } from './condition-kind.ts';

/** Is a member of another segment now, as that one was last refreshed and has changed since. */
export const segment: ConditionKind<'segment'> = {
  kind: 'segment',
  label: { zh: '属于其他人群', en: 'In another segment' },
  // Its own conditions say whether it profiles: whoever objected is no member of it then.
  profiles: false,
  sentence(it, { segmentName }) {
    const name = segmentName(it.segment);
    return { zh: `属于人群「${name}」`, en: `is in the segment “${name}”` };
  },
  compile(it, { bound, known }) {
    const refresh = known.refreshes.get(it.segment);
    if (refresh === undefined) return nobody;
    const from = `(${membersNowSql({ segmentId: it.segment, refresh }, bound)})`;
    const part = { source: { from, where: 'customer_id != 0', person: 'customer_id' }, sql: 'toInt64(1)' };
    return { columns: { n: { fold: 'sum', parts: [part] } }, verdict: ({ n }) => `${n} > 0` };
  },
  evaluate: (it, { segments }) => ({ met: segments.has(it.segment), value: null }),
};
