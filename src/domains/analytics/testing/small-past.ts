import type { History, Order, Person } from './history.ts';

/** Short histories written by hand, in Shanghai. */

/** A past with these orders; everything else is empty unless told. */
export function smallPast(orders: readonly Partial<Order>[], rest: Partial<History> = {}): History {
  const empty = { persons: [], products: [], refunds: [], events: [], spend: [] };
  return { timeZone: 'Asia/Shanghai', ...empty, ...rest, orders: orders.map(orderOf) };
}

/** Noon in Shanghai of a day. */
export const noon = (day: string): number => Date.parse(`${day}T04:00:00Z`);

/** A paid order of ten yuan by person 1 on 2024-03-01, unless told. */
const orderOf = (told: Partial<Order>, at: number): Order => ({
  ...{ orderId: at + 1, personId: 1, channel: 'web', province: '', currency: 'CNY', isPaid: true },
  ...{ paidAt: noon('2024-03-01'), paid: 1000, goods: 1000, discount: 0, lines: [], tieNo: '', tieRole: '' },
  ...told,
});

/** Somebody seen on 2024-01-01 who belongs to no other customer, unless told. */
export const personOf = (personId: number, told: Partial<Person> = {}): Person => ({
  ...{ personId, customerId: personId, firstSeen: noon('2024-01-01'), lastSeen: noon('2024-01-01') },
  ...{ touchedAt: null, touchChannel: '', touchSource: '', touchCampaign: '', province: '', tier: '' },
  ...told,
});
