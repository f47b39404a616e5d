/**
 * A few connections shared fairly. Queries on one chDB connection wait for each other, so each runs one at a time;
 * shops take turns, and questions that may run long never hold the last connection, which stays for quick ones.
 */

export interface Ticket {
  readonly shopId: number;
  readonly quick: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** One connection, held until `release`. */
export interface Lane<C> {
  readonly connection: C;
  release(): void;
}

interface Waiter<C> {
  readonly quick: boolean;
  go(lane: Lane<C>): void;
}

export class Lanes<C> {
  readonly #free: C[];
  readonly #heavyMost: number;
  /** Waiting questions by shop; the map's order is whose turn it is. */
  readonly #waiting = new Map<number, Waiter<C>[]>();
  #heavy = 0;

  constructor(connections: readonly C[]) {
    this.#free = [...connections];
    this.#heavyMost = Math.max(1, connections.length - 1);
  }

  /** Waits for a connection. Rejects with the signal's reason when the caller goes away before its turn. */
  take(ticket: Ticket): Promise<Lane<C>> {
    return new Promise((resolve, reject) => {
      if (ticket.signal?.aborted) return reject(ticket.signal.reason);
      const leave = () => {
        this.#drop(ticket.shopId, waiter);
        reject(ticket.signal?.reason);
      };
      const go = (lane: Lane<C>) => {
        ticket.signal?.removeEventListener('abort', leave);
        resolve(lane);
      };
      const waiter = { quick: ticket.quick, go };
      ticket.signal?.addEventListener('abort', leave, { once: true });
      this.#queueOf(ticket.shopId).push(waiter);
      this.#serve();
    });
  }

  #queueOf(shopId: number): Waiter<C>[] {
    const queue = this.#waiting.get(shopId) ?? [];
    this.#waiting.set(shopId, queue);
    return queue;
  }

  #drop(shopId: number, waiter: Waiter<C>): void {
    const left = this.#queueOf(shopId).filter((other) => other !== waiter);
    if (left.length > 0) this.#waiting.set(shopId, left);
    else this.#waiting.delete(shopId);
  }

  #serve(): void {
    while (this.#free.length > 0) {
      const turn = this.#next();
      if (turn === undefined) return;
      this.#endTurn(turn.shopId, turn.waiter);
      turn.waiter.go(this.#lend(turn.waiter.quick));
    }
  }

  #next(): { shopId: number; waiter: Waiter<C> } | undefined {
    for (const [shopId, queue] of this.#waiting) {
      const waiter = queue.find((one) => one.quick || this.#heavy < this.#heavyMost);
      if (waiter) return { shopId, waiter };
    }
    return undefined;
  }

  /** Takes the waiter out and sends its shop to the back of the line. */
  #endTurn(shopId: number, waiter: Waiter<C>): void {
    this.#drop(shopId, waiter);
    const left = this.#waiting.get(shopId);
    if (left === undefined) return;
    this.#waiting.delete(shopId);
    this.#waiting.set(shopId, left);
  }

  #lend(quick: boolean): Lane<C> {
    const connection = this.#free.pop()!;
    if (!quick) this.#heavy += 1;
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      if (!quick) this.#heavy -= 1;
      this.#free.push(connection);
      this.#serve();
    };
    return { connection, release };
  }
}
