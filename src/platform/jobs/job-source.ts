import type { Permission } from '../../contract/auth.ts';
import type { JobView } from '../../contract/jobs.ts';
import type { Tx } from '../db/postgres.ts';
import type { Platform } from '../platform.ts';

export type Job = Omit<JobView, 'may_retry' | 'started_by_name' | 'again'> & Partial<Pick<JobView, 'again'>>;

/** Background work that a domain keeps rows of. There is no queue: the rows say what runs, and how far it is. */
export interface JobSource {
  /** What a caller needs to see it. */
  readonly permission: Permission;
  /** Of the installation, not of the shop alone: only whoever runs it sees it. */
  readonly isOperators?: boolean;
  /** Newest first. */
  list(tx: Tx, shopId: number, limit: number): Promise<Job[]>;
  /** What one actor began, where whoever lacks the permission sees their own. */
  own?(tx: Tx, shopId: number, of: { readonly actor: string; readonly limit: number }): Promise<Job[]>;
  /** Where it is safe to have broken-off work go on at once. */
  readonly retry?: {
    readonly permission: Permission;
    /** Beginning of the ids it takes, such as `import:`. */
    readonly prefix: string;
    /** What failed may be begun anew, too. */
    readonly isOfFailed?: boolean;
    /** False where there is no such work, or none that waits. */
    run(platform: Platform, it: { shopId: number; id: number }): Promise<boolean>;
  };
}
