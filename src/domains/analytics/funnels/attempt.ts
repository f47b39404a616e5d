import type { EventStep } from '../../../contract/event-steps.ts';

/** An event that ends an attempt, everywhere or only between a step and the next. */
export interface Exclusion {
  readonly event: EventStep;
  /** The step behind which it counts, 1 for the first; behind every step unless told. */
  readonly after?: number | undefined;
}

export const funnelOrders = ['ordered', 'strict', 'any'] as const;
export type FunnelOrder = (typeof funnelOrders)[number];

export const countedAttempts = ['furthest', 'first'] as const;
export type CountedAttempt = (typeof countedAttempts)[number];

/**
 * What an attempt is. It begins with an event of the first step (in any order: of any step) and takes, again and again,
 * the first later event of the next step that lies within the window, measured from its beginning, both ends in it.
 * An excluded event in between ends it; under `strict` any other event does. In between is later than the step before and
 * earlier than the step: at one instant the steps come first, in their order, so that a second's precision breaks nobody.
 * Every event of the first step begins one. Of a customer one attempt counts: the one that got furthest, of equals the
 * earliest; or the first.
 */
export interface AttemptRule {
  readonly steps: readonly EventStep[];
  readonly exclusions: readonly Exclusion[];
  readonly order: FunnelOrder;
  readonly attempt: CountedAttempt;
  readonly windowMs: number;
}
