import type { Page } from 'playwright-core';
import type { View } from '../../src/contract/explore.ts';
import type { PointsRules } from '../../src/contract/points-rules.ts';

/** What a demo shop lacks for its pages to show something, made as staff would make it. */

const shop = '/api/shops/demo';

const look = { range: 'last-90-days', show: 'value', sort: null } as const;
const question = { totals: true, compare: 'previous' } as const;

/** Saved charts of a weekly meeting: one as a table with changes, one drawn. */
const charts: readonly { readonly title: string; readonly view: View }[] = [
  {
    title: '各省净销售额与退款率',
    view: {
      question: {
        ...{
          ...question,
          filters: [],
          columns: [],
          measures: ['net-sales', 'refund-rate'],
          rows: ['province'],
        },
        top: [{ dimension: 'province', count: 8 }],
      },
      ...{ ...look, chart: 'table' },
    },
  },
  {
    title: '每周支付买家',
    view: {
      question: { ...question, filters: [], columns: [], measures: ['buyers'], rows: ['week'], top: [] },
      ...{ ...look, chart: 'auto' },
    },
  },
];

/** A point for each yuan, double on the 8th, good for a year. */
const pointsRules: PointsRules = {
  order: {
    ...{ points: 1, per_minor: 100, most_per_day: null, items: [], tiers: [] },
    days: [{ on: 'monthly:8', percent: 200 }],
  },
  deeds: [{ deed: 'review', points: 20, most_per_day: 3 }],
  ...{ return_days: 7, transit_days: 7, expiry: { kind: 'days', days: 365 }, budget: null },
  ...{ shortfall: 'debt', approval_above: 1000, value_minor: 100 },
};

/** The addresses' values of pages that show one of something. */
export interface Furnished {
  readonly customer: string;
  readonly import: string;
  readonly segment: string;
  readonly dashboard: string;
  /** A question as it stands in the address of Explore. */
  readonly chart: string;
  /** The part of an invitation's link behind the #. */
  readonly token: string;
}

/** Asks the server as whoever is signed in on the page; throws what it refuses. */
const askAs = (page: Page) => async (method: string, path: string, data?: object) => {
  const answer = await page.request.fetch(`${shop}${path}`, {
    method,
    headers: { origin: new URL(page.url()).origin },
    ...(data && { data }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.headers()['content-type']?.includes('json') === true ? await answer.json() : undefined;
};
type Ask = ReturnType<typeof askAs>;

/** Points by rules, of which one customer has some, something to exchange them for, and a message about them. */
async function furnishPoints(say: Ask, customer: number): Promise<void> {
  const starts_on = new Date().toISOString().slice(0, 10);
  await say('PUT', '/points/rules', { starts_on, rules: pointsRules, version: 0 });
  const act = `/points/customers/${customer}/adjust`;
  await say('POST', act, { points: 880, reason: '包裹迟到，致歉', key: 'pictures-1' });
  const item = { kind: 'gift', hands_out: 'SKU-CUP', money_minor: 0, most_per_customer: 1, tiers: [] };
  const cup = { ...item, name: '随行杯', points: 500, is_listed: true, stock: 40 };
  const { item_id } = await say('POST', '/mall/items', cup);
  const redeem = `/mall/customers/${customer}/redeem`;
  await say('POST', redeem, { item_id, count: 1, minutes: 1440, key: 'pictures-2' });
  const values = { points: 380, expires_on: '2026-12-31' };
  const message = { customer, template: 'points-expiring', channels: ['in-page'], values };
  await say('POST', '/messages', { ...message, key: 'pictures-3' });
}

/** A plan of PLUS; one customer has had something of it, others are on trial, paid or have cancelled. */
async function furnishPlus(say: Ask, customers: readonly number[]): Promise<void> {
  const terms = {
    ...{ name: { zh: 'PLUS 月卡', en: 'PLUS monthly' }, period: 'month', trial_days: 7, points_percent: 200 },
    price: { kind: 'money', minor: 2500 },
    member_prices: [{ name: { zh: 'PLUS 九五折', en: 'PLUS 5% off' }, percent: 95, category: [] }],
    free_shipping: { count: 5, worth_minor: 600 },
    coupons: [{ coupon: 'TEA-10', count: 1, worth_minor: 1000 }],
  };
  const { plan_id } = await say('POST', '/plus/plans', { terms, is_offered: true });
  const of = `/plus/customers`;
  for (const [n, customer] of customers.entries()) {
    const payment = n % 3 === 1 ? null : { ref: `4200001${n}`, minor: 2500 };
    const starting = { plan_id, trial: payment === null, auto_renew: n % 2 === 0, payment, key: `plus-${n}` };
    const { subscription_id } = await say('POST', `${of}/${customer}/start`, starting);
    if (n === 3) await say('POST', `/plus/subscriptions/${subscription_id}/cancel`);
  }
  const first = `${of}/${customers[0]}/use`;
  await say('POST', first, { benefit: 'free-shipping', key: 'plus-use-1' });
  await say('POST', first, { benefit: 'member-price', saved_minor: 430, key: 'plus-use-2' });
}

/** Three of the usual groups; the first of them has a page of its own. */
async function furnishSegments(say: Ask): Promise<number> {
  const { templates } = await say('GET', '/segments/templates');
  const made = [];
  for (const { name, use, tree } of templates.slice(0, 3)) {
    const segment = { name: name.zh, description: use.zh, is_live: true, tree };
    made.push((await say('POST', '/segments', segment)).segment_id);
  }
  return made[0];
}

export async function furnish(page: Page): Promise<Furnished> {
  const say = askAs(page);
  const { customers } = await say('GET', '/customers?limit=50');
  const known = customers.find((it: { phone: string | null }) => it.phone !== null).customer_id;
  await say('POST', `/customers/${known}/unmask`, { fields: ['phone'], reason: '包裹退回，需要联系' });
  await say('POST', `/customers/${known}/notes`, { body: '喜欢周末收货；对花粉过敏' });
  await say('POST', '/customers/tags', { customer_ids: [known], tag: '常客' });
  await say('POST', '/customers/search', { text: '13800138000', limit: 5 });
  await say('POST', '/keys', { kind: 'write', name: '官网', source: 'site' });
  await say('POST', '/compliance/notices', {
    ...{
      notice: 'marketing',
      text: { zh: '同意接收优惠信息，可随时退订。', en: 'Offers; may be stopped any time.' },
    },
  });
  const { usual } = await say('GET', '/tiers/rules');
  await say('POST', '/tiers/apply', { rules: usual, version: 0 });
  await furnishPoints(say, known);
  const ids: number[] = customers.map((it: { customer_id: number }) => it.customer_id);
  await furnishPlus(say, [known, ...ids.filter((id) => id !== known).slice(0, 6)]);
  const segment = await furnishSegments(say);
  await say('GET', '/exports/orders?format=csv&columns=order_no');
  const { link } = await say('POST', '/invitations', { email: 'li@example.com', role: 'marketer' });
  const tiles = [];
  for (const [n, chart] of charts.entries())
    tiles.push({ chart_id: (await say('POST', '/charts', chart)).chart_id, width: n + 1, height: 2 });
  const made = await say('POST', '/dashboards', { title: '每周例会', tiles });
  const { imports } = await say('GET', '/imports');
  return {
    ...{
      customer: String(known),
      import: String(imports[0].id),
      segment: String(segment),
      dashboard: String(made.dashboard_id),
    },
    chart: JSON.stringify({ ...look, ...charts[0]!.view, question: undefined, ...charts[0]!.view.question }),
    token: String(link).split('#')[1]!,
  };
}
