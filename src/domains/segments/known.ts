import type { Tree } from '../../contract/segment-conditions.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AnalysedShop, CurrentScore } from '../analytics/index.ts';
import type { BandEnds } from './band-rules.ts';

/** What a tree needs to know that stands in PostgreSQL: looked up once, before it is compiled or evaluated. */
export interface Known {
  /** Numbers of tags, as the mirror wrote them; a tag nobody ever had has one too. */
  readonly tagNumbers: ReadonlyMap<string, string>;
  /** The run each score is read of; without one nobody has it. */
  readonly scores: ReadonlyMap<string, CurrentScore>;
  /** Ends of bands of scores, by `bandKey`. */
  readonly bands: ReadonlyMap<string, BandEnds>;
  /** Look-alikes of segments, by `alikeKey`: customers as they were joined when that was settled. */
  readonly alikes: ReadonlyMap<string, readonly number[]>;
  /** The people of the shop as they were last counted; undefined: no condition asks for it. */
  readonly build: { readonly slot: number; readonly build: number } | undefined;
  /** Members of other segments: the refresh that counts, by segment. */
  readonly refreshes: ReadonlyMap<number, number>;
  /** Persons by birthday window; their birthdays never leave PostgreSQL. */
  readonly birthdays: ReadonlyMap<string, readonly number[]>;
}

/** Who looks things up, for which trees, at which moment. */
export interface LookUp {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly trees: readonly Tree[];
  /** Milliseconds. */
  readonly at: number;
  /** All persons of the customers that are asked about: of others no birthday is opened. Everybody unless told. */
  readonly persons?: readonly number[] | undefined;
  /** What was looked up within minutes will do: for a count that nothing is kept of. */
  readonly mayBeOld?: boolean | undefined;
}
