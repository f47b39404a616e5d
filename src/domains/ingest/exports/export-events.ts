import { column, dayFilters, type ExportNoun, textFilter } from '../../../platform/exports/index.ts';
import { countEvents, readEvents } from './read-events.ts';

const columns = [
  column('message_id', ['消息编号', 'Message']),
  column('time', ['时间', 'Time'], 'instant'),
  column('client_time', ['客户端时间', "Client's time"], 'instant'),
  column('received_at', ['接收时间', 'Received'], 'instant'),
  column('name', ['事件', 'Event']),
  column('channel', ['渠道', 'Channel']),
  column('person_id', ['自然人编号', 'Person'], 'int'),
  column('customer_id', ['客户编号', 'Customer'], 'int'),
  column('product_id', ['商品内部编号', 'Product'], 'int'),
  column('category', ['类目', 'Category']),
  column('order_no', ['订单号', 'Order no']),
  column('quantity', ['数量', 'Quantity'], 'int'),
  column('currency', ['币种', 'Currency']),
  column('amount', ['金额', 'Amount'], 'money'),
  column('source', ['来源', 'Source']),
  column('medium', ['媒介', 'Medium']),
  column('campaign', ['活动', 'Campaign']),
  column('properties', ['属性', 'Properties']),
];

/** Behaviour events, their properties as they are kept: stripped of what is personal. */
export const eventsExport: ExportNoun = {
  noun: 'events',
  summary: { zh: '行为事件，每行一次', en: 'Behaviour events, one a row' },
  permission: 'events:read',
  filters: {
    ...dayFilters(['发生', 'happening']),
    name: textFilter(['事件名', 'name of the event']),
    channel: textFilter(['渠道', 'channel']),
  },
  columns: async () => columns,
  read: (ask) => readEvents(ask),
  count: countEvents,
};
