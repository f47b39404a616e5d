import { caught, ok, orThrow, type Result } from '../../../../platform/errors.ts';
import type { Dictionary } from '../../../customers/index.ts';
import type { OpenOptions } from '../files/rows.ts';
import { presets } from '../presets/presets.ts';
import type { RecordSource } from '../record-source.ts';
import { type FileSample, type SampleRows, sampleOf } from './file-sample.ts';
import { type Candidate, fits, rankCandidates } from './rank-candidates.ts';
import { columnsIn, inColumns, plainRows, type ReadRow, readSample } from './read-sample.ts';

/** What a file is, as far as its first rows tell. */
export interface Inspection {
  readonly sample: SampleRows;
  readonly columns: readonly string[];
  /** As the chosen source reads them, else as they stand in the file. */
  readonly rows: readonly ReadRow[];
  /** Those that fit and those that nearly do, best first. */
  readonly candidates: readonly Candidate[];
  /** The one `rows` were read by: what was asked for, or the best that fits. */
  readonly chosen: Candidate | undefined;
}

export interface Inspecting {
  readonly path: string;
  /** What the person says of the file: encoding, delimiter, sheet, format. */
  readonly options: OpenOptions;
  readonly dictionary: Dictionary;
  /** Mappings of the shop, beside the presets. */
  readonly saved: readonly RecordSource[];
  /** To be read by this, whether it fits or not. */
  readonly asked?: { readonly kind: Candidate['kind']; readonly source: RecordSource } | undefined;
}

/**
 * Looks at the beginning of a file: what it is, its first 50 rows, and which presets and saved mappings read it, best
 * first. Reads 1.5 MB of a text at most. Problems: those of a file that is none.
 */
export const inspectUpload = (it: Inspecting): Promise<Result<Inspection>> =>
  caught(async () => {
    const file = await sampleOf(it.path, it.options);
    const reads: Read[] = [];
    for (const [kind, source] of sourcesOf(it)) {
      const read = await readBy(file, { kind, source }, it);
      if (read.ok) reads.push(read.value);
    }
    const candidates = rankCandidates(reads.map(({ candidate }) => candidate));
    const best = candidates.find(fits);
    const chosen = it.asked
      ? orThrow(await readBy(file, it.asked, it))
      : reads.find(({ candidate }) => candidate === best);
    return { ...(chosen ? shown(chosen) : await unread(file, it)), candidates };
  });

type Asked = NonNullable<Inspecting['asked']>;

const sourcesOf = ({ saved }: Inspecting): [Candidate['kind'], RecordSource][] => [
  ...presets.map((source): [Candidate['kind'], RecordSource] => ['preset', source]),
  ...saved.map((source): [Candidate['kind'], RecordSource] => ['mapping', source]),
];

interface Read {
  readonly candidate: Candidate;
  readonly sample: SampleRows;
}

/** A problem where the file is none of the kind the source wants. */
async function readBy(
  file: FileSample,
  { kind, source }: Asked,
  { options, dictionary }: Inspecting,
): Promise<Result<Read>> {
  const read = await readSample(file, source, { options, dictionary });
  if (!read.ok) return read;
  const { sample, ...rest } = read.value;
  const { name, label, timeZone } = source;
  return ok({ sample, candidate: { kind, name, label, timeZone, ...rest } });
}

const shown = ({ sample, candidate }: Read): Omit<Inspection, 'candidates'> => ({
  sample,
  columns: columnsIn(sample),
  rows: candidate.rows.length > 0 ? candidate.rows : inColumns(plainRows(sample), sample),
  chosen: candidate,
});

async function unread(file: FileSample, { options }: Inspecting): Promise<Omit<Inspection, 'candidates'>> {
  const sample = await file.read({ ...options, header: 'likely' });
  return {
    sample,
    columns: columnsIn(sample),
    rows: inColumns(plainRows(sample), sample),
    chosen: undefined,
  };
}
