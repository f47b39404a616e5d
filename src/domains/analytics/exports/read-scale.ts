import { orThrow } from '../../../platform/errors.ts';
import type { ExportAsk } from '../../../platform/exports/index.ts';
import { dayIssue } from '../metrics/question.ts';
import { readScale, type Scale } from '../rfm/read-scale.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { readLastNumber } from '../scores/read-last-number.ts';

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
  return { ...scale, asOf, lastNumber: await readLastNumber({ clickhouse, shop, signal }) };
}
