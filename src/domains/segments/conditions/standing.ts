import type { ConditionOf } from '../../../contract/segment-conditions.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import { inShop, standingLabels } from '../../analytics/index.ts';
import { customerOf } from '../../customers/index.ts';
import type { ConditionKind } from './condition-kind.ts';

type Standing = ConditionOf<'standing'>;

/** Quadrant, stage or RFM group, as the shop's people were last counted (every page shows the same). They move by what others buy, so they follow that count. */
export const standing: ConditionKind<'standing'> = {
  kind: 'standing',
  label: { zh: '客户分层', en: 'Standing' },
  profiles: true,
  sentence(it) {
    const labels = it.values.map((code) => standingLabels(it.of).get(code) ?? { zh: code, en: code });
    return {
      zh: `${names[it.of].zh}为${labels.map(({ zh }) => zh).join('、')}`,
      en: `${names[it.of].en} is ${labels.map(({ en }) => en).join(' or ')}`,
    };
  },
  issues,
  compile(it, { bound, known }) {
    if (known.build === undefined)
      throw new Error('The people of a shop were not counted before a condition on them');
    const { slot, build } = known.build;
    const where = `${inShop} AND slot = ${bound.bind(slot, 'UInt8')} AND build = ${bound.bind(build, 'UInt64')} AND ${customerOf('customer_id')} = customer_id`;
    const part = { source: { from: 'people', where, person: 'customer_id' }, sql: `max(toString(${it.of}))` };
    return {
      columns: { word: { fold: 'text', parts: [part] } },
      verdict: ({ word }) => `has(${bound.bind(it.values, 'Array(String)')}, ${word})`,
    };
  },
  evaluate(it, { standing: own }) {
    const value = own?.[it.of] ?? '';
    return { met: it.values.includes(value), value: value === '' ? null : value };
  },
};

const names: Readonly<Record<Standing['of'], Text>> = {
  quadrant: { zh: '频次金额四象限', en: 'quadrant' },
  stage: { zh: '生命周期阶段', en: 'lifecycle stage' },
  rfm_group: { zh: 'RFM 分群', en: 'RFM group' },
};

function issues(it: Standing): Issue[] {
  const codes = [...standingLabels(it.of).keys()];
  const unknown = it.values.filter((code) => !codes.includes(code));
  if (unknown.length === 0) return [];
  const list = codes.join(', ');
  const message = {
    zh: `没有这个分层。可用：${list}`,
    en: `There is no such standing. There are: ${list}`,
  };
  return [{ code: 'no-such-standing', field: 'values', message }];
}
