import { createHash } from 'node:crypto';

/**
 * Always the same one of the agents for a customer; null of none. Pure. By rendezvous: each agent has a number for each customer and the
 * greatest is theirs, so that a new agent takes a fair share from all, and of one who goes only their own are handed on.
 */
export const chooseAgent = (agents: readonly string[], customerId: number): string | null =>
  agents.toSorted((a, b) => weight(b, customerId) - weight(a, customerId) || (a < b ? -1 : 1))[0] ?? null;

const weight = (agent: string, customerId: number): number =>
  createHash('sha256').update(`${customerId} ${agent}`).digest().readUIntBE(0, 6);
