import { mapInTurn } from '../../../platform/give-way.ts';
import { customerOf } from '../facts/scope.ts';
import type { Asking } from '../metrics/question.ts';
import { ofWindow, onlyThese } from '../rfm/buyers-sql.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import type { Habits } from './habits.ts';
import { habitsSql } from './habits-sql.ts';

/** Which customers are seen, as of which day, and until when what came of them is known. */
export interface HabitsAsked {
  /** Shop days, inclusive. */
  readonly asOf: string;
  readonly until: string;
  readonly activeDays: number;
  /** Customer numbers, inclusive. */
  readonly first: number;
  readonly last: number;
  /** Of those only these. */
  readonly only?: readonly number[];
  /** Persons of the only customer asked about; `first` and `last` are its number. */
  readonly persons?: readonly number[];
  /** One of so many customers, always the same; 1: all. */
  readonly sample?: number;
  /** More customers than the engine's 100,000 rows of an answer may be seen: at most so many. */
  readonly most?: number;
}

interface HabitsRow extends Record<string, number | string> {
  readonly customer_id: number;
}

/** What these customers did up to the day, in the order of their numbers. */
export async function readHabits(asking: Asking, it: HabitsAsked): Promise<Habits[]> {
  const { clickhouse, shop, signal } = asking;
  const customer = customerOf('person_id');
  const only = it.only === undefined ? '' : ` AND ${customer} IN {only:Array(UInt32)}`;
  const drawn = `({sample:UInt32} = 1 OR cityHash64(${customer}) % {sample:UInt32} = 0)`;
  const many = { persons: `${ofWindow.persons} AND ${drawn}${only}` };
  const among = it.persons === undefined ? many : onlyThese;
  const rows = await clickhouse.query<HabitsRow>({
    sql: habitsSql({ ...standingAt(asking, '{until:Date}'), ...among }),
    shopId: shop.shopId,
    params: {
      ...{ currency: shop.currency, calibration: it.asOf, until: it.until, active: it.activeDays },
      ...{ first: it.first, last: it.last, sample: it.sample ?? 1 },
      ...(it.only && { only: it.only }),
      ...(it.persons && { persons: it.persons }),
    },
    seconds: 120,
    ...(it.most && { maxRows: it.most }),
    ...(signal && { signal }),
  });
  return mapInTurn(rows, habitsOf);
}

const habitsOf = (row: HabitsRow): Habits => {
  const of = (name: string) => Number(row[name]);
  return {
    ...{ customerId: row.customer_id, repeats: of('x'), lastDays: of('tx'), knownDays: of('t') },
    ...{ bought30: of('bought30'), bought90: of('bought90'), seen30: of('seen30'), seen90: of('seen90') },
    ...{ spentMinor: of('spent_minor'), yearMinor: of('year_minor') },
    ...{ gapLogs: of('gap_logs'), gapSquares: of('gap_squares') },
    ...{ nextDays: of('next_days') || null, seenLater: of('seen_later') > 0 },
  };
};
