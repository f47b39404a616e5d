// The mirror: carries changed rows from PostgreSQL, where they are right, to ClickHouse, where they are counted.
// A transaction that changes mirrored rows notes their ids (`owe`); after its commit they are read as JSON lines and
// inserted (`payOff`). Each domain registers how its kinds of rows are read. Owns platform.mirror_batches.
export { createMirror, type Mirror } from './mirror.ts';
export { type MirrorBacklog, mirrorBacklog } from './mirror-backlog.ts';
export type { MirrorBatch, MirrorKind, MirrorRows } from './mirror-kind.ts';
export { mirrorMetrics } from './mirror-metrics.ts';
export { owe } from './owe.ts';
