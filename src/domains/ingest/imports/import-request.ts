import type { ImportResult } from '../../../contract/imports.ts';
import type { StoredOptions } from './import-store.ts';
import type { RecordSource } from './record-source.ts';

/** How far an import is. */
export interface ImportProgress {
  readonly importId: number | null;
  /** Bytes of the file as it lies on the disk. */
  readonly bytes: number;
  readonly bytesDone: number;
  readonly result: ImportResult;
}

export interface ImportRequest {
  readonly shopId: number;
  /** Absolute. */
  readonly path: string;
  /** As people call it; the last part of the path unless told. */
  readonly fileName?: string;
  readonly source: RecordSource;
  /** The mapping that `source` was made of, kept for the resumption. */
  readonly mapping?: unknown;
  readonly options?: StoredOptions;
  /** 'user:<id>', 'key:<id>', 'cli'. */
  readonly startedBy: string;
  /** Aborting stops behind the batch at hand; the import is then `interrupted`, and resumes. */
  readonly signal?: AbortSignal;
  /** A stop by `signal` is the process's, not a person's: the import stays `running`, for another process to take over. */
  readonly handOver?: boolean;
  /** This very import is to go on. One that another process has ended meanwhile is not begun anew. */
  readonly resumes?: number;
  /** The upload is shared already (see shared-files.ts). */
  readonly isShared?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}
