import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Text } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';

/** Whose data is meant. */
export interface Concerned {
  readonly shopId: number;
  readonly customerId: number;
  readonly personIds: readonly number[];
}

export interface Showing extends Concerned {
  readonly tx: Tx;
  readonly keys: ShopKeys;
  readonly platform: Platform;
}

/** One sort of data of a person: how much there is, and whether it goes. */
export interface Holding {
  readonly what: string;
  readonly label: Text;
  readonly count: number;
  /** Absent: it goes. Otherwise it stays, without what names the person, by this law. */
  readonly stays?: Text;
}

export interface Erasing extends Concerned {
  readonly platform: Platform;
  readonly keys: ShopKeys;
  /** ISO 8601. */
  readonly erasedAt: string;
}

/**
 * What a domain holds on a person. Every domain that holds anything gives one to the wiring
 * (src/compliance-handlers.ts), which keeps them in the order in which they are erased.
 */
export interface PersonalData {
  /** Unique; a finished step is remembered by it. */
  readonly name: string;
  /** How much there is of what, and what of it must stay. */
  holdings(showing: Showing): Promise<Holding[]>;
  /** All of it in clear, ready for JSON. */
  show(showing: Showing): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Takes it away. Run again after a crash anywhere it ends the same; it is done when PostgreSQL has committed, or
   * ClickHouse has rewritten every replica.
   */
  erase(erasing: Erasing): Promise<void>;
  /** With it the persons themselves go: nobody finds them behind it, and nothing more is written about them. */
  readonly takesPersons?: boolean;
}
