import { Counter, Gauge, Registry } from 'prom-client';
import type { DiskWatch } from './disk/watch-disk.ts';
import type { Postgres } from './open-postgres.ts';

/** The registry of an open platform, with what is known of its stores. Read when scraped, so that nothing is counted twice. */
export function storeMetrics({ restarts }: Pick<Postgres, 'restarts'>, disk: DiskWatch): Registry {
  const registry = new Registry();
  new Counter({
    name: 'shuke_postgres_restarts_total',
    help: 'How often the embedded PostgreSQL was started again after it had died',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(restarts());
    },
  });
  gauge(registry, 'shuke_disk_free_bytes', 'Room left for the embedded engines', () => disk.state().free);
  gauge(
    registry,
    'shuke_disk_floor_bytes',
    'Below this much room writes are refused',
    () => disk.state().floor,
  );
  gauge(registry, 'shuke_disk_low', '1 while writes are refused for want of room', () =>
    Number(disk.state().low),
  );
  return registry;
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    ...{ name, help, registers: [registry] },
    collect() {
      this.set(read());
    },
  });
}
