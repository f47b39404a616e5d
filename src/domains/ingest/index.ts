// Ingest: how facts enter. Files (imports/: readers, presets, mappings, the runner) become records, which are handed to
// the domains they concern; behaviour events are appended to ClickHouse. Owns PostgreSQL schema `ingest` and the
// ClickHouse table `events`.
export { eventTimeline } from './events/event-timeline.ts';
export type { ImportProgress, ImportRequest } from './imports/import-request.ts';
export type { ImportTools } from './imports/import-run.ts';
export { findPreset, presetNames } from './imports/presets/presets.ts';
export type { RecordSource } from './imports/record-source.ts';
export { runImport } from './imports/run-import.ts';
