import { Gauge } from 'prom-client';
import type { Platform } from '../../platform/platform.ts';

const NAME = 'shuke_segments_lag_seconds';

/** The last look that came through: how long what it saw had waited, and when it ended. Milliseconds. */
interface Look {
  readonly waited: number;
  readonly at: number;
}
const looks = new WeakMap<Platform['metrics'], Map<number, Look>>();

type Parts = Pick<Platform, 'metrics' | 'clock'>;

/** A look at the live segments of a shop came through: what was written longer than `waited` ago is in them. */
export function noteLook({ metrics, clock }: Parts, shopId: number, waited: number): void {
  const known = looks.get(metrics) ?? register({ metrics, clock });
  known.set(shopId, { waited, at: clock.now().getTime() });
}

/** From now on a shop is looked after here: its lag grows until a first look came through. */
export function expectLook(platform: Parts, shopId: number): void {
  if (looks.get(platform.metrics)?.has(shopId) !== true) noteLook(platform, shopId, 0);
}

/** This process looks after it no more; after none, unless a shop is told. */
export function forgetLooks({ metrics }: Parts, shopId?: number): void {
  if (shopId === undefined) looks.get(metrics)?.clear();
  else looks.get(metrics)?.delete(shopId);
}

function register({ metrics, clock }: Parts): Map<number, Look> {
  const known = new Map<number, Look>();
  looks.set(metrics, known);
  new Gauge({
    ...{ name: NAME, help: 'How far behind the live segments of the shop are that waited longest' },
    registers: [metrics],
    collect() {
      const now = clock.now().getTime();
      this.set(Math.max(0, ...[...known.values()].map((it) => behind(it, now))) / 1000);
    },
  });
  return known;
}

/** Grows while no look comes through: a store that is away makes no look, and no figure of it. */
const behind = ({ waited, at }: Look, now: number): number => Math.max(waited, now - at);

/** Milliseconds; undefined: this process does not look after the shop's segments. */
export function lagOf({ metrics, clock }: Parts, shopId: number): number | undefined {
  const look = looks.get(metrics)?.get(shopId);
  return look && behind(look, clock.now().getTime());
}
