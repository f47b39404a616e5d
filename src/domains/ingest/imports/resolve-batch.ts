import type { CustomerRecord, EventRecord } from '../../../contract/records.ts';
import type { Text } from '../../../platform/errors.ts';
import {
  type LeftOutTrait,
  type PersonClaim,
  type ProfileRecord,
  personsWithin,
  resolvePersons,
  storeProfiles,
} from '../../customers/index.ts';
import { undeclaredAmong } from '../traits/undeclared-traits.ts';
import type { BatchParts, Part, RefundGroup } from './batch-parts.ts';
import type { OrderGroup } from './group-orders.ts';
import type { Storing } from './storing.ts';

/** The person behind each record of a batch, by position in its list; 0 = guest. */
export interface BatchPersons {
  readonly orders: readonly number[];
  readonly refunds: readonly number[];
  readonly events: readonly number[];
  readonly customers: readonly number[];
  /** Positions of orders of somebody erased since: their receivers are not kept. */
  readonly erasedOrders: ReadonlySet<number>;
}

/** Finds or makes everybody the batch speaks of, in one call, and stores what it says of them. */
export async function resolveBatch(storing: Storing, parts: BatchParts): Promise<BatchPersons> {
  const claims = [
    ...parts.orders.map(orderClaim),
    ...parts.refunds.map(refundClaim),
    ...parts.events.map(eventClaim),
    ...parts.customers.map(customerClaim),
  ];
  const { personIds, changedCustomers, erased } = await personsOf(storing, claims);
  storing.met?.(personIds);
  const persons = { ...dealOut(personIds, parts), erasedOrders: erased };
  await acceptNewOnes(storing, { parts, persons, changedCustomers });
  await storeKnown(storing, parts, persons);
  return persons;
}

const orderClaim = ({
  header: { identities, weak, sourceTime, createdAt: began },
}: OrderGroup): PersonClaim =>
  weak === undefined ? { identities, at: sourceTime, began } : { identities, weak, at: sourceTime, began };

const refundClaim = ({ header: { identities, refundedAt: at } }: RefundGroup): PersonClaim => ({
  identities,
  at,
});

const eventClaim = ({ record: { identities, at } }: Part<EventRecord>): PersonClaim => ({ identities, at });

const customerClaim = ({ record: { identities, weak, at } }: Part<CustomerRecord>): PersonClaim =>
  weak === undefined ? { identities, at } : { identities, weak, at };

interface Found {
  readonly personIds: number[];
  readonly changedCustomers: readonly number[];
  /** Positions of claims about somebody erased; those of orders come first. */
  readonly erased: ReadonlySet<number>;
}

/** Guests without any identity cost nothing. */
async function personsOf(storing: Storing, claims: readonly PersonClaim[]): Promise<Found> {
  const named = claims.flatMap((claim, n) => (claim.identities.length > 0 || claim.weak ? [n] : []));
  const ids = new Array<number>(claims.length).fill(0);
  if (named.length === 0) return { personIds: ids, changedCustomers: [], erased: new Set() };
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
  const erased = new Set([...resolved.erased].map((nth) => named[nth]!));
  return { personIds: ids, changedCustomers: resolved.changedCustomers, erased };
}

interface Changes {
  readonly parts: BatchParts;
  readonly persons: BatchPersons;
  readonly changedCustomers: readonly number[];
}

/** A customer row that made or joined somebody brought something, also where it tells no trait. */
async function acceptNewOnes({ tx, shopId, marks }: Storing, changes: Changes): Promise<void> {
  const { parts, persons, changedCustomers: customerIds } = changes;
  if (parts.customers.length === 0 || customerIds.length === 0) return;
  const personIds = [...new Set(persons.customers)];
  const changed = new Set(await personsWithin(tx, shopId, { personIds, customerIds }));
  for (const [n, { row }] of parts.customers.entries())
    if (changed.has(persons.customers[n]!)) marks.accept(row);
}

function dealOut(
  ids: readonly number[],
  { orders, refunds, events }: BatchParts,
): Omit<BatchPersons, 'erasedOrders'> {
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

/** Traits, tags, ties and first touches. A customer row is accepted when somebody is new or joined by it, or a fact of it is news. */
async function storeKnown(storing: Storing, parts: BatchParts, persons: BatchPersons): Promise<void> {
  const told = toldOf(parts, persons);
  if (told.length === 0) return;
  const { tx, keys, shopId, importId, source, counts, marks } = storing;
  const before = counts.customersCreated;
  const profiles = told.map(({ profile }) => profile);
  const stored = await storeProfiles(tx, keys, shopId, profiles, { source, importId });
  const changed = new Set(stored.changedPersons);
  counts.customersUpdated += Math.max(0, changed.size - before);
  for (const [n, { row }] of parts.customers.entries())
    if (changed.has(persons.customers[n]!)) marks.accept(row);
  noteLeftOut(storing, told, stored.leftOut);
}

/** What a row says of one person. */
interface Told {
  readonly row: number;
  readonly profile: ProfileRecord;
}

function toldOf(parts: BatchParts, persons: BatchPersons): Told[] {
  const orders = parts.orders.map(({ header: { sourceTime: at, touch, tie }, rows }, n) => ({
    row: rows[0]!,
    profile: { personId: persons.orders[n]!, at, touch, tie },
  }));
  const events = parts.events.map(({ record: { at, touch, tie, traits }, row }, n) => ({
    row,
    profile: { personId: persons.events[n]!, at, touch, tie, traits },
  }));
  const customers = parts.customers.map(({ record: { at, traits, tags, touch }, row }, n) => ({
    row,
    profile: { personId: persons.customers[n]!, at, traits, tags, touch },
  }));
  return [...orders, ...events, ...customers].filter(saysSomething);
}

function saysSomething({ profile }: Told): boolean {
  const { traits, tags, touch, tie } = profile;
  return profile.personId > 0 && (traits ?? tags ?? touch ?? tie) !== undefined;
}

/** Undeclared traits are counted, declared ones that do not fit are told in the reject file: the row stays. */
function noteLeftOut(
  { counts, marks }: Storing,
  told: readonly Told[],
  leftOut: readonly LeftOutTrait[],
): void {
  counts.undeclaredTraits = undeclaredAmong(leftOut, (record) => told[record]!.profile.at);
  for (const { record, name, code, message, shown, type } of leftOut) {
    if (type !== undefined) continue;
    counts.unfitTraits[name] = (counts.unfitTraits[name] ?? 0) + 1;
    const value = shown === undefined ? {} : { value: shown };
    marks.note(told[record]!.row, { column: `traits.${name}`, ...value, code, message: leftOutOf(message) });
  }
}

const leftOutOf = ({ zh, en }: Text): Text => ({
  zh: `${zh}；该属性未入库，本行其余内容已入库`,
  en: `${en}; this trait was left out, the rest of the row is stored`,
});
