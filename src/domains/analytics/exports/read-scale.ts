import { orThrow } from '../../../platform/errors.ts';
import type { ExportAsk } from '../../../platform/exports/index.ts';
import { dayIssue } from '../metrics/question.ts';
import { readScale, type Scale } from '../rfm/read-scale.ts';
import { orUnusable } from '../rfm/rfm-question.ts';

export interface ExportScale extends Scale {
  readonly asOf: string;
  /** No customer has a higher number. */
  readonly lastNumber: number;
}

/** The scale of the day asked for. Throws the problem `unusable-question` for what is no day. */
export async function readExportScale(ask: ExportAsk): Promise<ExportScale> {
  const { platform, shop, signal, filters } = ask;
  const { clickhouse, clock } = platform;
  const today = clock.now().toLocaleDateString('sv-SE', { timeZone: shop.timeZone });
  const asOf = orThrow(orUnusable(filters.as_of ?? today, dayIssue('as_of', filters.as_of ?? today)));
  const scale = await readScale({ clickhouse, shop, signal }, asOf);
  return { ...scale, asOf, lastNumber: await readLastNumber(ask) };
}

async function readLastNumber({ platform, shop, signal }: ExportAsk): Promise<number> {
  const sql = `SELECT max(last) AS last FROM (
  SELECT max(person_id) AS last FROM persons WHERE shop_id = {shop:UInt32}
  UNION ALL
  SELECT max(person_id) AS last FROM orders WHERE shop_id = {shop:UInt32})`;
  const [row] = await platform.clickhouse.query<{ last: number }>({ sql, shopId: shop.shopId, signal });
  return row?.last ?? 0;
}
