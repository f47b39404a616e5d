import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { personalKindOf } from '../../compliance/index.ts';
import type { CallOutcome } from './live-call.ts';

/** What the tracking door counts. Labels are sources (the shop's own word for a write key) and outcomes, nothing else. */
export interface TrackMetrics {
  counted(source: string, outcome: CallOutcome['state'], count: number): void;
  flushed(calls: number, seconds: number): void;
}

export function openTrackMetrics(registers: Registry, waiting: () => number): TrackMetrics {
  const name = (it: string) => `shuke_ingest_${it}`;
  for (const it of ['events_total', 'flush_events', 'flush_seconds', 'waiting_events'])
    registers.removeSingleMetric(name(it));
  const events = new Counter({
    ...{ name: name('events_total'), help: 'Events of the tracking door by what became of them' },
    ...{ labelNames: ['source', 'outcome'], registers: [registers] },
  });
  const sizes = new Histogram({
    ...{ name: name('flush_events'), help: 'Events stored together', registers: [registers] },
    buckets: [1, 10, 50, 100, 500, 1000, 2000, 4000],
  });
  const times = new Histogram({
    ...{ name: name('flush_seconds'), help: 'Seconds a flush took to be durable', registers: [registers] },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  new Gauge({
    ...{ name: name('waiting_events'), help: 'Events that wait or are being stored', registers: [registers] },
    collect() {
      this.set(waiting());
    },
  });
  return {
    counted: (source, outcome, count) => {
      if (count > 0) events.inc({ source: labelOf(source), outcome }, count);
    },
    flushed: (calls, seconds) => {
      sizes.observe(calls);
      times.observe(seconds);
    },
  };
}

/** A source may be called by a number; a phone number is no label. */
const labelOf = (source: string): string => (personalKindOf(source) === undefined ? source : 'personal');
