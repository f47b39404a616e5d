import type { Text } from '../../errors.ts';
import type { CatalogTable, ForeignKey } from './shop-tables.ts';

/** How Citus holds a table: in shards by shop, whole on every node, or on the coordinator alone. */
export type Placement = 'distributed' | 'reference' | 'local';

export interface TablePlan {
  readonly table: string;
  readonly placement: Placement;
  /** The table whose shards lie beside its own; absent for the first, and for what is not distributed. */
  readonly colocatedWith?: string;
  readonly why: Text;
  /** What must be changed before it can be distributed. */
  readonly hindrances: readonly Text[];
}

/** The first distributed table; every other lies beside it, so that a shop's rows are all on one node. */
export const anchor = 'platform.counters';

const shops = 'platform.shops';

/** Tables that are not of a shop and stay on the coordinator: named one by one, so that a new one asks for a decision. */
const local: Readonly<Record<string, Text>> = {
  'platform.schema_migrations': {
    zh: '迁移记录，只由迁移者读写',
    en: 'history of migrations, for the migrator alone',
  },
  'platform.installation': { zh: '整个安装一行', en: 'one row for the installation' },
  'platform.former_secrets': {
    zh: '更换前的密钥，整个安装几行',
    en: 'secrets of before, some rows for the installation',
  },
  'platform.foreign_keys_aside': { zh: '分布过程的记录', en: 'what a distribution under way has put aside' },
};

const reasons = {
  auth: { zh: '登录 (better-auth)：与店铺无关', en: 'sign-in (better-auth): of no shop' },
  shops: { zh: '店铺列表：小，到处被引用', en: 'the list of shops: small, referenced everywhere' },
  shop: { zh: '店铺的行', en: "a shop's rows" },
  none: { zh: '没有 shop_id，也未列为例外', en: 'has no shop_id and is no named exception' },
};

/** Decides for every table, from what the catalog says of it. */
export function planDistribution(tables: readonly CatalogTable[]): TablePlan[] {
  const names = new Set(tables.filter(isShopTable).map((it) => it.name));
  return tables.map((table) => planOf(table, names));
}

const isShopTable = ({ name, shopType }: CatalogTable): boolean => shopType !== null && name !== shops;

function planOf(table: CatalogTable, distributed: ReadonlySet<string>): TablePlan {
  const { name } = table;
  if (name === shops) return { table: name, placement: 'reference', why: reasons.shops, hindrances: [] };
  const why = name.startsWith('auth.') ? reasons.auth : local[name];
  if (why !== undefined) return { table: name, placement: 'local', why, hindrances: [] };
  if (table.shopType === null)
    return { table: name, placement: 'local', why: reasons.none, hindrances: [noPlan] };
  return {
    table: name,
    placement: 'distributed',
    ...(name === anchor ? {} : { colocatedWith: anchor }),
    why: reasons.shop,
    hindrances: hindrancesOf(table, distributed),
  };
}

const noPlan: Text = {
  zh: '没有分布计划：加上 shop_id，或在 plan-distribution.ts 中列为例外',
  en: 'no plan: give it a shop_id, or name it in plan-distribution.ts',
};

function hindrancesOf(table: CatalogTable, distributed: ReadonlySet<string>): Text[] {
  const wrongType = table.shopType === 'integer' ? [] : [same(`shop_id: ${table.shopType} <> integer`)];
  const keys = table.keys.filter(({ columns }) => columns[0] !== 'shop_id').map(({ name }) => leads(name));
  const foreign = table.foreignKeys.filter((key) => !isColocated(key, distributed)).map(apart);
  return [...wrongType, ...keys, ...foreign, ...table.unsupported.map(notCarried)];
}

/** Both sides are in the same shard, or the other side is whole on every node. */
function isColocated(
  { columns, referenced, references }: ForeignKey,
  distributed: ReadonlySet<string>,
): boolean {
  const leadBoth = columns[0] === 'shop_id' && referenced[0] === 'shop_id';
  return leadBoth && (references === shops || distributed.has(references));
}

const same = (text: string): Text => ({ zh: text, en: text });
const leads = (name: string): Text => ({
  zh: `唯一键 ${name} 不以 shop_id 开头`,
  en: `unique key ${name} does not begin with shop_id`,
});
const apart = ({ name, references }: ForeignKey): Text => ({
  zh: `外键 ${name} 指向不在同一分片的 ${references}`,
  en: `foreign key ${name} points at ${references}, which is not in the same shard`,
});
const notCarried = (what: string): Text => ({
  zh: `Citus 不支持分布表上的 ${what}`,
  en: `Citus carries no ${what} to shards`,
});
