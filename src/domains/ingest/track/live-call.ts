import type { InputRecord } from '../../../contract/records.ts';
import type { Issue } from '../../../platform/errors.ts';
import type { Region } from '../events/event-row.ts';
import type { Json } from '../segment/call-values.ts';

/** One call that is fit to be stored. */
export interface LiveCall {
  /** Its place in the request. */
  readonly index: number;
  /** As sent, with a message id; kept only where it told no time, and is read again with the time it was first seen. */
  readonly json: Json | undefined;
  readonly messageId: string;
  /** False: the client told no time, and the one in `records` is when it came. */
  readonly timed: boolean;
  /** Milliseconds the client's clock is behind ours. */
  readonly clockError: number;
  readonly region: Region | undefined;
  /** What it says: an event with perhaps an order, or facts of a person. All about one person. */
  readonly records: readonly InputRecord[];
  readonly warnings: readonly Issue[];
}

/** What became of a call. */
export interface CallOutcome {
  readonly state: 'stored' | 'duplicate' | 'rejected';
  /** Why it was rejected. */
  readonly issues: readonly Issue[];
  /** What was left out of it. */
  readonly warnings: readonly Issue[];
}

/** The calls of one request that may be stored, together. */
export interface Delivery {
  readonly keyId: string;
  readonly receivedAt: Date;
  readonly calls: readonly LiveCall[];
  /** Bytes it holds, as sent. */
  readonly bytes: number;
}

/** What became of a delivery: an outcome per call, or that its key was revoked meanwhile. */
export type DeliveryOutcome = readonly CallOutcome[] | 'key-revoked';
