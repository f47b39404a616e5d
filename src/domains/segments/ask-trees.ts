import type { Tree } from '../../contract/segment-conditions.ts';
import type { Param } from '../../platform/clickhouse/clickhouse.ts';
import { quote } from '../../platform/clickhouse/literal.ts';
import { type AnalysedShop, boundValues } from '../analytics/index.ts';
import { compileTrees } from './compile.ts';
import type { Known } from './known.ts';

export interface TreesAsk {
  readonly shop: AnalysedShop;
  readonly trees: readonly Tree[];
  /** Milliseconds. */
  readonly at: number;
  readonly known: Known;
  /** All persons of the customers that are asked about; everybody unless told. */
  readonly persons?: readonly number[] | undefined;
}

/** The one statement of `compileTrees`, with its parameters. */
export function treesStatement({ shop, trees, at, known, persons }: TreesAsk): {
  readonly sql: string;
  readonly params: Readonly<Record<string, Param>>;
} {
  const bound = boundValues('cond');
  const writing = {
    at,
    timeZone: shop.timeZone,
    currency: shop.currency,
    known,
    bound,
    zone: quote(shop.timeZone),
  };
  const only = persons && bound.bind(persons, 'Array(UInt32)');
  return { sql: compileTrees(trees, writing, { only }), params: bound.params };
}
