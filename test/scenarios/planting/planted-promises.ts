import { plainRules } from '../../../src/domains/loyalty/testing/plain-rules.ts';
import type { Person } from '../../people.ts';
import type { Garden } from './garden.ts';
import type { Heard } from './planted-requests.ts';

/**
 * Acts on points, gifts, PLUS, messages, segments and staff's own views that go through: each with planted values
 * wherever words or numbers of others may stand, and without them where those are refused.
 */

interface Planting {
  readonly owner: Person;
  readonly garden: Garden;
  readonly heard: Heard;
}

/** Words for a field: planted, or harmless in the second try. */
type Words = (field: string, harmless?: string) => string;

class Asker {
  readonly planting: Planting;
  #key = 0;

  constructor(planting: Planting) {
    this.planting = planting;
  }

  /** What was answered to the body with plants in it or, where that is refused, without. */
  async act<T>(
    method: 'POST' | 'PUT' | 'PATCH',
    [route, url]: readonly [string, string],
    bodyOf: (words: Words) => object,
  ): Promise<T> {
    const { garden, heard } = this.planting;
    const name = `${method} /api/shops/:shop${route}`;
    const planted = await this.ask(
      method,
      url,
      bodyOf((field) => garden.plant('phone', `${name} /${field}`)),
    );
    const calm = (_: string, harmless = 'as asked') => harmless;
    const answer = planted.statusCode < 300 ? planted : await this.ask(method, url, bodyOf(calm));
    for (const { statusCode, body } of new Set([planted, answer]))
      (statusCode < 300 ? heard.answers : heard.errors).push(`${name}: ${statusCode} ${body}`);
    if (answer.statusCode >= 300) throw new Error(`${name}: ${answer.statusCode} ${answer.body}`);
    heard.succeeded.add(name);
    return (answer.body === '' ? undefined : answer.json()) as T;
  }

  ask(method: 'POST' | 'PUT' | 'PATCH', url: string, body: object) {
    return this.planting.owner.ask(method, `/api/shops/planted${url}`, body);
  }

  /** Keys are the shop's own numbers of acts, kept as they are sent (decision 0149): none is planted. */
  key(): string {
    this.#key += 1;
    return `act-${this.#key}`;
  }
}

export async function plantPromises(planting: Planting): Promise<void> {
  const asker = new Asker(planting);
  await plantPoints(asker);
  await plantMall(asker);
  await plantPlus(asker);
  await plantMessages(asker);
  await plantOwnThings(asker);
}

async function plantPoints(asker: Asker): Promise<void> {
  const rules = { rules: plainRules, starts_on: '2026-01-15', version: 0 };
  await asker.act('PUT', ['/points/rules', '/points/rules'], () => rules);
  const of = (act: string) =>
    [`/points/customers/:customer/${act}`, `/points/customers/1/${act}`] as readonly [string, string];
  const on = (id: number, act: string) =>
    [`/points/acts/:act/${act}`, `/points/acts/${id}/${act}`] as readonly [string, string];
  await asker.act('POST', of('adjust'), (words) => ({
    ...{ points: 500, key: asker.key(), reason: words('reason') },
  }));
  await asker.act('POST', of('earn'), (words) => ({
    ...{ deed: 'review', key: asker.key(), ref: words('ref') },
  }));
  const { act_id: spent } = await asker.act<{ act_id: number }>('POST', of('spend'), (words) => ({
    ...{ points: 30, key: asker.key(), ref: words('ref') },
  }));
  await asker.act('POST', on(spent, 'refund'), (words) => ({
    ...{ points: 5, key: asker.key(), ref: words('ref') },
  }));
  const hold = () =>
    asker.act<{ act_id: number }>('POST', of('reserve'), (words) => ({
      ...{ points: 5, minutes: 60, key: asker.key(), ref: words('ref') },
    }));
  await asker.act('POST', on((await hold()).act_id, 'confirm'), () => ({ key: asker.key() }));
  await asker.act('POST', on((await hold()).act_id, 'cancel'), () => ({ key: asker.key() }));
}

async function plantMall(asker: Asker): Promise<void> {
  const item = {
    ...{ kind: 'coupon', name: 'ten off', hands_out: 'C-10', points: 10, money_minor: 0, stock: 50 },
    ...{ most_per_customer: null, tiers: [], is_listed: true },
  };
  const { item_id } = await asker.act<{ item_id: number }>(
    'POST',
    ['/mall/items', '/mall/items'],
    () => item,
  );
  const redeem = ['/mall/customers/:customer/redeem', '/mall/customers/1/redeem'] as const;
  const { redemption_id } = await asker.act<{ redemption_id: number }>('POST', redeem, () => ({
    ...{ item_id, count: 1, minutes: 60, key: asker.key() },
  }));
  const confirm = [
    '/mall/redemptions/:redemption/confirm',
    `/mall/redemptions/${redemption_id}/confirm`,
  ] as const;
  await asker.act('POST', confirm, () => ({}));
}

