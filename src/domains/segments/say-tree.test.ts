import { expect, it } from 'vitest';
import { type Condition, conditionKinds, type Tree } from '../../contract/segment-conditions.ts';
import type { Wording } from './conditions/condition-kind.ts';
import { sayTree } from './say-tree.ts';

/** Each kind as it reads aloud in both languages. */

const words: Wording = {
  ...{ currency: 'CNY', segmentName: () => '回头客', listName: () => '展会客户' },
  planName: () => ({ zh: '月卡', en: 'Monthly' }),
  ...{ eventLabel: (name) => ({ zh: name, en: name }), traitLabel: (name) => ({ zh: name, en: name }) },
};

const said: readonly (readonly [Condition, string, string])[] = [
  [
    {
      kind: 'event',
      event: 'Product Added[category=家居][amount>=1990]',
      measure: 'times',
      op: '>=',
      value: 2,
      window: '7d',
    },
    '近 7 天「Product Added (类目 = 家居, 金额 ≥ 19.9 CNY)」次数不少于 2 次',
    'did “Product Added (Category = 家居, Amount ≥ 19.9 CNY)” at least 2 times in the last 7 days',
  ],
  [
    { kind: 'sequence', steps: 'Product Added,Order Completed', within: '24h', end: 'did-not', window: '7d' },
    '近 7 天「Product Added」后 24 小时内没有「Order Completed」',
    'did “Product Added” and not “Order Completed” within 24 hours of it, in the last 7 days',
  ],
  [
    { kind: 'orders', measure: 'net', op: '>=', value: 100000, window: '365d' },
    '近 365 天净消费额不少于 1000 CNY',
    'net sales at least 1000 CNY, in the last 365 days',
  ],
  [
    { kind: 'trait', trait: 'city', op: '=', values: ['上海', '杭州'] },
    'city是以下之一：上海、杭州',
    'city is one of 上海 or 杭州',
  ],
  [{ kind: 'tag', tag: 'VIP' }, '有标签「VIP」', 'has the tag “VIP”'],
  [{ kind: 'seen', what: 'first', window: 'this-month' }, '首次出现于本月', 'first seen this month'],
  [
    { kind: 'standing', of: 'quadrant', values: ['often-much'] },
    '频次金额四象限为高频高额',
    'quadrant is often, much',
  ],
  [{ kind: 'score', score: 'alive', to: 0.3 }, '仍会回来的概率不高于 0.3', 'P(alive) at most 0.3'],
  [
    { kind: 'band', score: 'lifetime-value', from: 90, to: 100 },
    '生命周期价值排名前 10%',
    'in the top 10 % by Lifetime value',
  ],
  [
    { kind: 'points', within: 'ever', op: '>=', value: 100 },
    '可用积分不少于 100',
    'points to spend at least 100',
  ],
  [
    { kind: 'points', within: '30d', op: '>', value: 0 },
    '30 天内到期的积分多于 0',
    'points that expire within 30 days more than 0',
  ],
  [{ kind: 'plus', is: 'member', within: 'ever' }, '现为 PLUS 会员', 'has PLUS now'],
  [
    { kind: 'plus', is: 'trial', plan: 2, within: '3d' },
    '正在试用 PLUS（月卡），3 天内到期',
    'is trying PLUS (Monthly), which ends within 3 days',
  ],
  [{ kind: 'plus', is: 'ever', within: 'ever' }, '曾是或现为 PLUS 会员', 'has or had PLUS'],
  [
    { kind: 'tie', role: 'leader', op: '>=', value: 2 },
    '发起拼团的次数不少于 2',
    'led a group buy at least 2 times',
  ],
  [{ kind: 'birthday', when: 'this-month' }, '本月过生日', 'has a birthday this month'],
  [
    { kind: 'anniversary', of: 'first-order', when: 'this-month' },
    '本月是首单周年',
    'the first order has an anniversary this month',
  ],
  [
    { kind: 'consent', consent: 'marketing:sms:granted' },
    '对营销推广（短信）已同意',
    'consented to marketing messages (SMS)',
  ],
  [{ kind: 'segment', segment: 3 }, '属于人群「回头客」', 'is in the segment “回头客”'],
  [
    { kind: 'alike', segment: 3, most: 1000 },
    '与人群「回头客」最相似的 1000 人之一',
    'one of the 1000 most like the segment “回头客”',
  ],
  [{ kind: 'list', list: 2 }, '在名单「展会客户」上', 'is on the list “展会客户”'],
  [
    { kind: 'random', from: 0, to: 10, salt: 'test-1' },
    '随机抽样「test-1」的 0% 至 10%',
    'in the random share “test-1” from 0 % to 10 %',
  ],
];

it.each(said)('%o', (condition, zh, en) => {
  expect(sayTree(condition, words)).toEqual({ zh, en });
});

it('every kind is among them', () => {
  expect(new Set(said.map(([{ kind }]) => kind))).toEqual(new Set(conditionKinds));
});

it('groups join what they hold, and brackets keep apart what is nested', () => {
  const vip: Condition = { kind: 'tag', tag: 'VIP' };
  const shanghai: Condition = { kind: 'trait', trait: 'city', op: '=', values: ['上海'] };
  const any: Tree = { op: 'any', of: [vip, shanghai] };
  expect(sayTree({ op: 'all', of: [vip, any, { op: 'none', of: [vip, shanghai] }] }, words)).toEqual({
    zh: '有标签「VIP」，且(有标签「VIP」，或city是 上海)，且不满足 (有标签「VIP」 或 city是 上海)',
    en: 'has the tag “VIP” and (has the tag “VIP” or city is 上海) and not (has the tag “VIP” or city is 上海)',
  });
});
