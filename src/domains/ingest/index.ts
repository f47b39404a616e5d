// Ingest: how facts enter. Files (imports/: readers, presets, mappings, the runner) become records, which are handed to
// the domains they concern; behaviour events are appended to ClickHouse. Owns PostgreSQL schema `ingest` and the
// ClickHouse table `events`.

export { eventTimeline } from './events/event-timeline.ts';
export { eventData } from './events/personal-data.ts';
export { eventRetention } from './events/retain-events.ts';
export { sourceRoutes } from './events/source-routes.ts';
export { type OwnEvent, tellEvents } from './events/tell-events.ts';
export { eventsExport } from './exports/export-events.ts';
export { checkFile } from './imports/check-file.ts';
export { dryRun } from './imports/dry/dry-run.ts';
export { openRows } from './imports/files/open-rows.ts';
export type { HeaderTest, Row } from './imports/files/rows.ts';
export { importJobs } from './imports/import-jobs.ts';
export type { ImportProgress, ImportRequest } from './imports/import-request.ts';
export { importRoutes } from './imports/import-routes.ts';
export type { ImportTools } from './imports/import-run.ts';
export { lastImportEnd, listImports } from './imports/import-store.ts';
export { mappingSource } from './imports/mapping/mapping.ts';
export { keepRejectsMended } from './imports/mend-rejects.ts';
export { presentImport } from './imports/present-import.ts';
export { findPreset, presetNames } from './imports/presets/presets.ts';
export { receiveUpload, type Upload } from './imports/receive-upload.ts';
export type { RecordSource } from './imports/record-source.ts';
export { rejectData } from './imports/reject-data.ts';
export { resumeBrokenOff } from './imports/resume-broken-off.ts';
export { resumeImports } from './imports/resume-imports.ts';
export { rejectRetention } from './imports/retain-rejects.ts';
export { runImport } from './imports/run-import.ts';
export { importSealedColumns } from './imports/sealed-columns.ts';
export { sweepImportFiles } from './imports/sweep-import-files.ts';
export { undoImport } from './imports/undo-import.ts';
export type { UndoStep } from './imports/undo-progress.ts';
export { keepUploadsTidy } from './imports/uploads/keep-uploads-tidy.ts';
export { registerLiveRows } from './track/owed-rows.ts';
export { trackRoutes } from './track/routes.ts';
export { tidyFirstSeen } from './track/tidy-first-seen.ts';
export { listUndeclared } from './traits/list-undeclared.ts';
export { undeclaredTraitRoutes } from './traits/routes.ts';
