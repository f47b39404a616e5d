import type { EventRecord } from '../../../contract/records.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import { propertySorts } from '../../compliance/index.ts';
import {
  type LeftOutTrait,
  type PersonClaim,
  readDictionary,
  resolvePersons,
  storeProfiles,
} from '../../customers/index.ts';
import { learnProducts, productKey } from '../../products/index.ts';
import { addLiveUndeclared } from '../traits/undeclared-store.ts';
import { undeclaredAmong } from '../traits/undeclared-traits.ts';
import { type DecidedEvents, decideEvents, type EventOutcome } from './decide-events.ts';
import { productOf } from './event-product.ts';
import { eventIssue, type StorableEvent } from './event-rules.ts';
import { insertEvents } from './insert-events.ts';

export interface EventContext {
  /** Where they come from: a preset, a connector, a write key's source. */
  readonly source: string;
  readonly importId?: number;
  /**
   * Runs in the transaction that stores what PostgreSQL keeps, before it commits: what the batch will come to is
   * known, but its rows are not in ClickHouse yet. Whoever must count exactly notes the numbers here, and after a
   * crash stores the same batch again and believes the note.
   */
  readonly conclude?: (tx: Tx, stored: StoredEvents) => Promise<void>;
}

export interface StoredEvents {
  /** One per event, in their order. */
  readonly outcomes: readonly EventOutcome[];
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly customersCreated: number;
  /** Customers that were joined or fell apart, and persons of whom something new is known. */
  readonly changedCustomers: readonly number[];
  readonly changedPersons: readonly number[];
  /**
   * Traits that were told and not kept, by the position of their event: what to warn its sender of. The event itself is
   * stored. Those nobody declared are counted for the shop (`listUndeclared`).
   */
  readonly leftOut: readonly LeftOutTrait[];
}

export type EventStores = Pick<Platform, 'db' | 'clickhouse' | 'clock' | 'keyring' | 'fence'>;

/**
 * Stores behaviour: first, in one transaction, who did it, what is known of them and of products; then, durably, the
 * events that ClickHouse lacks. Every step may be repeated: after a crash anywhere the same call ends the same. Fit
 * for 1 to 50,000 events. Afterwards call the mirror's `payOff`: persons, overrides and products are owed.
 */
export async function storeEvents(
  platform: EventStores,
  shopId: number,
  events: readonly StorableEvent[],
  context: EventContext,
): Promise<StoredEvents> {
  const issues = events.map((event) => eventIssue(event, platform.clock.now()));
  const good = events.filter((_, n) => issues[n] === undefined);
  const keys = await platform.keyring.forShop(shopId);
  return withWriteFence(platform, async () => {
    const { decided, stored } = await withShop(platform.db, shopId, async (tx) => {
      const known = await learn(tx, { keys, shopId, events: good, context });
      const decided = await decideEvents(platform, known.events, {
        ...known,
        shopId,
        importId: context.importId,
      });
      const stored = summed(issues, decided, known.people);
      await noteUndeclared(tx, shopId, { events, stored, context });
      await context.conclude?.(tx, stored);
      return { decided, stored };
    });
    await insertEvents(platform.clickhouse, decided.writes);
    return stored;
  });
}

interface Learning {
  readonly keys: Awaited<ReturnType<Platform['keyring']['forShop']>>;
  readonly shopId: number;
  readonly events: readonly StorableEvent[];
  readonly context: EventContext;
}

/** Persons before products: the order in which all writers take their locks. */
async function learn(tx: Tx, { keys, shopId, events, context }: Learning) {
  const origin = {
    source: context.source,
    ...(context.importId === undefined ? {} : { importId: context.importId }),
  };
  const resolved = await resolvePersons(tx, keys, shopId, events.map(claimOf), origin);
  const profiles = events.map(({ at, traits, touch }, n) => ({
    ...{ personId: resolved.personIds[n]!, at, traits, touch },
  }));
  const profiled = await storeProfiles(tx, keys, shopId, profiles, origin);
  const products = await learnFrom(tx, shopId, events, context);
  const dictionary = await readDictionary(tx, shopId);
  return {
    events: events.map((event, n) => ({
      event,
      ...{ personId: resolved.personIds[n]! },
      productId: products(event),
    })),
    sortOf: propertySorts(dictionary.traits),
    people: {
      customersCreated: resolved.created,
      changedCustomers: resolved.changedCustomers,
      changedPersons: profiled.changedPersons,
      leftOut: profiled.leftOut,
    },
  };
}

const claimOf = ({ identities, at }: EventRecord): PersonClaim => ({ identities, at });

async function learnFrom(
  tx: Tx,
  shopId: number,
  events: readonly StorableEvent[],
  { importId }: EventContext,
) {
  const claims = events.flatMap((event) => productOf(event) ?? []);
  const at = events[0]?.at ?? new Date(0).toISOString();
  const ids = await learnProducts(tx, shopId, { claims, context: { importId, at } });
  return ({ product }: EventRecord) => (product === undefined ? 0 : (ids.get(productKey(product)) ?? 0));
}

function summed(
  issues: readonly ReturnType<typeof eventIssue>[],
  decided: DecidedEvents,
  people: Pick<StoredEvents, 'customersCreated' | 'changedCustomers' | 'changedPersons' | 'leftOut'>,
): StoredEvents {
  const good = issues.flatMap((issue, n) => (issue === undefined ? [n] : []));
  const rest = decided.outcomes.values();
  const outcomes = issues.map(
    (issue): EventOutcome => (issue === undefined ? rest.next().value! : { event: 'rejected', issue }),
  );
  const count = (what: EventOutcome['event']) => outcomes.filter(({ event }) => event === what).length;
  return {
    outcomes,
    stored: count('stored'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    ...people,
    leftOut: people.leftOut.map((it) => ({ ...it, record: good[it.record]! })),
  };
}

interface Stored {
  readonly events: readonly StorableEvent[];
  readonly stored: StoredEvents;
  readonly context: EventContext;
}

/** Of events that are new: one that is sent again is counted once. An import counts for itself. */
async function noteUndeclared(tx: Tx, shopId: number, { events, stored, context }: Stored): Promise<void> {
  if (context.importId !== undefined) return;
  const news = stored.leftOut.filter(({ record }) => stored.outcomes[record]!.event === 'stored');
  await addLiveUndeclared(
    tx,
    shopId,
    undeclaredAmong(news, (record) => events[record]!.at),
  );
}
