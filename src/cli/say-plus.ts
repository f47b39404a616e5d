import type { CustomerPlus, PlanView, PlusAct, PlusPrice, PlusReport } from '../contract/plus.ts';
import type { Language } from './command.ts';
import { amountText } from './money.ts';
import { shopTime } from './shop-time.ts';
import { table } from './table.ts';

/** PLUS as a terminal shows it. */

const words = {
  zh: {
    plans: ['编号', '名称', '版本', '周期', '价格', '试用天数', '状态'],
    periods: { month: '月', quarter: '季', year: '年' },
    ...{ offered: '在售', withdrawn: '停售', points: '积分', again: '(之前已执行，这是当时的结果)' },
    kinds: {
      ...{ start: '开通', renew: '续费', tell: '续费提醒', cancel: '取消', refund: '退订', use: '使用' },
      ...{ 'give-back': '退回', switch: '更换套餐', choose: '选择下期套餐', expire: '到期' },
    },
    states: {
      trialing: '试用中',
      active: '生效中',
      cancelled: '已取消',
      expired: '已到期',
      refunded: '已退订',
    },
    subscriptions: ['编号', '套餐', '状态', '自动续费', '到期时间', '已付', '已省', '现可退'],
    entitlements: ['权益', '券', '剩余', '共', '到期时间'],
    benefits: { 'free-shipping': '免邮', coupon: '优惠券', 'member-price': '会员价' },
    ...{ yes: '是', no: '否', to: '至', left: '剩余', none: '该客户没有开通过 PLUS\n', subscription: '订阅' },
    report: ['套餐', '试用', '生效', '已取消', '已结束', '收入', '权益成本', '成本占比', '试用转化'],
    cohorts: ['首付月', '人数', '各次续费率'],
  },
  en: {
    plans: ['plan', 'name', 'version', 'period', 'price', 'trial days', 'state'],
    periods: { month: 'month', quarter: 'quarter', year: 'year' },
    ...{ offered: 'offered', withdrawn: 'withdrawn', points: 'points' },
    again: '(done before; this is the answer of then)',
    kinds: {
      ...{ start: 'started', renew: 'renewed', tell: 'told', cancel: 'cancelled', refund: 'refunded' },
      ...{ use: 'used', 'give-back': 'given back', expire: 'expired' },
      ...{ switch: 'plan changed', choose: 'next plan chosen' },
    },
    states: {
      ...{ trialing: 'trial', active: 'active', cancelled: 'cancelled', expired: 'expired' },
      refunded: 'refunded',
    },
    subscriptions: ['number', 'plan', 'state', 'renews itself', 'ends', 'paid', 'saved', 'refund now'],
    entitlements: ['benefit', 'coupon', 'left', 'of', 'ends'],
    benefits: { 'free-shipping': 'free shipping', coupon: 'coupon', 'member-price': 'member price' },
    ...{ yes: 'yes', no: 'no', to: 'until', left: 'left', none: 'This customer never had PLUS\n' },
    subscription: 'subscription',
    report: ['plan', 'trial', 'active', 'cancelled', 'ended', 'revenue', 'benefits', 'share', 'trials paid'],
    cohorts: ['first paid', 'size', 'renewal rates'],
  },
} as const;

interface Reader {
  readonly language: Language;
  readonly currency: string;
  readonly timeZone: string;
}

const priceText = (price: PlusPrice, { language, currency }: Pick<Reader, 'language' | 'currency'>) =>
  price.kind === 'money' ? amountText(currency, price.minor) : `${price.points} ${words[language].points}`;

export function planTable(plans: readonly PlanView[], reader: Pick<Reader, 'language' | 'currency'>): string {
  const say = words[reader.language];
  const rows = plans.map(({ plan_id, version, terms, is_offered }) => [
    ...[plan_id, terms.name[reader.language], version, say.periods[terms.period]],
    ...[priceText(terms.price, reader), terms.trial_days, is_offered ? say.offered : say.withdrawn],
  ]);
  return table(say.plans, rows);
}

/** Nothing and something, in money and points. */
const paidText = (it: { readonly minor: number; readonly points: number }, reader: Reader): string =>
  [
    ...(it.minor > 0 || it.points === 0 ? [amountText(reader.currency, it.minor)] : []),
    ...(it.points > 0 ? [`${it.points} ${words[reader.language].points}`] : []),
  ].join(' + ');

export function plusActLine(act: PlusAct, reader: Reader): string {
  const say = words[reader.language];
  const what =
    act.benefit === null ? '' : ` ${[say.benefits[act.benefit], act.coupon ?? ''].join(' ').trimEnd()}`;
  const paid =
    (act.minor ?? act.points) === null
      ? ''
      : `, ${paidText({ minor: act.minor ?? 0, points: act.points ?? 0 }, reader)}`;
  const left = act.left === null ? '' : `, ${say.left} ${act.left}`;
  const to = `, ${say.to} ${shopTime(act.ends_at, reader.timeZone)}`;
  const again = act.again === true ? ` ${say.again}` : '';
  return `${say.subscription} ${act.subscription_id}: ${say.kinds[act.kind]}${what}${paid}${left}${to}${again}\n`;
}

export function customerPlusPage({ subscriptions }: CustomerPlus, reader: Reader): string {
  const say = words[reader.language];
  if (subscriptions.length === 0) return say.none;
  const rows = subscriptions.map((it) => [
    ...[it.subscription_id, it.plan[reader.language], say.states[it.state], it.auto_renew ? say.yes : say.no],
    ...[shopTime(it.ends_at, reader.timeZone), paidText(it.paid, reader)],
    amountText(reader.currency, it.saved.total_minor),
    it.refund_now === null ? '-' : paidText(it.refund_now, reader),
  ]);
  const left = subscriptions.flatMap(({ entitlements }) =>
    entitlements.map((it) => [
      ...[say.benefits[it.benefit], it.coupon ?? '', it.left, it.granted],
      shopTime(it.ends_at, reader.timeZone),
    ]),
  );
  return [
    table(say.subscriptions, rows),
    ...(left.length > 0 ? [`\n${table(say.entitlements, left)}`] : []),
  ].join('');
}

const share = (rate: number | null): string => (rate === null ? '-' : `${(rate * 100).toFixed(1)}%`);

export function plusReportPage({ plans, cohorts, currency }: PlusReport, language: Language): string {
  const say = words[language];
  const reader = { language, currency, timeZone: '' };
  const rows = plans.map((it) => [
    ...[it.plan[language], it.trialing, it.active, it.cancelled, it.ended, paidText(it.revenue, reader)],
    ...[amountText(currency, it.cost.total_minor), share(it.cost_share), share(it.conversion_rate)],
  ]);
  const months = cohorts.map((it) => [
    it.month,
    it.size,
    it.renewals.map(({ rate }) => share(rate)).join(' '),
  ]);
  return `${table(say.report, rows)}\n${table(say.cohorts, months)}`;
}
