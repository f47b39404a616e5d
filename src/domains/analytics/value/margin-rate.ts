import type { Platform } from '../../../platform/platform.ts';
import type { AnalysedShop } from '../metrics/question.ts';
import { showSettings } from './change-settings.ts';
import { readMargin } from './read-margin.ts';

interface Standing {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  /** Shop day. */
  readonly asOf: string;
}

/** What sales are multiplied by to be margin, by the shop's settings of value; 1 until it says what it keeps of them. */
export async function marginRate({ platform, shop, asOf }: Standing): Promise<number> {
  const { settings } = await showSettings(platform, shop.shopId);
  return readMargin({ asking: { clickhouse: platform.clickhouse, shop }, settings, asOf });
}
