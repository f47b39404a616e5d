import { expect, it } from 'vitest';
import type { EventRecord, OrderRecord, SpendRecord } from '../../contract/records.ts';
import { stripRecord } from './strip-record.ts';

const at = '2026-01-01T00:00:00.000Z';
const order: OrderRecord = {
  ...{
    kind: 'order',
    channel: 'pinduoduo',
    orderNo: '251111-123456789012345',
    state: 'paid',
    currency: 'CNY',
  },
  ...{ sourceTime: at, createdAt: at },
  identities: [{ channel: 'pinduoduo', kind: 'phone', value: '13800138000' }],
  receiver: { name: '王小明', phone: '13800138000', province: '浙江省', city: '杭州市' },
  lines: [{ title: '毛巾 3 条', sku: '红', quantity: 1, unitPrice: 100, amountMinor: 100 }],
  marks: ['live-stream'],
  touch: { source: 'weibo', campaign: '双11', utm: { utm_source: 'weibo' } },
  payments: [{ paymentNo: 'p1', method: '支付宝', paidAt: at, amountMinor: 100 }],
  tie: { kind: 'referral', tieNo: 'FRIEND-7', role: 'referred' },
};

it('hands back what holds nothing personal in its words, the very same', () => {
  expect(stripRecord(order)).toBe(order);
});

it('takes personal values out of words, and leaves alone what is sealed by its place', () => {
  const dirty: OrderRecord = {
    ...order,
    receiver: { ...order.receiver, city: '13800138000' },
    lines: [{ ...order.lines[0]!, title: '补差价 13800138000' }, order.lines[0]!],
    marks: ['live-stream', 'call 138-0013-8000'],
    touch: { source: 'a@b.com', campaign: '双11', utm: { utm_source: 'a@b.com', utm_term: 'towel' } },
    payments: [{ ...order.payments![0]!, method: '支付宝 a@b.com' }],
    tie: { ...order.tie!, tieNo: '13800138000' },
  };
  const { title: _, ...line } = order.lines[0]!;
  const { tie: _tie, ...untied } = order;
  const { method: _method, ...payment } = order.payments![0]!;
  expect(stripRecord(dirty)).toEqual({
    ...untied,
    payments: [payment],
    receiver: { name: '王小明', phone: '13800138000', province: '浙江省' },
    lines: [line, order.lines[0]],
    touch: { campaign: '双11', utm: { utm_term: 'towel' } },
  });
});

it('keeps a word where one is needed', () => {
  const spend = { kind: 'spend', campaign: 'for 13800138000' } as SpendRecord;
  expect(stripRecord(spend).campaign).toBe('(personal)');
  const event = { kind: 'event', category: '13800138000', name: 'Viewed' } as EventRecord;
  expect(stripRecord(event)).toEqual({ kind: 'event', name: 'Viewed' });
  const shared = {
    ...event,
    category: 'home',
    tie: { kind: 'share', tieNo: 'by 13800138000' },
  } as EventRecord;
  expect(stripRecord(shared)).toEqual({ kind: 'event', name: 'Viewed', category: 'home' });
});
