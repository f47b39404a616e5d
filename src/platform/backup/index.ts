// Backup and restore: both stores of an installation in one archive, as of one moment, while writes go on. It knows no
// table by name: PostgreSQL's catalogue and ClickHouse's say what there is, the migrations how it is made.
export { type BackedUp, backUp, removeLeftTwins } from './back-up.ts';
export type { Manifest } from './manifest.ts';
export { rowsOf } from './manifest.ts';
export { type Peeked, peekManifest } from './peek-manifest.ts';
export { verifyArchive } from './read-archive.ts';
export { type Restored, restore } from './restore.ts';
