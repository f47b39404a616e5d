import { pino } from 'pino';
import { readConfig } from '../../../src/platform/config.ts';
import { orThrow } from '../../../src/platform/errors.ts';
import { openPlatform } from '../../../src/platform/open-platform.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import type { LiveServer } from '../../live-server.ts';

interface Page {
  readonly entries: readonly Entry[];
  readonly next_cursor: string | null;
}

interface Entry {
  readonly data: { readonly name: string; readonly properties: { readonly n: number } };
}

/** Asks the API of the shop `live` as the holder of a key. */
export function openReader(url: string, key: string) {
  const get = async <T>(path: string): Promise<T> => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${url}/api/shops/live/${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const timelineOf = async (customer: number): Promise<Entry[]> => {
    const entries: Entry[] = [];
    for (let cursor = ''; ; ) {
      const page = await get<Page>(`customers/${customer}/timeline?types=event&limit=50${cursor}`);
      entries.push(...page.entries);
      if (page.next_cursor === null) return entries;
      cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
    }
  };
  return {
    /** Numbers of the events in the timelines of all customers, in order, by the event's name. */
    async inTimelines(): Promise<Partial<Record<string, number[]>>> {
      const { customers } = await get<{ customers: { customer_id: number }[] }>('customers?limit=100');
      const entries = await Promise.all(customers.map((it) => timelineOf(it.customer_id)));
      const byName = Object.groupBy(entries.flat(), ({ data }) => data.name);
      const sorted = Object.entries(byName).map(([name, of]) => [
        name,
        of!.map(({ data }) => data.properties.n).sort((a, b) => a - b),
      ]);
      return Object.fromEntries(sorted);
    },
    /** A measure over yesterday, today and tomorrow. */
    async measure(code: string): Promise<number> {
      const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
      const path = `analytics/metrics?measure=${code}&from=${day(-1)}&to=${day(1)}`;
      return (await get<{ rows: { value: number }[] }>(path)).rows[0]!.value;
    },
  };
}

interface Row {
  readonly name: string;
  readonly message_id: string;
  readonly n: number;
}

/** What ClickHouse has of a server that was stopped: its own count, and message ids by the number of the event. */
export const rowsOf = (server: LiveServer) =>
  inStopped(server, async ({ clickhouse }) => {
    const count = `SELECT count() AS rows, uniqExact(message_id) AS ids ${events}`;
    const [counted] = await clickhouse.query<object>({ sql: count, shopId: 1 });
    const sql = `SELECT name, message_id, JSONExtractUInt(properties, 'n')::UInt32 AS n ${events}`;
    const rows = await clickhouse.query<Row>({ sql, shopId: 1, maxRows: 100_000 });
    const isShopper = ({ name }: Row) => name === 'Browser Event';
    const ofSender = idsOf(rows.filter((it) => !isShopper(it)));
    return { counted, ofShopper: idsOf(rows.filter(isShopper)), ofSender };
  });

/** Message ids of all rows, as questions read them, of a server that was stopped. */
export const messageIdsOf = (server: LiveServer): Promise<string[]> =>
  inStopped(server, async ({ clickhouse }) => {
    const asked = { sql: `SELECT message_id ${events}`, shopId: 1, maxRows: 1_000_000 };
    const rows = await clickhouse.query<{ message_id: string }>(asked);
    return rows.map((it) => it.message_id);
  });

const events = 'FROM events WHERE shop_id = {shop:UInt32}';

async function inStopped<T>({ env }: LiveServer, work: (platform: Platform) => Promise<T>): Promise<T> {
  const config = orThrow(readConfig(env as Record<string, string>));
  const platform = orThrow(await openPlatform(config, { log: pino({ level: 'silent' }) }));
  try {
    return await work(platform);
  } finally {
    await platform.close();
  }
}

function idsOf(rows: readonly Row[]): ReadonlyMap<number, ReadonlySet<string>> {
  const ids = new Map<number, Set<string>>();
  for (const { n, message_id } of rows) ids.set(n, (ids.get(n) ?? new Set()).add(message_id));
  return ids;
}
