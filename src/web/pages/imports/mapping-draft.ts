import {
  kindsWithPeople,
  type MappingKind,
  mappingFields,
  mappingIdentities,
} from '../../../contract/mapping-fields.ts';
import { fieldName, identityNames } from './field-names.ts';

/** What a column is to become: `field:order_no`, `identity:phone`, `trait:pet`, or '' for nothing. */
export type Target = string;

/** A mapping while somebody makes it, from the side of the file: each column and what it becomes. */
export interface Draft {
  readonly name: string;
  readonly of: MappingKind;
  readonly channel: string;
  readonly currency: string;
  readonly unit: 'major' | 'minor';
  readonly timeZone: string;
  readonly targets: Readonly<Record<string, Target>>;
  /** By column: what its words mean. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How the file itself is read where a person said otherwise, and the names of a file without a header. */
export interface FileWish {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly columns?: readonly string[];
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_()-]/g, '');

/** What merchants' own systems call the commonest columns, beside the names of the fields themselves. */
const alsoCalled: Readonly<Record<Target, string>> = {
  'field:order_no': '订单编号 单号 小票号 流水号 invoiceno invoice orderid ordernumber order',
  'field:created_at':
    '下单日期 创建时间 订单创建时间 交易时间 销售时间 时间 日期 invoicedate orderdate date createdat',
  'field:product_no': '商品编码 货号 款号 商品id stockcode productid itemid',
  'field:title': '商品 品名 商品标题 description product item productname',
  'field:quantity': '件数 购买数量 销售数量 qty',
  'field:unit_price': '价格 售价 price unitprice',
  'field:amount': '总价 小计 销售额 实收 花费 消费 spend total lineamount',
  'field:paid': '实付 实收金额 买家实际支付金额 total amountpaid',
  'field:state': '状态 status',
  'field:name': '事件 行为 event',
  'field:at': '时间 日期 timestamp eventtime',
  'identity:customer-number': '客户编号 会员编号 客户id customerid customer',
  'identity:member-card': '会员卡 卡号 cardno',
  'identity:phone': '手机 手机号 电话 买家电话 mobile phonenumber',
  'identity:e-mail': '邮箱 email',
  'identity:user-id': '用户id 用户编号 userid',
};

/** What a column's name sounds like, among the fields of a kind and the identities; '' where nothing does. */
function guessTarget(column: string, of: MappingKind): Target {
  const name = plain(column);
  const { required, others } = mappingFields[of];
  for (const field of [...required, ...others]) {
    const { zh, en } = fieldName(field);
    if ([field, zh, en].some((it) => plain(it) === name)) return `field:${field}`;
  }
  const other = [...required, ...others].find((field) => isCalled(`field:${field}`, name));
  if (other !== undefined) return `field:${other}`;
  if (!kindsWithPeople.includes(of)) return '';
  const kind = mappingIdentities.find((it) => {
    const { zh, en } = identityNames[it]!;
    return [it, zh, en].some((word) => plain(word) === name) || isCalled(`identity:${it}`, name);
  });
  return kind === undefined ? '' : `identity:${kind}`;
}

const isCalled = (target: Target, name: string): boolean =>
  (alsoCalled[target] ?? '').split(' ').some((word) => word !== '' && plain(word) === name);

/** Guesses for all columns; a field is given to the first column that sounds like it. */
export function guessTargets(columns: readonly string[], of: MappingKind): Record<string, Target> {
  const taken = new Set<Target>();
  const targets: Record<string, Target> = {};
  for (const column of columns) {
    const target = guessTarget(column, of);
    if (target === '' || taken.has(target)) continue;
    taken.add(target);
    targets[column] = target;
  }
  return targets;
}

/** What the kind needs and no column gives: fields, and for customers and events anybody at all. */
export function missingOf({ of, targets }: Pick<Draft, 'of' | 'targets'>): string[] {
  const given = new Set(Object.values(targets));
  const fields = mappingFields[of].required.filter((field) => !given.has(`field:${field}`));
  const needsPerson = of === 'customers' || of === 'events';
  const hasPerson = [...given].some((target) => target.startsWith('identity:'));
  return [...fields, ...(needsPerson && !hasPerson ? ['identities'] : [])];
}

const behind = (prefix: string, draft: Draft): [column: string, name: string][] =>
  Object.entries(draft.targets)
    .filter(([, target]) => target.startsWith(prefix))
    .map(([column, target]) => [column, target.slice(prefix.length)]);

/** The mapping as docs/mapping.schema.json has it. */
export function mappingOf(draft: Draft, file: FileWish): Record<string, unknown> {
  const fields = behind('field:', draft).map(([column, field]) => {
    const values = draft.words[column];
    return [field, values === undefined ? column : { column, values }] as const;
  });
  const identities = behind('identity:', draft).map(([column, kind]) => ({ kind, column }));
  const traits = behind('trait:', draft).map(([column, name]) => [name, { column, optional: true }] as const);
  return {
    ...{ name: draft.name, of: draft.of, channel: draft.channel, currency: draft.currency },
    ...{ time_zone: draft.timeZone, unit: draft.unit },
    fields: Object.fromEntries(fields),
    ...(identities.length > 0 && { identities }),
    ...(draft.of === 'customers' && traits.length > 0 && { traits: Object.fromEntries(traits) }),
    ...(Object.keys(file).length > 0 && { file }),
  };
}

/** A name that imports will show: of the file's own, as far as it has Latin letters. */
export function nameFor(fileName: string): string {
  const bare = fileName.toLowerCase().replace(/\.(?:csv|tsv|txt|xlsx|jsonl|json|parquet|gz)(?=\.|$)/g, '');
  const slug = bare.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return (slug || 'my-mapping').slice(0, 63);
}
