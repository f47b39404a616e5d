import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Migration {
  /** The NNNN of NNNN_name.sql. */
  readonly version: number;
  /** File name without its folder. */
  readonly file: string;
  readonly sql: string;
  /** SHA-256 of the text, in hex; line ends count as \n, so that a checkout on Windows is the same file. */
  readonly checksum: string;
}

/** The migrations of a folder in order of their numbers. Two files of one number, or a name out of shape, throw. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const read = await Promise.all(files.map((file) => readMigration(folder, file)));
  read.forEach((migration, index) => {
    if (read[index - 1]?.version === migration.version) {
      throw new Error(`Two migrations have the number of ${migration.file}: give one the next free number.`);
    }
  });
  return read;
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]);
  if (!(version > 0)) throw new Error(`Name of migration ${file} must look like 0001_some_words.sql.`);
  const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
  return { version, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

/** The migrations up to that file, it included; all of them without one. */
export function upTo(migrations: readonly Migration[], file: string | undefined): Migration[] {
  const last = migrations.findIndex((migration) => migration.file === file);
  return migrations.slice(0, file === undefined ? undefined : last + 1);
}
