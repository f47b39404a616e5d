import type { PeopleFilter } from '../../../contract/people.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import type { Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Asking } from '../metrics/question.ts';

/** People of a part of an answer: a SELECT of customer_id, each once, with its values. */
export interface SelectedPeople {
  readonly sql: string;
  readonly params: Readonly<Record<string, Param>>;
}

export interface SelectionAsk extends Asking {
  readonly platform: Pick<Platform, 'db' | 'clock'>;
  /** Numbers of the people of another view, ascending, at most so many. */
  readonly behind?: (filter: PeopleFilter, limit: number) => Promise<Result<number[]>>;
}
