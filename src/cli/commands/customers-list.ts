import { permissions } from '../../contract/auth.ts';
import type { CustomerRow } from '../../contract/customer.ts';
import { customerHandlers } from '../../customer-handlers.ts';
import { findCustomers } from '../../domains/customers/index.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { engineCommand, type Language } from '../command.ts';
import { shop, text, wholeNumber, withDefault } from '../option.ts';
import { peopleOptions, peopleQuery } from '../people-options.ts';
import { shopOf } from '../shop-of.ts';
import { shopTime } from '../shop-time.ts';
import { table } from '../table.ts';

/** `shuke customers list`: a page of customers, names and phones masked. */
export const command = engineCommand({
  name: 'customers list',
  summary: { zh: '列出或查找客户 (脱敏)', en: 'list or find customers, masked' },
  options: {
    shop,
    search: text('TEXT', {
      zh: '姓名、手机号、后四位、账号、订单号，或可检索的属性值',
      en: 'name, phone or its last four digits, account, order number, a searched trait',
    }),
    trait: text('NAME=VALUE', { zh: '此属性为此值', en: 'whose trait is this' }),
    ...peopleOptions,
    scores: text('CODES', {
      zh: '--json 中附带的模型得分，逗号分隔；all 为全部',
      en: 'scores by models that --json tells, with commas; all for every one',
    }),
    limit: withDefault(wholeNumber({ zh: '每页条数', en: 'how many' }, 1), 50),
    cursor: text('CURSOR', { zh: '上一页的 next_cursor', en: 'next_cursor of the page before' }),
  },
  async run({ platform, options, actor, language, signal, result }) {
    const found = await shopOf(platform, options.shop);
    const { shopId, timeZone } = found;
    const { search, limit, cursor, scores } = options;
    const trait = traitOf(options.trait);
    const asks = { ...peopleQuery(options), ...(search && { text: search }), ...(trait && { trait }) };
    const query = { ...asks, ...(scores && { scores }), limit: Math.min(limit, 1000) };
    const place = { platform, shopId, list: JSON.stringify(['cli customers', asks]) };
    const after = orThrow(readCursor(place, cursor));
    const keys = await platform.keyring.forShop(shopId);
    const caller = { actor, masking: 'masked', permissions: new Set(permissions) } as const;
    const asked = { ...caller, platform, shop: found, keys, query, after, now: platform.clock.now(), signal };
    const { customers, next } = orThrow(await findCustomers({ ...asked, ...customerHandlers }));
    const next_cursor = next ? writeCursor(place, next) : null;
    const listed = { customers, next: next_cursor, timeZone };
    result({ customers, next_cursor }, () => customerTable(listed, language));
  },
});

function traitOf(word: string | undefined): { name: string; value: string } | undefined {
  if (word === undefined) return undefined;
  const end = word.indexOf('=');
  if (end < 1) throw new ProblemError(noTrait);
  return { name: word.slice(0, end), value: word.slice(end + 1) };
}

const noTrait = problem('wrong-usage', 400, {
  zh: '--trait 应为 名称=值',
  en: '--trait is NAME=VALUE',
});

const heads = {
  zh: ['编号', '姓名', '手机号', '身份标识', '省份', '等级', '标签', '最近到访'],
  en: ['id', 'name', 'phone', 'identity', 'province', 'tier', 'tags', 'last seen'],
};

interface Listed {
  readonly customers: readonly CustomerRow[];
  readonly next: string | null;
  readonly timeZone: string;
}

function customerTable({ customers, next, timeZone }: Listed, language: Language): string {
  const rows = customers.map((it) => [
    ...[it.customer_id, it.name, it.phone, identityText(it), it.province, it.tier, it.tags.join(' ')],
    shopTime(it.last_seen_at, timeZone),
  ]);
  const more = next === null ? '' : `--cursor ${next}\n`;
  const head = heads[language].with(-1, `${heads[language].at(-1)} (${timeZone})`);
  return `${table(head, rows)}${more}`;
}

/** A buyer of a marketplace has no name or phone among their traits: this tells one row from the next. */
const identityText = ({ identity }: CustomerRow): string | null =>
  identity && `${identity.kind} ${identity.value}`;
