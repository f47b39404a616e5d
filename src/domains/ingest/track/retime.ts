import type { Tx } from '../../../platform/db/postgres.ts';
import { checkRead } from './check-call.ts';
import { firstSeen } from './first-seen.ts';
import type { Delivery, LiveCall } from './live-call.ts';
import type { Origin } from './live-stores.ts';

/** The deliveries, each call that told no time at the time it was first seen. */
export async function withTimes(
  tx: Tx,
  origin: Origin,
  deliveries: readonly Delivery[],
): Promise<readonly Delivery[]> {
  const timeless = deliveries.flatMap(({ calls, receivedAt }) =>
    calls.filter((it) => !it.timed).map(({ messageId }) => ({ messageId, receivedAt })),
  );
  if (timeless.length === 0) return deliveries;
  const seen = await firstSeen(tx, origin.shopId, timeless);
  return deliveries.map((it) => ({
    ...it,
    calls: it.calls.map((call) => (call.timed ? call : at(call, { origin, it, seen }))),
  }));
}

interface Retiming {
  readonly origin: Origin;
  readonly it: Delivery;
  readonly seen: ReadonlyMap<string, string>;
}

function at(call: LiveCall, { origin, it, seen }: Retiming): LiveCall {
  const { messageId, json = {} } = call;
  const setting = { ...origin, receivedAt: it.receivedAt, mayBeLarge: false };
  const checked = checkRead(json, { messageId, at: seen.get(messageId)!, setting });
  return 'read' in checked ? { ...call, records: checked.read.records } : call;
}
