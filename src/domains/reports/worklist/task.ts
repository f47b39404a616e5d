import type { Permission } from '../../../contract/auth.ts';
import type { Shop } from '../../../platform/auth/index.ts';
import type { Text } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';

/** Whose worklist, on which day. */
export interface TaskAsk {
  readonly platform: Platform;
  readonly shop: Shop;
  /** Shop day as of which customers are seen: today, or of a file from the past its last day of a purchase. */
  readonly day: string;
  /** Undefined where `day` is today: what is true now needs no day, and its address stays good. */
  readonly past: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is to be done of one kind now. */
export interface Task {
  readonly title: Text;
  /** The facts it rests on. */
  readonly reason: Text;
  /** What the one button says. */
  readonly action: Text;
  readonly count: number;
  /** Minor units; null where the shop's own figures say nothing of it. */
  readonly expectedMoney: number | null;
  /** How it was worked out. */
  readonly basis: Text | null;
  /** Page of the console below /shops/:shop, with its query. */
  readonly link: string;
}

/** One kind of thing worth doing: one file in tasks/, listed in tasks.ts. */
export interface TaskSource {
  /** Stable kebab-case name; marks are kept by it. */
  readonly code: string;
  /** Who is told of it. */
  readonly permission: Permission;
  /** Undefined when there is nothing to do. */
  find(ask: TaskAsk): Promise<Task | undefined>;
}
