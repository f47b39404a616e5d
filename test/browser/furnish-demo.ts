import type { Page } from 'playwright-core';
import type { View } from '../../src/contract/explore.ts';

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

/** The addresses' values of pages that show one of something. */
export interface Furnished {
  readonly customer: string;
  readonly import: string;
  readonly dashboard: string;
  /** A question as it stands in the address of Explore. */
  readonly chart: string;
  /** The part of an invitation's link behind the #. */
  readonly token: string;
}

export async function furnish(page: Page): Promise<Furnished> {
  const origin = new URL(page.url()).origin;
  const say = async (method: string, path: string, data?: object) => {
    const answer = await page.request.fetch(`${shop}${path}`, {
      method,
      headers: { origin },
      ...(data && { data }),
    });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.headers()['content-type']?.includes('json') === true ? await answer.json() : undefined;
  };
  const { customers } = await say('GET', '/customers?limit=50');
  const known = customers.find((it: { phone: string | null }) => it.phone !== null).customer_id;
  await say('POST', `/customers/${known}/unmask`, { fields: ['phone'], reason: '包裹退回, 需要联系' });
  await say('POST', `/customers/${known}/notes`, { body: '喜欢周末收货; 对花粉过敏' });
  await say('POST', '/customers/tags', { customer_ids: [known], tag: '常客' });
  await say('POST', '/customers/search', { text: '13800138000', limit: 5 });
  await say('POST', '/keys', { kind: 'write', name: '官网', source: 'site' });
  await say('POST', '/compliance/notices', {
    ...{
      notice: 'marketing',
      text: { zh: '同意接收优惠信息, 可随时退订。', en: 'Offers; may be stopped any time.' },
    },
  });
  const { usual } = await say('GET', '/tiers/rules');
  await say('POST', '/tiers/apply', { rules: usual, version: 0 });
  await say('GET', '/exports/orders?format=csv&columns=order_no');
  const { link } = await say('POST', '/invitations', { email: 'li@example.com', role: 'marketer' });
  const tiles = [];
  for (const [n, chart] of charts.entries())
    tiles.push({ chart_id: (await say('POST', '/charts', chart)).chart_id, width: n + 1, height: 2 });
  const made = await say('POST', '/dashboards', { title: '每周例会', tiles });
  const { imports } = await say('GET', '/imports');
  return {
    ...{ customer: String(known), import: String(imports[0].id), dashboard: String(made.dashboard_id) },
    chart: JSON.stringify({ ...look, ...charts[0]!.view, question: undefined, ...charts[0]!.view.question }),
    token: String(link).split('#')[1]!,
  };
}
