import type { RetentionSubjectCode } from '../../../contract/retention.ts';
import type { Platform } from '../../../platform/platform.ts';

/** One shop, and the moment before which its data of a subject has had its time. */
export interface Retaining {
  readonly platform: Platform;
  readonly shop: { readonly shopId: number; readonly timeZone: string; readonly currency: string };
  /** First shop day that is kept: the first of a month. */
  readonly beforeDay: string;
  /** Its first instant. */
  readonly before: Date;
  readonly runId: number;
  /** Told as rows go, where they go in pieces: how many have. */
  readonly onDropped?: (rows: number) => void;
}

export interface WouldGo {
  readonly rows: number;
  /** ISO 8601; null where nothing would go. */
  readonly oldest: string | null;
}

/** What a domain does for one subject of retention. Registered in the wiring (src/retention-handlers.ts). */
export interface RetentionHandler {
  readonly subject: RetentionSubjectCode;
  /** What a run would drop now. Changes nothing. */
  preview(what: Omit<Retaining, 'runId'>): Promise<WouldGo>;
  /** Writes down what is to stay of it. Run again before the drop it ends the same; never called after it began. */
  keep?(what: Retaining): Promise<void>;
  /** Drops; how many rows went. Cut off and run again it goes on. */
  drop(what: Retaining): Promise<number>;
}
