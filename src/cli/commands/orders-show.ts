import type { OrderView } from '../../contract/order.ts';
import { showOrder } from '../../domains/orders/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { flag, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { snakeCase } from '../snake-case.ts';
import { table } from '../table.ts';

/** `shuke orders show NO`: one order whole, its receiver masked. */
export const command = engineCommand({
  name: 'orders show',
  summary: { zh: '查看订单 (收件人脱敏)', en: 'show one order, its receiver masked' },
  arguments: [{ name: 'NO', summary: { zh: '订单号', en: 'its number' } }],
  options: {
    shop,
    channel: text('NAME', { zh: '渠道, 多个渠道同号时', en: 'channel, where several have this number' }),
    'by-id': flag({ zh: 'NO 是内部编号', en: 'NO is the id in this installation' }),
  },
  async run({ platform, options, arguments: [no = ''], result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const { channel, 'by-id': byId } = options;
    const [orderId = 0] = byId ? idList([no]) : [];
    const which = byId ? { orderId } : { orderNo: no, ...(channel === undefined ? {} : { channel }) };
    const keys = await platform.keyring.forShop(shopId);
    const order = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await showOrder(tx, { keys, shopId, which, masking: 'masked' })),
    );
    result(snakeCase(order), () => page(order));
  },
});

function page(it: OrderView): string {
  const lines = it.lines.map((line) => [
    line.title ?? line.sku ?? line.lineKey,
    line.quantity,
    line.amountMinor,
  ]);
  const refunds = it.refunds.map((refund) => [
    refund.refundNo,
    refund.state,
    refund.refundedAt.slice(0, 10),
    refund.amountMinor,
  ]);
  return [
    `${it.channel} ${it.orderNo}  ${it.state}  ${it.createdAt}\n`,
    `paid ${it.paidMinor} ${it.currency}, refunded ${it.refundedMinor} (minor units)\n`,
    table(['line', 'quantity', 'amount'], lines),
    ...(refunds.length > 0 ? [table(['refund', 'state', 'day', 'amount'], refunds)] : []),
  ].join('');
}
