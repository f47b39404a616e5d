/**
 * Exports: rows as files, streamed. Knows no business word: domains declare nouns (columns, permission, how rows are
 * read page by page), the wiring lists them (src/export-nouns.ts), and here they are checked, put on record and written
 * as CSV, JSON lines, XLSX or Parquet.
 */
export { type Batch, type Cell, type Column, type ColumnType, column, type Row } from './column.ts';
export type { ExportAsk, ExportFilter, ExportNoun } from './export-noun.ts';
export { type ExportRequest, type PreparedExport, prepareExport } from './export-request.ts';
export { dayFilters, textFilter } from './filters.ts';
export { countRows, msOf, type Page, pageRows, readPages, whereEqual, withinDays } from './read-pages.ts';
export { exportRoutes } from './routes.ts';
export { sendExport } from './send-export.ts';
export { startExport } from './start-export.ts';
export { type WrittenFile, writeFile } from './write-file.ts';
export { encodings, formats, headerStyles } from './writers/plan.ts';
export { fileKinds } from './writers/writers.ts';
