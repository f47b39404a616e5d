import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { personalKindOf } from '../../compliance/index.ts';
import type { CallOutcome } from './live-call.ts';

/** What the tracking door counts. Labels are sources (the shop's own word for a write key) and outcomes, nothing else. */
export interface TrackMetrics {
  counted(source: string, outcome: CallOutcome['state'], count: number): void;
  flushed(calls: number, seconds: number): void;
}

/** Metrics are the process's: an application opened again on the same registry goes on with those there are. */
function once<T>(registers: Registry, name: string, make: (name: string) => T): T {
  return (registers.getSingleMetric(name) as T | undefined) ?? make(name);
}

export function openTrackMetrics(registers: Registry, waiting: () => number): TrackMetrics {
  const events = once(registers, 'shuke_ingest_events_total', (name) => {
    const labelNames = ['source', 'outcome'];
    return new Counter({
      name,
      help: 'Events of the tracking door by outcome',
      labelNames,
      registers: [registers],
    });
  });
  const sizes = once(registers, 'shuke_ingest_flush_events', (name) => {
    const buckets = [1, 10, 50, 100, 500, 1000, 2000, 4000];
    return new Histogram({ name, help: 'Events stored together', buckets, registers: [registers] });
  });
  const times = once(registers, 'shuke_ingest_flush_seconds', (name) => {
    const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
    return new Histogram({
      name,
      help: 'Seconds a flush took to be durable',
      buckets,
      registers: [registers],
    });
  });
  registers.removeSingleMetric('shuke_ingest_waiting_events');
  new Gauge({
    ...{ name: 'shuke_ingest_waiting_events', help: 'Events that wait or are being stored' },
    registers: [registers],
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
