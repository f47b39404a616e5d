import type { OrderView } from '../../contract/order.ts';
import { showOrder } from '../../domains/orders/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { idList } from '../id-list.ts';
import { amountCell, amountText } from '../money.ts';
import { flag, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';
import { stateWord } from '../words.ts';

/** `shuke orders show NO`: one order whole, its receiver masked. */
export const command = engineCommand({
  name: 'orders show',
  summary: { zh: '查看订单 (收件人脱敏)', en: 'show one order, its receiver masked' },
  arguments: [{ name: 'NO', summary: { zh: '订单号', en: 'its number' } }],
  options: {
    shop,
    channel: text('NAME', { zh: '渠道，多个渠道同号时', en: 'channel, where several have this number' }),
    'by-id': flag({ zh: 'NO 是内部编号', en: 'NO is the id in this installation' }),
  },
  async run({ platform, options, arguments: [no = ''], language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const { channel, 'by-id': byId } = options;
    const [orderId = 0] = byId ? idList([no]) : [];
    const which = byId ? { orderId } : { orderNo: no, ...(channel === undefined ? {} : { channel }) };
    const keys = await platform.keyring.forShop(shopId);
    const order = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await showOrder(tx, { keys, shopId, which, masking: 'masked' })),
    );
    result(order, () => page(order, { timeZone, language }));
  },
});

const labels = {
  zh: {
    ...{ paid: '实付', refunded: '已退' },
    lines: ['明细', '数量', '金额'],
    refunds: ['退款', '状态', '时间', '金额'],
  },
  en: {
    ...{ paid: 'paid', refunded: 'refunded' },
    lines: ['line', 'quantity', 'amount'],
    refunds: ['refund', 'state', 'time', 'amount'],
  },
} as const;

interface Reader {
  readonly timeZone: string;
  readonly language: Language;
}

function page(it: OrderView, { timeZone, language }: Reader): string {
  const label = labels[language];
  const lines = it.lines.map((line) => [
    ...[line.title ?? line.sku ?? line.line_key, line.quantity, amountCell(it.currency, line.amount_minor)],
  ]);
  const refunds = it.refunds.map((refund) => [
    ...[refund.refund_no, stateWord(refund.state, language), shopTime(refund.refunded_at, timeZone)],
    amountCell(it.currency, refund.amount_minor),
  ]);
  const at = `${shopTime(it.created_at, timeZone)} (${timeZone})`;
  const paid = amountText(it.currency, it.paid_minor);
  const refunded = amountText(it.currency, it.refunded_minor);
  return [
    `${it.channel} ${it.order_no}  ${stateWord(it.state, language)}  ${at}\n`,
    `${label.paid} ${paid}, ${label.refunded} ${refunded}\n`,
    table(label.lines, lines),
    ...(refunds.length > 0 ? [table(label.refunds, refunds)] : []),
  ].join('');
}
