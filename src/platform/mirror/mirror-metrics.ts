import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/postgres.ts';
import { type MirrorBacklog, mirrorBacklog } from './mirror-backlog.ts';

interface Parts {
  readonly db: Db;
  readonly clock: Clock;
}

/** How far ClickHouse is behind, asked for when it is scraped; with PostgreSQL away the gauges have no value. */
export function mirrorMetrics(registry: Registry, { db, clock }: Parts): void {
  const behind = ({ oldest }: MirrorBacklog): number =>
    oldest === null ? 0 : Math.max(0, (clock.now().getTime() - oldest.getTime()) / 1000);
  gauge(
    'shuke_mirror_batches',
    'Batches of changed rows that ClickHouse does not have yet',
    (it) => it.batches,
  );
  gauge('shuke_mirror_rows', 'Changed rows in them', (it) => it.rows);
  gauge('shuke_mirror_lag_seconds', 'Age of the oldest of them', behind);
  gauge(
    'shuke_mirror_refused_batches',
    'Batches ClickHouse refused and that are set aside',
    (it) => it.refused,
  );

  function gauge(name: string, help: string, read: (backlog: MirrorBacklog) => number): void {
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        const backlog = await mirrorBacklog(db).catch(() => undefined);
        if (backlog === undefined) this.reset();
        else this.set(read(backlog));
      },
    });
  }
}
