import type { Issue, Text } from '../../../../platform/errors.ts';
import type { ColumnUse } from '../record-source.ts';
import type { ReadRow } from './read-sample.ts';

/** One way to read a file: a preset of ours, or a mapping the shop has saved. */
export interface Candidate {
  readonly kind: 'preset' | 'mapping';
  readonly name: string;
  readonly label: Text;
  /** What a shop made for such a file is given. */
  readonly timeZone: string;
  /** Columns it reads, those the file lacks with place -1. */
  readonly uses: readonly ColumnUse[];
  /** The first rows as it reads them; none where the file lacks what it needs. */
  readonly rows: readonly ReadRow[];
  /** What it needs and the file lacks. */
  readonly missing: readonly Issue[];
  /** Codes of the money in the first rows. */
  readonly currencies: readonly string[];
}

/** Of the first rows, the share that it can use. */
const shareRead = ({ rows }: Candidate): number =>
  rows.length === 0 ? 0 : rows.filter((row) => row.problems.length === 0).length / rows.length;

const found = ({ uses }: Candidate): number => uses.filter(({ place }) => place >= 0).length;

/** A preset that finds columns by their place reads anything as wide: it is one only if the rows make sense to it. */
const LEAST_READ = 0.5;

/** Two columns in common are more than chance. */
const NEARLY = 2;

export const fits = (it: Candidate): boolean => it.missing.length === 0 && shareRead(it) >= LEAST_READ;

/**
 * Those that fit, best first, then those that nearly do: by the share of rows read, then what the shop made itself
 * before what we ship, then by columns found.
 */
export function rankCandidates(all: readonly Candidate[]): Candidate[] {
  const nearly = (it: Candidate) => !fits(it) && it.missing.length > 0 && found(it) >= NEARLY;
  const ranked = (list: readonly Candidate[]) => [...list].sort((a, b) => places(b, a));
  return [...ranked(all.filter(fits)), ...ranked(all.filter(nearly)).slice(0, 3)];
}

function places(a: Candidate, b: Candidate): number {
  return (
    shareRead(a) - shareRead(b) ||
    Number(a.kind === 'mapping') - Number(b.kind === 'mapping') ||
    found(a) - found(b)
  );
}
