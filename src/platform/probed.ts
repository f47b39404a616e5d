/** What a server that answered a probe said of itself. */
export interface Probed {
  readonly version: string;
  /** From dialling to the answer. */
  readonly ms: number;
}

/** Longest wait for a server that may not be there; a person sits before it. */
export const probeMs = 5_000;
