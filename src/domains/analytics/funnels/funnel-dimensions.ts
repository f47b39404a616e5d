import type { Text } from '../../../platform/errors.ts';
import type { BoundValues } from '../behaviour/bound-values.ts';
import { fieldSql, type Happening } from '../behaviour/happenings.ts';
import { type AttributeName, attributeOf } from '../facts/attributes.ts';
import { customerOf, type Scope } from '../facts/scope.ts';
import { inShop } from '../facts/source.ts';

/** What funnels can be broken down by: what the event that began the attempt says, or whose attempt it is. */
export interface FunnelDimension {
  readonly code: string;
  readonly label: Text;
  readonly definition: Text;
  /** SQL of a row of a happening; a dimension of the event. */
  readonly ofEvent?: (happening: Happening, bound: BoundValues) => string;
  /** From attempts (customer_id, moments) SELECT customer_id, value; a dimension of the customer. */
  readonly ofCustomer?: (scope: Scope) => string;
}

const column =
  (field: string) =>
  (happening: Happening, bound: BoundValues): string =>
    fieldSql(happening, field, (name) => bound.bind(name, 'String'));

const ofEntry = (zh: string, en: string) => ({
  zh: `开始这次尝试的事件的${zh}`,
  en: `${en} of the event that began the attempt`,
});

const attribute =
  (name: AttributeName) =>
  (scope: Scope): string =>
    `SELECT customer_id, attribute AS value FROM (${attributeOf(name, scope)})`;

/** When each customer first paid, milliseconds, over all time. */
const firstPaid = `SELECT ${customerOf('person_id')} AS customer_id, min(paid) AS first_paid FROM (
  SELECT person_id, min(toUnixTimestamp64Milli(assumeNotNull(paid_at))) AS paid FROM orders
  WHERE ${inShop} AND is_paid = 1 AND person_id != 0 GROUP BY person_id
) GROUP BY customer_id`;

export const firstPaidSql = (): string => firstPaid;

const dimensionList: readonly FunnelDimension[] = [
  {
    code: 'channel',
    label: { zh: '渠道', en: 'Channel' },
    definition: ofEntry('渠道', 'Channel'),
    ofEvent: column('channel'),
  },
  {
    code: 'category',
    label: { zh: '类目', en: 'Category' },
    definition: ofEntry('商品类目 (事件所述；未述则为空)', 'Category, as the event tells it'),
    ofEvent: ({ table }) => (table === 'events' ? 'category' : "''"),
  },
  {
    code: 'page',
    label: { zh: '页面', en: 'Page' },
    definition: ofEntry('页面路径', 'Path of the page'),
    ofEvent: column('path'),
  },
  {
    code: 'device',
    label: { zh: '设备系统', en: 'Device' },
    definition: ofEntry('设备操作系统', 'Operating system of the device'),
    ofEvent: column('os'),
  },
  {
    code: 'source',
    label: { zh: '流量来源', en: 'Source' },
    definition: ofEntry('来源 (utm_source)', 'Source (utm_source)'),
    ofEvent: column('source'),
  },
  {
    code: 'campaign',
    label: { zh: '推广计划', en: 'Campaign' },
    definition: ofEntry('推广计划 (utm_campaign)', 'Campaign (utm_campaign)'),
    ofEvent: column('campaign'),
  },
  {
    code: 'province',
    label: { zh: '省份', en: 'Province' },
    definition: {
      zh: '客户的省份：属性中的省份，没有则按最近一笔订单',
      en: "The customer's province: the trait, else that of the latest order",
    },
    ofCustomer: attribute('province'),
  },
  {
    code: 'first-touch',
    label: { zh: '首次触点来源', en: 'First touch' },
    definition: { zh: '客户最早一次触点的来源', en: "Source of the customer's earliest touch" },
    ofCustomer: attribute('first-touch'),
  },
  {
    code: 'tier',
    label: { zh: '会员等级', en: 'Tier' },
    definition: { zh: '客户现在的会员等级', en: 'The tier the customer holds now' },
    ofCustomer: attribute('tier'),
  },
  {
    code: 'new-returning',
    label: { zh: '新老客', en: 'New or returning' },
    definition: {
      zh: 'new：开始时还没有支付订单；returning：开始前已有支付订单',
      en: 'new: without a paid order when the attempt began; returning: with one',
    },
  },
];

export const newReturning = 'new-returning';

/** `property:NAME`: a property of the event that began the attempt. */
const propertyForm = /^property:([\p{L}_$][\p{L}\p{N}_.$ -]{0,59})$/u;

export function findFunnelDimension(code: string): FunnelDimension | undefined {
  const name = propertyForm.exec(code)?.[1];
  if (name === undefined) return dimensionList.find((it) => it.code === code);
  const label = { zh: name, en: name };
  return { code, label, definition: ofEntry(`属性 ${name}`, `Property ${name}`), ofEvent: column(name) };
}

export const funnelDimensions: readonly FunnelDimension[] = dimensionList;
