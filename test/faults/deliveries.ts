import { setTimeout as pass } from 'node:timers/promises';
import { ask, type Heard } from './ask.ts';

/** Callers that deliver batches of live events without end, each again until it is taken, and note what they hear. */
export interface Deliveries {
  /** Resolves once so many batches more were taken. */
  taken(count: number): Promise<void>;
  /** Resolves once so many more were not: answered otherwise, or not at all. */
  refused(count: number): Promise<void>;
  /** Resolves once a batch was answered with that status. */
  answered(status: string): Promise<void>;
  /** Message ids that were acknowledged, those that were sent, and answers by kind: a status, or `none`. */
  readonly acknowledged: ReadonlySet<string>;
  readonly sent: ReadonlySet<string>;
  readonly answers: ReadonlyMap<string, number>;
  /** Ends when every caller has heard of what it sent last, which is not sent again. */
  stop(): Promise<void>;
}

const EVENTS = 10;

export function keepDelivering(url: string, key: string, callers: number): Deliveries {
  const [acknowledged, sent] = [new Set<string>(), new Set<string>()];
  const answers = new Map<string, number>();
  const waiting = new Set<() => void>();
  let batches = 0;
  let refusals = 0;
  let stopped = false;
  const heard = (kind: string) => answers.set(kind, (answers.get(kind) ?? 0) + 1);
  const deliver = async (caller: number) => {
    for (let n = 0; !stopped; ) {
      const ids = Array.from({ length: EVENTS }, (_, k) => `c${caller}-b${n}-${k}`);
      for (const id of ids) sent.add(id);
      const answer = await post(url, key, ids);
      heard(kindOf(answer));
      if (answer?.status === 200) {
        for (const id of ids) acknowledged.add(id);
        n += 1;
        batches += 1;
      } else refusals += 1;
      for (const look of waiting) look();
      if (answer?.status !== 200) await pass(20); // as any client would, though none so short
    }
  };
  const running = Promise.all(Array.from({ length: callers }, (_, caller) => deliver(caller)));
  const come = (reached: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!reached()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    ...{ acknowledged, sent, answers },
    taken(count) {
      const wanted = batches + count;
      return come(() => batches >= wanted);
    },
    refused(count) {
      const wanted = refusals + count;
      return come(() => refusals >= wanted);
    },
    answered: (status) => come(() => answers.has(status)),
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** Undefined when no answer came. */
function post(url: string, key: string, ids: readonly string[]): Promise<Heard | undefined> {
  const batch = ids.map((messageId) => ({ type: 'track', event: 'Sent', userId: 'u', messageId }));
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const asked = { method: 'POST', url: `${url}/v1/batch`, headers, body: JSON.stringify({ batch }) };
  return ask(asked).catch(() => undefined);
}

/** A refusal for a while must say for how long. */
function kindOf(answer: Heard | undefined): string {
  if (answer === undefined) return 'none';
  const silent = answer.status === 503 && answer.headers['retry-after'] === undefined;
  return `${answer.status}${silent ? ' without Retry-After' : ''}`;
}