async function plantPlus(asker: Asker): Promise<void> {
  const terms = {
    ...{ name: { zh: '卡', en: 'card' }, period: 'month', trial_days: 0, points_percent: 100 },
    ...{ price: { kind: 'money', minor: 1500 }, coupons: [] },
    member_prices: [{ name: { zh: '九折', en: '10% off' }, percent: 90, category: [] }],
    free_shipping: { count: 9, worth_minor: 1 },
  };
  const plans = ['/plus/plans', '/plus/plans'] as const;
  const { plan_id } = await asker.act<{ plan_id: number }>('POST', plans, () => ({
    terms,
    is_offered: true,
  }));
  const start = ['/plus/customers/:customer/start', '/plus/customers/1/start'] as const;
  const { subscription_id } = await asker.act<{ subscription_id: number }>('POST', start, (words) => ({
    ...{ plan_id, trial: false, auto_renew: false, key: asker.key() },
    payment: { ref: words('payment/ref', 'pay-1'), minor: 1500 },
  }));
  const use = ['/plus/customers/:customer/use', '/plus/customers/1/use'] as const;
  await asker.act('POST', use, (words) => ({
    ...{ benefit: 'free-shipping', key: asker.key(), ref: words('ref', 'order:7') },
  }));
  const of = (act: string) =>
    [`/plus/subscriptions/:subscription/${act}`, `/plus/subscriptions/${subscription_id}/${act}`] as const;
  await asker.act('POST', of('cancel'), () => ({}));
}

async function plantMessages(asker: Asker): Promise<void> {
  const words = { subject: 'Hello', text: 'Hello {{ who }}' };
  const template = {
    ...{ purpose: 'service', channels: ['in-page'], variables: [{ name: 'who', type: 'text' }] },
    ...{ content: { zh: words, en: words } },
  };
  const at = ['/messages/templates/:template', '/messages/templates/planted'] as const;
  await asker.act('PUT', at, () => ({ ...template, version: 0 }));
  const preview = ['/messages/templates/preview', '/messages/templates/preview'] as const;
  await asker.act('POST', preview, (of) => ({ template, values: { who: of('values/who', 'you') } }));
  await asker.act('PUT', ['/messages/channels/:channel', '/messages/channels/in-page'], () => ({ on: true }));
  await asker.act('POST', ['/messages', '/messages'], (of) => ({
    ...{ customer: 1, template: 'planted', key: asker.key(), values: { who: of('values/who', 'you') } },
  }));
}

/** Segments, charts and views: staff's own words are theirs, but what they choose by may be somebody's. */
async function plantOwnThings(asker: Asker): Promise<void> {
  await asker.act('POST', ['/segments', '/segments'], (words) => ({
    ...{ name: 'planted', tree: { kind: 'tag', tag: words('tree/tag', 'vip') } },
  }));
  await asker.act('POST', ['/segments', '/segments'], (words) => ({
    name: 'planted too',
    tree: { kind: 'trait', trait: 'city', op: '=', values: [words('tree/values', '杭州')] },
  }));
  await asker.act('POST', ['/desk/views', '/desk/views'], (words) => ({
    ...{ page: 'customers', name: 'planted', query: `tag=${words('query', 'vip')}`, shared: true },
  }));
  await asker.act('PUT', ['/desk/settings/:setting', '/desk/settings/columns'], (words) => ({
    value: [words('value', 'tier')],
  }));
  await asker.act('POST', ['/charts', '/charts'], (words) => ({
    title: 'planted',
    view: {
      ...{ range: 'last-30-days', chart: 'auto', show: 'value', sort: null },
      question: {
        ...{ measures: ['buyers'], rows: ['channel'], columns: [], top: [], totals: true, compare: 'none' },
        filters: [{ dimension: 'channel', values: [words('view/question/filters', 'taobao')], out: false }],
      },
    },
  }));
  const request = ['/compliance/customers/:customer/requests', '/compliance/customers/1/requests'] as const;
  const { request_id } = await asker.act<{ request_id: number }>('POST', request, (words) => ({
    ...{ kind: 'access', note: words('note') },
  }));
  const decision = [
    '/compliance/requests/:request/decision',
    `/compliance/requests/${request_id}/decision`,
  ] as const;
  await asker.act('POST', decision, (words) => ({ state: 'done', decision: words('decision') }));
}
