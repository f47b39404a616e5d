import type { Heard } from './ask.ts';
import { type LiveServer, shop } from './live-server.ts';
import { until } from './wait.ts';

/** Concurrent callers that write without end, each write under a name of its own, and note what they are told. */
export interface Writers {
  /** Waits until so many writes were acknowledged. */
  acknowledged(count: number): Promise<unknown>;
  /** Waits until so many were refused. */
  refused(count: number): Promise<unknown>;
  stop(): Promise<{ acknowledged: string[]; answers: ReadonlyMap<string, number> }>;
}

export function keepWriting(live: LiveServer, callers: number): Writers {
  const acknowledged: string[] = [];
  const answers = new Map<string, number>();
  let refused = 0;
  let stopped = false;
  const write = async (caller: number) => {
    for (let n = 0; !stopped; n += 1) {
      const name = `w${caller}-${n}`;
      const answer = await live.owner('POST', `${shop}/keys`, { kind: 'write', name, source: 'web' });
      if (answer.status === 201) acknowledged.push(name);
      else refused += 1;
      const told = kindOf(answer);
      answers.set(told, (answers.get(told) ?? 0) + 1);
    }
  };
  const running = Promise.all(Array.from({ length: callers }, (_, caller) => write(caller)));
  const reached = (count: () => number, wanted: number) => {
    const seen = until(
      async () => count(),
      (it) => it >= wanted,
    );
    return Promise.race([seen, running]);
  };
  return {
    acknowledged: (count) => reached(() => acknowledged.length, count),
    refused: (count) => reached(() => refused, count),
    async stop() {
      stopped = true;
      await running;
      return { acknowledged, answers };
    },
  };
}

/** `201`, or status and code of a problem; a refusal for a while must say for how long. */
function kindOf({ status, headers, text }: Heard): string {
  if (status < 400) return String(status);
  const { code } = JSON.parse(text);
  return `${status} ${code}${status === 503 && headers['retry-after'] === undefined ? ' without Retry-After' : ''}`;
}

/** How often each name is stored. */
export async function namesStored(live: LiveServer): Promise<Map<string, number>> {
  const { keys } = JSON.parse((await live.owner('GET', `${shop}/keys`)).text);
  const counts = new Map<string, number>();
  for (const { name } of keys) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
