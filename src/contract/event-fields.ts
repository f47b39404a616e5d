import type { Operator, stepFields } from './event-steps.ts';

interface Label {
  readonly zh: string;
  readonly en: string;
}

/** What staff read for what every event can carry. */
const labels: Readonly<Record<(typeof stepFields)[number], Label>> = {
  amount: { zh: '金额', en: 'Amount' },
  campaign: { zh: '推广计划', en: 'Campaign' },
  category: { zh: '类目', en: 'Category' },
  channel: { zh: '渠道', en: 'Channel' },
  city: { zh: '城市', en: 'City' },
  medium: { zh: '媒介', en: 'Medium' },
  product: { zh: '商品编号', en: 'Product number' },
  province: { zh: '省份', en: 'Province' },
  quantity: { zh: '数量', en: 'Quantity' },
  source: { zh: '流量来源', en: 'Source' },
};

/** A property of the shop's own stands by its name. */
export const fieldLabel = (field: string): Label =>
  Object.hasOwn(labels, field) ? labels[field as keyof typeof labels] : { zh: field, en: field };

const sign = (text: string): Label => ({ zh: text, en: text });

/** How what narrows a step is compared, for readers. */
export const operatorSigns: Readonly<Record<Operator, Label>> = {
  ...{ '=': sign('='), '!=': sign('≠'), '>=': sign('≥'), '<=': sign('≤'), '>': sign('>'), '<': sign('<') },
  '~': { zh: '包含', en: 'contains' },
};
