import { sql } from 'kysely';
import type { Db } from '../db/postgres.ts';
import { prepared } from '../db/prepared.ts';
import { fail, type Issue, ok, type Problem, problem, type Result } from '../errors.ts';
import { slugTaken } from './problems.ts';

/** A tenant as the rest of the code knows it. */
export interface Shop {
  /** Dense integer, leading column of every key. */
  readonly shopId: number;
  /** As in URLs and `--shop`. */
  readonly slug: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name; its days are the shop's days. */
  readonly timeZone: string;
  /** The organization of better-auth that holds its staff. */
  readonly organizationId: string;
  readonly isDemo: boolean;
}

const columns = sql`shop_id as "shopId", slug, name, currency, time_zone as "timeZone",
  organization_id as "organizationId", is_demo as "isDemo"`;

/** The shop with this slug, if there is one. Says nothing about who may enter it. */
export async function findShop(db: Db, slug: string): Promise<Shop | undefined> {
  const found =
    await sql<Shop>`${prepared}select ${columns} from platform.shops where slug = ${slug}`.execute(db);
  return found.rows[0];
}

export async function findShopById(db: Db, shopId: number): Promise<Shop | undefined> {
  const found =
    await sql<Shop>`${prepared}select ${columns} from platform.shops where shop_id = ${shopId}`.execute(db);
  return found.rows[0];
}

/** Every shop of the installation, by slug: for the command line and jobs, never for a route. */
export async function listAllShops(db: Db): Promise<readonly Shop[]> {
  const found = await sql<Shop>`select ${columns} from platform.shops order by slug`.execute(db);
  return found.rows;
}

/** The shops of these organizations, by slug. */
export async function listShopsOf(db: Db, organizations: readonly string[]): Promise<readonly Shop[]> {
  const found = await sql<Shop>`
    select ${columns} from platform.shops where organization_id = any(${organizations}::text[]) order by slug`.execute(
    db,
  );
  return found.rows;
}

export interface ShopToCreate extends Pick<Shop, 'slug' | 'name' | 'currency' | 'timeZone'> {
  /** better-auth's user id. Without one the operator of the installation becomes owner, as soon as there is one. */
  readonly ownerUserId?: string;
  readonly isDemo?: boolean;
}

/**
 * Opens a shop: its organization, its row and its owner's membership in one statement.
 * Problems: `shop-unusable` (every issue listed), `slug-taken`.
 */
export async function createShop({ db }: { readonly db: Db }, shop: ShopToCreate): Promise<Result<Shop>> {
  const issues = shopIssues(shop);
  if (issues.length > 0) return fail(shopUnusable(issues));
  try {
    const { rows } = await sql<{ shopId: number }>`
      select platform.create_shop(${shop.slug}, ${shop.name}, ${shop.currency}, ${shop.timeZone},
        ${shop.isDemo ?? false}, ${shop.ownerUserId ?? null}) as "shopId"`.execute(db);
    return ok((await findShopById(db, rows[0]!.shopId))!);
  } catch (error) {
    if ((error as { code?: string }).code === '23505') return fail(slugTaken);
    throw error;
  }
}

/** Why a shop cannot be opened as described, before anything is made. */
export async function shopProblem(
  { db }: { readonly db: Db },
  shop: ShopToCreate,
): Promise<Problem | undefined> {
  const issues = shopIssues(shop);
  if (issues.length > 0) return shopUnusable(issues);
  return (await findShop(db, shop.slug)) === undefined ? undefined : slugTaken;
}

/** What is wrong with a shop's own facts; also for the command line, which has no schema before it. */
function shopIssues(shop: ShopToCreate): Issue[] {
  const issues: Issue[] = [];
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(shop.slug)) issues.push(issue('not-a-slug', 'slug'));
  if (shop.name.trim() === '') issues.push(issue('empty', 'name'));
  if (!Intl.supportedValuesOf('currency').includes(shop.currency))
    issues.push(issue('not-a-currency', 'currency'));
  if (!isTimeZone(shop.timeZone)) issues.push(issue('not-a-time-zone', 'time_zone'));
  return issues;
}

function isTimeZone(name: string): boolean {
  // An offset such as +08:00 also makes a formatter, but knows no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const sentences = {
  'not-a-slug': {
    zh: '店铺标识只能用小写字母，数字和连字符。',
    en: 'Use lower-case letters, digits and hyphens, at most 63.',
  },
  empty: { zh: '请填写。', en: 'Fill this in.' },
  'not-a-currency': { zh: '不是 ISO 4217 货币代码。', en: 'Not an ISO 4217 currency, such as CNY.' },
  'not-a-time-zone': { zh: '不是 IANA 时区。', en: 'Not an IANA time zone, such as Asia/Shanghai.' },
} as const;

const issue = (code: keyof typeof sentences, field: string): Issue => ({
  code,
  field,
  message: sentences[code],
});

const shopUnusable = (issues: readonly Issue[]) =>
  problem(
    'shop-unusable',
    422,
    { zh: '店铺信息有误。', en: 'This shop cannot be opened as described.' },
    issues,
  );
