import fc from 'fast-check';

/** A small shop's whole past, as tests make it up: what the mirror would have written, plus who was merged. */
export interface History {
  readonly timeZone: string;
  readonly persons: readonly Person[];
  readonly products: readonly Product[];
  readonly orders: readonly Order[];
  readonly refunds: readonly Refund[];
  readonly events: readonly Event[];
  readonly spend: readonly Spend[];
  /** Ties without an order; a known customer's order has its own beside. None unless told. */
  readonly ties?: readonly Tie[];
}

export interface Tie {
  readonly personId: number;
  readonly tieNo: string;
  readonly tieRole: string;
  /** The epoch unless told. */
  readonly seenAt?: number;
}

export interface Person {
  readonly personId: number;
  readonly customerId: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly touchedAt: number | null;
  readonly touchChannel: string;
  readonly touchSource: string;
  readonly touchCampaign: string;
  readonly province: string;
  /** Not known unless told. */
  readonly city?: string;
  readonly tier: string;
  /** Objected to being profiled; not unless told. */
  readonly isBarred?: boolean;
}

export interface Product {
  readonly productId: number;
  readonly canonicalId: number;
  readonly category: string;
  /** None unless told. */
  readonly brand?: string;
  /** List price; not known unless told. */
  readonly price?: number | null;
}

export interface Line {
  readonly productId: number;
  readonly amount: number;
  readonly discount: number;
  /** Of the whole line; not known unless told. */
  readonly cost?: number | null;
}

export interface Order {
  readonly orderId: number;
  readonly personId: number;
  readonly channel: string;
  readonly province: string;
  /** Not known unless told. */
  readonly city?: string;
  readonly currency: string;
  readonly isPaid: boolean;
  readonly paidAt: number;
  readonly paid: number;
  readonly goods: number;
  readonly discount: number;
  readonly lines: readonly Line[];
  readonly tieNo: string;
  readonly tieRole: string;
}

export interface Refund {
  readonly refundId: number;
  /** Order it takes back; none unless told. */
  readonly refundOf?: number;
  readonly personId: number;
  readonly channel: string;
  readonly province: string;
  readonly currency: string;
  readonly state: string;
  readonly refundedAt: number;
  readonly amount: number;
  readonly lines: readonly Line[];
}

export interface Event {
  /** 'Product Viewed' unless told. */
  readonly name?: string;
  readonly personId: number;
  readonly channel: string;
  readonly time: number;
  readonly correctedTime: number;
  readonly category: string;
  readonly productId: number;
}

export interface Spend {
  readonly channel: string;
  readonly campaign: string;
  readonly day: string;
  readonly currency: string;
  readonly amount: number;
  readonly impressions: number;
  readonly clicks: number;
}

const kinds: Readonly<Record<string, string>> = {
  ...{ sharer: 'share', receiver: 'share', referrer: 'referral', referred: 'referral' },
};

/** Of what kind a tie is, by the part somebody has in it. */
export const tieKindOf = (role: string): string => kinds[role] ?? 'group-buy';

/** Zones whose clocks change inside the window, have half hours, or lie beyond 12 hours from UTC. */
const zones = [
  'Asia/Shanghai',
  'Europe/London',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
] as const;

/** First day and length of the time in which everything happens: a leap day, and summer time in both hemispheres. */
const firstDay = '2024-02-20';
const dayCount = 52;

const midnight = Date.parse(`${firstDay}T00:00:00Z`);

/** Instants crowd around the zones' midnights: quarter hours of UTC, a millisecond to either side. */
const instant = fc
  .tuple(
    fc.integer({ min: 0, max: dayCount - 1 }),
    fc.oneof(fc.constantFrom(0, 12, 16, 20, 40, 64, 73, 92), fc.integer({ min: 0, max: 95 })),
    fc.constantFrom(-1, 0, 1),
  )
  .map(([day, quarter, off]) => midnight + day * 86_400_000 + quarter * 900_000 + off);

export const day = fc
  .integer({ min: 0, max: dayCount - 1 })
  .map((count) => new Date(midnight + count * 86_400_000).toISOString().slice(0, 10));

