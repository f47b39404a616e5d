import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Text } from '../../../platform/errors.ts';
import { inShop } from '../../analytics/index.ts';
import { compare, compareSql, opWords } from '../comparison-rules.ts';
import type { ConditionKind } from './condition-kind.ts';

type Role = ConditionOf<'tie'>['role'];

/** In how many social ties somebody had a part: group buys, shares, referrals, each once. Ties have no time. */
export const tie: ConditionKind<'tie'> = {
  kind: 'tie',
  label: { zh: '社交关系', en: 'Social ties' },
  profiles: true,
  sentence: (it) => ({
    zh: `${roles[it.role].zh}的次数${opWords[it.op].zh} ${it.value}`,
    en: `${roles[it.role].en} ${opWords[it.op].en} ${it.value} times`,
  }),
  compile(it, { bound }) {
    const narrow = `tie_role = ${bound.bind(it.role, 'String')}`;
    const part = {
      source: { from: 'ties', where: `${inShop} AND person_id != 0` },
      ...{ narrow, sql: `groupUniqArrayIf(sipHash64(tie_no), ${narrow})` },
    };
    const other = bound.bind(it.value, 'Float64');
    return {
      columns: { ties: { fold: 'set', parts: [part] } },
      verdict: ({ ties }) => compareSql(`length(${ties})`, it.op, other),
    };
  },
  evaluate(it, { ties }) {
    const value = new Set(ties.filter(({ role }) => role === it.role).map(({ tieNo }) => tieNo)).size;
    return { met: compare(value, it.op, it.value), value };
  },
};

const roles: Readonly<Record<Role, Text>> = {
  leader: { zh: '发起拼团', en: 'led a group buy' },
  member: { zh: '参加拼团', en: 'joined a group buy' },
  sharer: { zh: '分享带来成交', en: 'shared what somebody bought' },
  receiver: { zh: '经他人分享购买', en: 'bought what somebody shared' },
  referrer: { zh: '推荐新客', en: 'referred somebody' },
  referred: { zh: '经他人推荐而来', en: 'was referred' },
};
