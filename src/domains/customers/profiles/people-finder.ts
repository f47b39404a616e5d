import type {
  CustomerFigures,
  CustomerHabits,
  PeopleCount,
  PeopleFilter,
  PeopleSort,
} from '../../../contract/people.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import type { Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Holdout } from '../../compliance/index.ts';

/** The shop whose people are meant. */
export interface PeopleShop {
  readonly shopId: number;
  readonly timeZone: string;
  readonly currency: string;
}

/** Customers as SQL. */
export interface SelectedCustomers {
  readonly sql: string;
  readonly params: Readonly<Record<string, Param>>;
}

/** Which people. */
export interface PeopleView {
  readonly platform: Platform;
  readonly shop: PeopleShop;
  readonly filter: PeopleFilter;
  /** Only these customers, such as a search found. */
  readonly customerIds?: readonly number[] | undefined;
  /** Who is meant by `filter.segment`: a SELECT of customer_id with its values. Without it nobody is. */
  readonly selected?: SelectedCustomers | undefined;
  /** What is done to them: where scores chose them, those held out are left out of it, and it is noted who was reached. */
  readonly acting?: 'export' | 'tag' | 'list-read' | undefined;
  /** Without the universal holdout, or only those of it. */
  readonly heldOut?: HeldOut | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HeldOut {
  readonly holdout: Holdout;
  readonly only: boolean;
}

/** Codes of the scores by models that come with the figures, or all of them, which costs as much as the list; undefined: none. */
export type ScoresAsk = readonly string[] | 'all';

/** A place in a list of people: the value it is sorted by, then the customer. */
export interface ViewPlace {
  readonly value: number;
  readonly customerId: number;
}

export interface ViewPageAsk extends PeopleView {
  readonly sort: PeopleSort;
  /** What `sort` 'score' sorts by. */
  readonly byScore?: string | undefined;
  readonly direction: 'asc' | 'desc';
  readonly after?: ViewPlace | undefined;
  readonly limit: number;
  readonly scores?: ScoresAsk | undefined;
}

export interface ViewPage {
  readonly people: readonly { readonly customerId: number; readonly figures: CustomerFigures }[];
  /** Undefined on the last page. */
  readonly next: ViewPlace | undefined;
}

/** What lists ask of analytics, which stands to the right: numbers, never names. Problem of each: unusable-question. */
export interface PeopleFinder {
  readonly page: (ask: ViewPageAsk) => Promise<Result<ViewPage>>;
  readonly count: (view: PeopleView) => Promise<Result<PeopleCount>>;
  /** Numbers of the people, ascending, from behind `after`, at most `limit`. */
  readonly behind: (view: PeopleView, after: number, limit: number) => Promise<Result<number[]>>;
  readonly figures: (
    view: Omit<PeopleView, 'filter'> & { readonly scores?: ScoresAsk | undefined },
    customerIds: readonly number[],
  ) => Promise<ReadonlyMap<number, CustomerFigures>>;
  /** What and where one customer, given by all their persons, bought most. */
  readonly habits: (
    view: Omit<PeopleView, 'filter'>,
    personIds: readonly number[],
  ) => Promise<CustomerHabits>;
}
