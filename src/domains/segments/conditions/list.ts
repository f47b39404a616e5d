import { inShop } from '../../analytics/index.ts';
import type { ConditionKind } from './condition-kind.ts';

/** Stands on a list that somebody uploaded, by any of their persons. */
export const list: ConditionKind<'list'> = {
  kind: 'list',
  label: { zh: '上传名单', en: 'Uploaded list' },
  profiles: false,
  sentence(it, { listName }) {
    const name = listName(it.list);
    return { zh: `在名单「${name}」上`, en: `is on the list “${name}”` };
  },
  compile(it, { bound }) {
    const narrow = `list_id = ${bound.bind(it.list, 'UInt32')}`;
    const part = {
      source: { from: 'list_persons', where: inShop },
      narrow,
      sql: `toInt64(countIf(${narrow}))`,
    };
    return { columns: { n: { fold: 'sum', parts: [part] } }, verdict: ({ n }) => `${n} > 0` };
  },
  evaluate: (it, { lists }) => ({ met: lists.has(it.list), value: null }),
};
