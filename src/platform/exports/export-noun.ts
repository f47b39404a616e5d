import type { TSchema } from 'typebox';
import type { Masking, Permission } from '../../contract/auth.ts';
import type { Shop } from '../auth/index.ts';
import type { Text } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { Batch, Column } from './column.ts';

/** Who asks for which rows of which shop. */
export interface ExportAsk {
  readonly platform: Platform;
  readonly shop: Shop;
  /** How personal columns leave: as the caller's role sees them, or in clear. */
  readonly masking: Masking | 'clear';
  /** Codes of the columns wanted: what no column needs is not read. */
  readonly columns: ReadonlySet<string>;
  /** What the caller narrowed it by, by the names of `filters`; checked against them. */
  readonly filters: Readonly<Record<string, string>>;
  /** Aborts when the caller goes away: readers stop the engine with it. */
  readonly signal: AbortSignal;
}

/** What a shop can export: declared by the domain that owns the rows, listed in the wiring (src/export-nouns.ts). */
export interface ExportNoun {
  /** As in URL, command line and file name: `order-lines`. */
  readonly noun: string;
  readonly summary: Text;
  readonly permission: Permission;
  /** What it can be narrowed by: schemas of texts, by name. */
  readonly filters: Readonly<Record<string, ExportFilter>>;
  /** All columns of this shop, in their order. */
  columns(platform: Platform, shop: Shop): Promise<readonly Column[]>;
  /** The rows, each once, page by page; a page is read when the one before it has been taken. */
  read(ask: ExportAsk): AsyncIterable<Batch>;
  /** How many rows there will be, for a progress bar; absent where counting costs as much as reading. */
  count?(ask: ExportAsk): Promise<number>;
  /** How many people a universal holdout keeps out of the rows; absent where none is. */
  countHeldOut?(ask: ExportAsk): Promise<number>;
}

export interface ExportFilter {
  readonly schema: TSchema;
  readonly summary: Text;
  /** What the caller needs besides the noun's own permission to narrow by it. */
  readonly permission?: Permission;
}
