import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** 72 bits of SHA-256: among the 5 million rows of a large file two meet by chance once in 400 million files. */
const KEY_LETTERS = 12;

/** The key of a row without an id of its own: its content and which of its equals in the file it is. */
export interface Occurrences {
  /**
   * `<hash of content>#<n>`: n = 1 for the first row of this content in the file, 2 for the next. `group` is the order
   * (or other document) the row belongs to; rows of one group mostly follow each other, which makes this cheap.
   */
  keyOf(group: string, content: string): string;
  close(): void;
}

/**
 * Counts equal rows of a file, exact also when an order comes back a million rows later. Memory stays flat: the counts
 * of one order are in memory, those of all orders before it in a temporary SQLite file. Nothing of it outlives the
 * run: a resumed import counts the rows it skips again.
 */
export function countOccurrences(path: string): Occurrences {
  const database = openScratch(path, 'create table seen (name text primary key, counts text) without rowid');
  const find = database.prepare('select counts from seen where name = ?');
  const keep = database.prepare(
    'insert into seen values (?, ?) on conflict do update set counts = excluded.counts',
  );
  let group: string | undefined;
  let counts = new Map<string, number>();
  const turnTo = (next: string): void => {
    if (group !== undefined) keep.run(hashOf(group), JSON.stringify([...counts]));
    group = next;
    counts = countsOf(find, hashOf(next));
  };
  return {
    keyOf(itsGroup, content) {
      if (itsGroup !== group) turnTo(itsGroup);
      const key = hashOf(content);
      const nth = (counts.get(key) ?? 0) + 1;
      counts.set(key, nth);
      return `${key}#${nth}`;
    },
    close() {
      database.close();
      rmSync(path, { force: true });
    },
  };
}

function hashOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, KEY_LETTERS);
}

function countsOf(find: StatementSync, group: string): Map<string, number> {
  const row = find.get(group);
  return new Map(row === undefined ? [] : (JSON.parse(String(row.counts)) as [string, number][]));
}

/** One transaction without a journal: if the process dies the file is worthless, and is made anew. */
export function openScratch(path: string, tables: string): DatabaseSync {
  rmSync(path, { force: true });
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive');
  database.exec(`pragma cache_size = -16384; ${tables}`);
  database.exec('begin');
  return database;
}
