import type { MallItemView, RedemptionView } from '../contract/mall.ts';
import type { Language } from './command.ts';
import { amountText } from './money.ts';
import { table } from './table.ts';

/** The points mall as a terminal shows it. */

const words = {
  zh: {
    items: ['编号', '名称', '类型', '积分', '另付', '可兑', '预占', '已兑', '状态'],
    ...{ gift: '礼品', coupon: '优惠券', listed: '已上架', hidden: '未上架', redemption: '兑换' },
    states: {
      held: '预占中',
      confirmed: '已兑换',
      cancelled: '已取消',
      ended: '超时退回',
      returned: '已退回',
    },
    again: '(之前已执行)',
  },
  en: {
    items: ['item', 'name', 'kind', 'points', 'money', 'free', 'held', 'gone', 'state'],
    ...{ gift: 'gift', coupon: 'coupon', listed: 'offered', hidden: 'not offered', redemption: 'redemption' },
    states: {
      held: 'held',
      confirmed: 'confirmed',
      cancelled: 'cancelled',
      ended: 'ended',
      returned: 'returned',
    },
    again: '(done before)',
  },
} as const;

export function itemTable(
  items: readonly MallItemView[],
  { language, currency }: { readonly language: Language; readonly currency: string },
): string {
  const say = words[language];
  const rows = items.map((it) => [
    ...[it.item_id, it.name, say[it.kind], it.points, amountText(currency, it.money_minor)],
    ...[it.stock.free, it.stock.held, it.stock.gone, it.is_listed ? say.listed : say.hidden],
  ]);
  return table(say.items, rows);
}

export function redemptionLine(it: RedemptionView, language: Language): string {
  const say = words[language];
  const again = it.again === true ? ` ${say.again}` : '';
  return `${say.redemption} ${it.redemption_id}: ${it.item_name} x ${it.count}, ${it.points}, ${say.states[it.state]}${again}\n`;
}
