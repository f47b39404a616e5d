import type {
  CustomerRecord,
  EventRecord,
  IdentityClaim,
  OrderRecord,
  RefundRecord,
} from '../../../contract/records.ts';
import type { Issue } from '../../../platform/errors.ts';
import type { CallOutcome, LiveCall } from './live-call.ts';

/** A call on its way through one flush. */
export interface Entry {
  readonly call: LiveCall;
  readonly receivedAt: Date;
  readonly event: EventRecord | undefined;
  readonly customer: CustomerRecord | undefined;
  readonly order: OrderRecord | undefined;
  readonly refund: RefundRecord | undefined;
  /** Who it is about. */
  readonly identities: readonly IdentityClaim[];
  readonly at: string;
  /** `at` in ms since 1970. */
  readonly ms: number;
  /** Set when its persons are known: the primary's number, 0 = nobody. */
  personId: number;
  /** Why a promise of the store forbade it. */
  issue: Issue | undefined;
  /** Set when its row is made. */
  outcome: CallOutcome | undefined;
}

export function entryOf(call: LiveCall, receivedAt: Date): Entry {
  const entry: Mutable = {
    call,
    receivedAt,
    event: undefined,
    customer: undefined,
    order: undefined,
    refund: undefined,
    identities: [],
    at: '',
    ms: 0,
    personId: 0,
    issue: undefined,
    outcome: undefined,
  };
  for (const record of call.records) {
    if (record.kind === 'event') entry.event = record;
    if (record.kind === 'customer') entry.customer = record;
    if (record.kind === 'order') entry.order = record;
    if (record.kind === 'refund') entry.refund = record;
  }
  const told = (entry.event ?? entry.customer)!;
  entry.identities = told.identities;
  entry.at = told.at;
  entry.ms = Date.parse(told.at);
  return entry;
}

type Mutable = { -readonly [K in keyof Entry]: Entry[K] };
