import type { Platform } from '../../../platform/platform.ts';
import type { Dictionary, NumbersAhead } from '../../customers/index.ts';
import type { KnownClaim, Remembered } from './known-claims.ts';
import type { Payer } from './pay-later.ts';

/** What storing live events works on, for as long as the server runs. */
export interface LiveStores {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'fence' | 'clock' | 'keyring' | 'log'>;
  readonly payer: Payer;
  readonly numbers: NumbersAhead;
  /** By `claimKey`. */
  readonly claims: Remembered<KnownClaim>;
  /** Product ids with the generation they were learnt in, by shop and what was said (see live-products.ts). */
  readonly products: Remembered<{ readonly id: number; readonly generation: number }>;
  /** Each shop's own traits, and what tells whether they are still the same (`customers.dictionary_print`). */
  readonly dictionaries: Map<number, { readonly dictionary: Dictionary; readonly print: string }>;
  /** The generation each shop was last found in. */
  readonly generations: Map<number, number>;
}

/** Where the deliveries of one flush come from: one shop, one source. */
export interface Origin {
  readonly shopId: number;
  readonly currency: string;
  readonly source: string;
}
