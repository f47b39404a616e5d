/** The only source of "now": passed in, so that tests and rules can stand on any day. Instants are UTC. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
