import type { InputRecord } from '../../../contract/records.ts';
import type { Result, Text } from '../../../platform/errors.ts';
import type { Dictionary } from '../../customers/index.ts';
import type { OpenedRows, OpenOptions, Row, RowReject } from './files/rows.ts';

/** What one row came to: records to store, or every problem it has. */
export interface RowOutcome {
  readonly records: readonly InputRecord[];
  readonly problems: readonly RowReject[];
  /** What of a usable row is not stored. */
  readonly leftOut?: readonly LeftOut[];
}

/** A value left out of a row that is stored otherwise: counted by column, and told in the reject file where `told` says how. */
export interface LeftOut {
  readonly column: string;
  readonly told?: RowReject;
}

/** Reads the rows of one opened file, in file order. */
export interface RecordReader {
  read(row: Row): RowOutcome;
  /** The content that names a row without an id of its own: the cells the preset reads, joined. */
  contentOf(row: Row): string;
}

/** One column that a source reads, and what it is to it. */
export interface ColumnUse {
  /** Name of the field: a preset's own word, or a mapping's (`order_no`, `identities.phone`, `traits.name`). */
  readonly field: string;
  /** As the file calls it; the source's own name for it where the file has none. */
  readonly column: string;
  /** Its place in a row; -1 where the file lacks it. */
  readonly place: number;
  readonly required: boolean;
  readonly personal: boolean;
}

/** What of an opened file says which columns it has. `width`: cells of a row, for files without a header. */
export type FileShape = Pick<OpenedRows, 'columns' | 'format'> & { readonly width: number };

/** How to make records of a file's rows: a preset, or a mapping somebody wrote. */
export interface RecordSource {
  readonly name: string;
  readonly label: Text;
  /** What a shop made for such a file is given. */
  readonly currency: string;
  readonly timeZone: string;
  /** Whether each order of the file says its currency: a shop made for it has the first one's, else `currency`. */
  readonly statesCurrency?: boolean;
  readonly open: OpenOptions;
  /**
   * Finds the columns; a file that lacks some is refused with all of them named. `dictionary`: the shop's, the built-in
   * one unless told; what it lacks is refused as well.
   */
  bind(file: Pick<OpenedRows, 'columns' | 'format'>, dictionary?: Dictionary): Result<RecordReader>;
  /** Which columns it reads, for people to see. Empty where a file is no table (calls of the Segment specification). */
  uses(file: FileShape): readonly ColumnUse[];
}
