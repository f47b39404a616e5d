import type { CustomerRecord, EventRecord } from '../../../contract/records.ts';
import {
  type PersonClaim,
  type ProfileRecord,
  resolvePersons,
  storeProfiles,
} from '../../customers/index.ts';
import type { BatchParts, Part, RefundGroup } from './batch-parts.ts';
import type { OrderGroup } from './group-orders.ts';
import type { Storing } from './storing.ts';

/** The person behind each record of a batch, by position in its list; 0 = guest. */
export interface BatchPersons {
  readonly orders: readonly number[];
  readonly refunds: readonly number[];
  readonly events: readonly number[];
  readonly customers: readonly number[];
}

/** Finds or makes everybody the batch speaks of, in one call, and stores what it says of them. */
export async function resolveBatch(storing: Storing, parts: BatchParts): Promise<BatchPersons> {
  const claims = [
    ...parts.orders.map(orderClaim),
    ...parts.refunds.map(refundClaim),
    ...parts.events.map(eventClaim),
    ...parts.customers.map(customerClaim),
  ];
  const personIds = await personsOf(storing, claims);
  const persons = dealOut(personIds, parts);
  await storeKnown(storing, parts, persons);
  return persons;
}

const orderClaim = ({ header: { identities, weak, sourceTime } }: OrderGroup): PersonClaim =>
  weak === undefined ? { identities, at: sourceTime } : { identities, weak, at: sourceTime };

const refundClaim = ({ header: { identities, refundedAt: at } }: RefundGroup): PersonClaim => ({
  identities,
  at,
});

const eventClaim = ({ record: { identities, at } }: Part<EventRecord>): PersonClaim => ({ identities, at });

const customerClaim = ({ record: { identities, weak, at } }: Part<CustomerRecord>): PersonClaim =>
  weak === undefined ? { identities, at } : { identities, weak, at };

/** Guests without any identity cost nothing. */
async function personsOf(storing: Storing, claims: readonly PersonClaim[]): Promise<number[]> {
  const named = claims.flatMap((claim, n) => (claim.identities.length > 0 || claim.weak ? [n] : []));
  const ids = new Array<number>(claims.length).fill(0);
  if (named.length === 0) return ids;
  const { tx, keys, shopId, importId, source, counts } = storing;
  const resolved = await resolvePersons(
    tx,
    keys,
    shopId,
    named.map((n) => claims[n]!),
    { source, importId },
  );
  for (const [nth, n] of named.entries()) ids[n] = resolved.personIds[nth]!;
  counts.customersCreated += resolved.created;
  counts.customersUpdated += Math.max(0, resolved.changedCustomers.length - resolved.created);
  return ids;
}

function dealOut(ids: readonly number[], { orders, refunds, events }: BatchParts): BatchPersons {
  const afterOrders = orders.length;
  const afterRefunds = afterOrders + refunds.length;
  const afterEvents = afterRefunds + events.length;
  return {
    orders: ids.slice(0, afterOrders),
    refunds: ids.slice(afterOrders, afterRefunds),
    events: ids.slice(afterRefunds, afterEvents),
    customers: ids.slice(afterEvents),
  };
}

/** Traits, tags, ties and first touches. A customer row is accepted when one of its facts is news. */
async function storeKnown(storing: Storing, parts: BatchParts, persons: BatchPersons): Promise<void> {
  const profiles = profilesOf(parts, persons);
  if (profiles.length === 0) return;
  const { tx, keys, shopId, importId, source, counts, marks } = storing;
  const before = counts.customersCreated;
  const stored = await storeProfiles(tx, keys, shopId, profiles, { source, importId });
  const changed = new Set(stored.changedPersons);
  counts.customersUpdated += Math.max(0, changed.size - before);
  for (const [n, { row }] of parts.customers.entries())
    if (changed.has(persons.customers[n]!)) marks.accept(row);
}

function profilesOf(parts: BatchParts, persons: BatchPersons): ProfileRecord[] {
  const orders = parts.orders.map(({ header: { sourceTime: at, touch, tie } }, n) => ({
    personId: persons.orders[n]!,
    at,
    touch,
    tie,
  }));
  const events = parts.events.map(({ record: { at, touch, tie, traits } }, n) => ({
    ...{ personId: persons.events[n]!, at, touch, tie, traits },
  }));
  const customers = parts.customers.map(({ record: { at, traits, tags, touch } }, n) => ({
    personId: persons.customers[n]!,
    at,
    traits,
    tags,
    touch,
  }));
  return [...orders, ...events, ...customers].filter(saysSomething);
}

function saysSomething(profile: ProfileRecord): boolean {
  const { traits, tags, touch, tie } = profile;
  return profile.personId > 0 && (traits ?? tags ?? touch ?? tie) !== undefined;
}
