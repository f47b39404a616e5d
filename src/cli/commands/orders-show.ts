import type { OrderView } from '../../contract/order.ts';
import { showOrder } from '../../domains/orders/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { snakeCase } from '../snake-case.ts';
import { table } from '../table.ts';

/** `shuke orders show NUMBER`: an order with its lines, payments and refunds, its receiver masked. */
export const command = engineCommand({
  name: 'orders show',
  summary: { zh: '查看订单 (脱敏)', en: 'show one order, its receiver masked' },
  arguments: [{ name: 'NUMBER', summary: { zh: '平台订单号', en: 'number its channel gave the order' } }],
  options: {
    shop,
    channel: text('CHANNEL', {
      zh: '渠道, 多个渠道有同号订单时需要',
      en: 'needed where several channels have an order of this number',
    }),
  },
  async run({ platform, options, arguments: words, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [orderNo = ''] = words;
    const { channel } = options;
    const which = { orderNo, ...(channel === undefined ? {} : { channel }) };
    const keys = await platform.keyring.forShop(shopId);
    const showing = { keys, shopId, which, masking: 'masked' } as const;
    const order = await withShop(platform.db, shopId, async (tx) => orThrow(await showOrder(tx, showing)));
    result(snakeCase(order), () => slip(order));
  },
});

/** Amounts in minor units, as everywhere. */
function slip(it: OrderView): string {
  const { receiver } = it;
  const where = [receiver.province, receiver.city, receiver.district].filter(Boolean).join(' ');
  const head = [
    `order     ${it.orderNo}  (${it.channel}, id ${it.orderId})`,
    `buyer     ${it.personId === 0 ? 'guest' : `person ${it.personId}`}`,
    `state     ${it.state}, made ${it.createdAt}, paid ${it.paidAt ?? '-'}`,
    `paid      ${it.paidMinor} ${it.currency} (minor units), given back ${it.refundedMinor}`,
    `receiver  ${[receiver.name, receiver.phone, where].filter(Boolean).join('  ') || '-'}`,
  ];
  const lines = it.lines.map((line) => [line.title, line.quantity, line.amountMinor, line.refundedQuantity]);
  const refunds = it.refunds.map((refund) => [
    refund.refundNo,
    refund.state,
    refund.refundedAt,
    refund.amountMinor,
  ]);
  return [
    `${head.join('\n')}\n`,
    table(['line', 'quantity', 'amount', 'given back'], lines),
    ...(refunds.length > 0 ? [table(['refund', 'state', 'at', 'amount'], refunds)] : []),
  ].join('\n');
}
