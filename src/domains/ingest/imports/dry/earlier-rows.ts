import { hash } from 'node:crypto';
import type { KeyedRow } from '../keyed-rows.ts';
import { openScratch } from '../occurrences.ts';
import { allOf, eventsOf, firstOf } from './row-subjects.ts';

/**
 * What a dry run remembers of the batches it has taken back: an order, a refund or a person that comes again in a later
 * batch must be met as the import would meet it. In a scratch file beside the upload, which holds the same in clear.
 */
export interface EarlierRows {
  /** Rows of earlier batches about the same orders, documents, products and people, in the order of the file. */
  about(rows: readonly KeyedRow[]): KeyedRow[];
  /** The rows without events whose message an earlier batch has told: the import would take them for repeats. */
  withoutTold(rows: readonly KeyedRow[]): KeyedRow[];
  keep(rows: readonly KeyedRow[]): void;
  close(): void;
}

/** 72 bits of SHA-256, as occurrences.ts has it. */
const nameOf = (subject: string): string => hash('sha256', subject, 'base64url').slice(0, 12);

export function openEarlierRows(path: string): EarlierRows {
  const database = openScratch(
    path,
    'create table bodies (place integer primary key, body text); create table subjects (name text, place integer, primary key (name, place)) without rowid',
  );
  const find = database.prepare('select place from subjects where name = ?');
  const known = database.prepare('select 1 from subjects where name = ? limit 1');
  const note = database.prepare('insert or ignore into subjects values (?, ?)');
  const keepBody = database.prepare('insert or ignore into bodies values (?, ?)');
  const body = database.prepare('select body from bodies where place = ?');
  const isKnown = (subject: string) => known.get(nameOf(subject)) !== undefined;
  let place = 0;

  const keep = (row: KeyedRow): void => {
    place += 1;
    const firsts = firstOf(row).filter((subject) => !isKnown(subject));
    const subjects = [...allOf(row), ...firsts];
    for (const subject of eventsOf(row)) note.run(nameOf(subject), 0);
    if (subjects.length === 0) return;
    for (const subject of subjects) note.run(nameOf(subject), place);
    keepBody.run(place, JSON.stringify({ ...row, problems: [], leftOut: undefined }));
  };

  return {
    about(rows) {
      const places = new Set<number>();
      const subjects = new Set(rows.flatMap((row) => [...allOf(row), ...firstOf(row)]));
      for (const subject of subjects)
        for (const found of find.all(nameOf(subject))) places.add(Number(found.place));
      return [...places]
        .sort((a, b) => a - b)
        .map((it) => JSON.parse(String(body.get(it)!.body)) as KeyedRow);
    },
    withoutTold: (rows) =>
      rows.map((row) => ({
        ...row,
        records: row.records.filter((record) => !eventsOf({ ...row, records: [record] }).some(isKnown)),
      })),
    keep: (rows) => {
      for (const row of rows) if (row.problems.length === 0) keep(row);
    },
    close: () => database.close(),
  };
}
