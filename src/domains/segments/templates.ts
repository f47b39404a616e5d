import { occasionsBetween } from '../../contract/calendar.ts';
import type { Condition, Tree } from '../../contract/segment-conditions.ts';
import { fail, ok, problem, type Result, type Text } from '../../platform/errors.ts';
import { addDays } from '../analytics/index.ts';

/** A usual group, ready to be taken over and changed. Amounts are what people do, not prices: they fit any shop. */
export interface Template {
  readonly code: string;
  readonly name: Text;
  /** What a shop does with it. */
  readonly use: Text;
  /** As of a shop day: windows of sales are those of the year before it. */
  readonly treeOn: (today: string) => Tree;
}

const did = (event: string, window: string, value = 1): Condition => ({
  ...{ kind: 'event', event, measure: 'times', op: '>=', value, window },
});
const all = (...of: Tree[]): Tree => ({ op: 'all', of });
const paid = (op: '>=' | '=', value: number, window: string): Condition => ({
  ...{ kind: 'orders', measure: 'orders', op, value, window },
});
const standing = (of: 'quadrant' | 'stage', code: string): Condition => ({
  kind: 'standing',
  of,
  values: [code],
});

/** The sales of the year before, from 22 days ahead (presale) to the day after, and the days between them. */
function ordinaryDays(today: string): string[] {
  const first = addDays(today, -364);
  const sales = occasionsBetween(first, today).filter(({ code }) => code === '618' || code === '1111');
  const begins = [first, ...sales.map(({ day }) => addDays(day, 2))];
  const ends = [...sales.map(({ day }) => addDays(day, -23)), today];
  return begins
    .map((from, n) => [from, ends[n]!] as const)
    .filter(([from, to]) => from <= to)
    .map((it) => it.join('..'));
}

export const templates: readonly Template[] = [
  {
    code: 'viewed-not-bought',
    name: { zh: '浏览未购', en: 'Viewed, not bought' },
    use: {
      zh: '7 天内看过 3 次以上商品却没有下单：推送所看品类的优惠',
      en: 'Looked at products three times in 7 days without an order: show what they looked at',
    },
    treeOn: () => all(did('Product Viewed', '7d', 3), paid('=', 0, '7d')),
  },
  {
    code: 'added-not-paid',
    name: { zh: '加购未付', en: 'In the cart, not paid' },
    use: {
      zh: '加购后 24 小时内没有付款：提醒付款',
      en: 'Added to cart and not paid within 24 hours: remind them',
    },
    treeOn: () => ({
      kind: 'sequence',
      steps: 'Product Added,Order Completed',
      within: '24h',
      end: 'did-not',
      window: '7d',
    }),
  },
  ...(
    [
      [
        'often-much',
        '高频高额',
        'Often and much',
        '核心客户：专属服务与新品优先',
        'The core: serve them first',
      ],
      ['often-little', '高频低额', 'Often, little', '提升客单价：凑单与套装', 'Raise the basket: bundles'],
      ['seldom-much', '低频高额', 'Seldom, much', '提升复购：周期提醒', 'Raise the frequency: reminders'],
      ['seldom-little', '低频低额', 'Seldom, little', '低成本唤起', 'Reach them at little cost'],
    ] as const
  ).map(([code, zh, en, useZh, useEn]) => ({
    ...{ code, name: { zh, en }, use: { zh: useZh, en: useEn } },
    treeOn: () => all(standing('quadrant', code)),
  })),
  {
    code: 'asleep',
    name: { zh: '沉睡客户', en: 'Asleep' },
    use: {
      zh: '买过，但 180 天没有再买也没有来过：唤醒活动',
      en: 'Bought once, and neither bought nor came for 180 days: wake them',
    },
    treeOn: () =>
      all(paid('>=', 1, 'ever'), paid('=', 0, '180d'), {
        op: 'none',
        of: [{ kind: 'seen', what: 'last', window: '180d' }],
      }),
  },
  {
    code: 'at-risk',
    name: { zh: '流失预警', en: 'About to leave' },
    use: { zh: '按生命周期处于预警阶段：挽留优惠', en: 'At risk by lifecycle: an offer to stay' },
    treeOn: () => all(standing('stage', 'at-risk')),
  },
  {
    code: 'birthday-this-month',
    name: { zh: '生日本月', en: 'Birthday this month' },
    use: { zh: '本月过生日：生日礼遇', en: 'Have their birthday this month: a gift' },
    treeOn: () => ({ kind: 'birthday', when: 'this-month' }),
  },
  {
    code: 'sale-hunters',
    name: { zh: '大促羊毛党', en: 'Sale hunters' },
    use: {
      zh: '近一年买过 2 单以上，且都在 618 与双11 期间：平日不必再让利',
      en: 'Two orders or more in a year, all of them around 618 and Double 11: no need of offers on other days',
    },
    treeOn: (today) => all(paid('>=', 2, '365d'), ...ordinaryDays(today).map((days) => paid('=', 0, days))),
  },
  {
    code: 'new-this-month',
    name: { zh: '本月新客', en: 'New this month' },
    use: { zh: '本月首次出现并已购买：新客引导', en: 'First seen this month, and bought: welcome them' },
    treeOn: () => all({ kind: 'seen', what: 'first', window: 'this-month' }, paid('>=', 1, 'this-month')),
  },
  {
    code: 'repeat-buyers',
    name: { zh: '近一年复购客户', en: 'Came back within a year' },
    use: {
      zh: '近一年支付 2 单以上：会员招募',
      en: 'Two or more paid orders in a year: invite them to join',
    },
    treeOn: () => all(paid('>=', 2, '365d')),
  },
  {
    code: 'group-leaders',
    name: { zh: '拼团团长', en: 'Leaders of group buys' },
    use: { zh: '发起过 2 次以上拼团：团长激励', en: 'Led two group buys or more: reward them' },
    treeOn: () => all({ kind: 'tie', role: 'leader', op: '>=', value: 2 }),
  },
];

/** The tree of a template as of a shop day. Problem: `no-such-template`. */
export function templateTree(code: string, today: string): Result<Tree> {
  const found = templates.find((it) => it.code === code);
  if (found !== undefined) return ok(found.treeOn(today));
  const codes = templates.map((it) => it.code).join(', ');
  return fail(
    problem('no-such-template', 404, {
      zh: `没有模板 ${code}。可用：${codes}`,
      en: `There is no template ${code}. There are: ${codes}`,
    }),
  );
}