const channel = fc.constantFrom('pinduoduo', 'taobao');
const province = fc.constantFrom('', '上海', '浙江');
const city = fc.constantFrom('', '', '杭州市', '绍兴市', '临沂市', '衢州市', '桐庐县', '市辖区');
const currency = fc.constantFrom('CNY', 'CNY', 'CNY', 'CNY', 'USD');
const money = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 99_999 }));
const people = 7;
/** 0 is a guest. */
const personId = fc.integer({ min: 0, max: people });

const products: readonly Product[] = [
  { productId: 1, canonicalId: 1, category: '家居', brand: '眠里', price: 990 },
  { productId: 2, canonicalId: 2, category: '母婴', price: 40_000 },
  { productId: 3, canonicalId: 2, category: '母婴' },
  { productId: 4, canonicalId: 4, category: '' },
  { productId: 5, canonicalId: 5, category: '食品' },
];

const line = fc.record({
  productId: fc.integer({ min: 0, max: 6 }),
  amount: money,
  discount: fc.constantFrom(0, 0, 50),
});
const lines = fc.array(line, { maxLength: 3 });

const order = fc.record({
  personId,
  channel,
  province,
  city,
  currency,
  isPaid: fc.constantFrom(true, true, true, false),
  paidAt: instant,
  paid: money,
  goods: money,
  discount: fc.constantFrom(0, 100, 2_000),
  lines,
  tieNo: fc.constantFrom('', 't1', 't2'),
  tieRole: fc.constantFrom('leader', 'member', 'receiver', 'referred', ''),
});

/** A share and an invitation come without an order; a friend who only looks has one as well. */
const tie = fc.record({
  personId: fc.integer({ min: 1, max: people }),
  tieNo: fc.constantFrom('t1', 't2'),
  tieRole: fc.constantFrom('sharer', 'referrer', 'leader', 'receiver'),
  seenAt: instant,
});

const refund = fc.record({
  personId,
  channel,
  province,
  currency,
  state: fc.constantFrom('done', 'done', 'done', 'processing', 'rejected'),
  refundedAt: instant,
  amount: money,
  lines,
});

const event = fc.record({
  personId,
  channel,
  time: instant,
  correctedTime: instant,
  category: fc.constantFrom('', '', '家居'),
  productId: fc.integer({ min: 0, max: 6 }),
});

const campaign = fc.constantFrom('', '618', '双11');

const spend = fc.record({
  channel,
  campaign,
  day,
  currency,
  amount: money,
  impressions: fc.integer({ min: 0, max: 1_000 }),
  clicks: fc.integer({ min: 0, max: 30 }),
});

const person = fc.record({
  seen: fc.array(instant, { minLength: 2, maxLength: 2 }),
  touchedAt: fc.option(instant),
  touchChannel: fc.constantFrom('', 'pinduoduo', 'wechat'),
  touchSource: fc.constantFrom('', 'douyin', 'baidu'),
  touchCampaign: campaign,
  province,
  city,
  tier: fc.constantFrom('', '银卡', '金卡'),
  /** Which of three customers a person is merged into; 3 = stays alone. */
  together: fc.constantFrom(0, 1, 3, 3),
});

/** Customer ids are the smallest person_id of the component, as the customers domain gives them. */
const persons = fc.array(person, { minLength: people, maxLength: people }).map((made): Person[] =>
  made.map(({ seen, together, ...rest }, at) => ({
    ...rest,
    personId: at + 1,
    customerId: together === 3 ? at + 1 : made.findIndex((other) => other.together === together) + 1,
    firstSeen: Math.min(...seen),
    lastSeen: Math.max(...seen),
  })),
);

/** Any past of a small shop, on 52 days around a leap day. */
export const history: fc.Arbitrary<History> = fc.record({
  timeZone: fc.constantFrom(...zones),
  persons,
  products: fc.constant(products),
  orders: fc
    .array(order, { maxLength: 24 })
    .map((made): Order[] => made.map((it, at) => ({ ...it, orderId: at + 1 }))),
  refunds: fc
    .array(refund, { maxLength: 10 })
    .map((made): Refund[] => made.map((it, at) => ({ ...it, refundId: at + 1 }))),
  events: fc.array(event, { maxLength: 12 }),
  spend: fc.array(spend, { maxLength: 12 }),
  ties: fc.array(tie, { maxLength: 5 }),
});
