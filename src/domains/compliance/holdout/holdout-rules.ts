import { createHash } from 'node:crypto';

/** The universal holdout of a shop: whom nothing is sent and nothing shown, so that everything can be measured against them. */
export interface Holdout {
  /** Made once per shop, at random. */
  readonly salt: string;
  /** Hundredths of a per cent held out: 500 = 5 %. */
  readonly share: number;
}

/**
 * The person's place from 0 to 2^32 - 1: the first four bytes, big end first, of SHA-256 over `salt:person`. It depends
 * on nothing else, so that it is the same in every process and store, and stays when the share changes: a larger share
 * holds everybody the smaller one held. A customer of several persons stands where their smallest person does, which is
 * the customer's number.
 */
export const placeOf = (salt: string, personId: number): number =>
  createHash('sha256').update(`${salt}:${personId}`).digest().readUInt32BE(0);

/** Places below this are held out. */
export const boundOf = (share: number): number => Math.floor((share * 2 ** 32) / 10_000);

export const inHoldout = ({ salt, share }: Holdout, customerId: number): boolean =>
  placeOf(salt, customerId) < boundOf(share);

/** The same in ClickHouse; salt and number as SQL. */
export const placeSql = (salt: string, person: string): string =>
  `reinterpretAsUInt32(reverse(substring(SHA256(concat(${salt}, ':', toString(${person}))), 1, 4)))`;

/** Condition in ClickHouse: the customer is held out. Binds `{holdout_salt:String}` and `{holdout_bound:UInt64}`. */
export const inHoldoutSql = (customer: string): string =>
  `${placeSql('{holdout_salt:String}', customer)} < {holdout_bound:UInt64}`;

export const holdoutParams = ({ salt, share }: Holdout) => ({
  holdout_salt: salt,
  holdout_bound: boundOf(share),
});
