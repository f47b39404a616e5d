import type { TierMeasure } from '../../../contract/tiers.ts';
import type { Text } from '../../../platform/errors.ts';

/** What is missing to keep a tier, as its customer reads it. Pure. */

interface Missing {
  /** In the unit of the measure; money in minor units. */
  readonly missing: number;
  readonly measure: TierMeasure;
  readonly currency: string;
}

export function sayMissing({ missing, measure, currency }: Missing): Text {
  const count = (locale: string) => new Intl.NumberFormat(locale).format(missing);
  if (measure === 'spend' || measure === 'clv')
    return { zh: money(missing, currency, 'zh-CN'), en: money(missing, currency, 'en-US') };
  if (measure === 'orders')
    return { zh: `${count('zh-CN')} 笔订单`, en: missing === 1 ? '1 order' : `${count('en-US')} orders` };
  if (measure === 'growth') return { zh: `${count('zh-CN')} 成长值`, en: `${count('en-US')} growth points` };
  return { zh: `${count('zh-CN')} 分`, en: missing === 1 ? '1 point' : `${count('en-US')} points` };
}

function money(minor: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
