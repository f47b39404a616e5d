import type { DryRunView } from '../../../contract/uploads.ts';
import { noteGone } from '../../client/connection.ts';
import { ConsoleProblem, type Problem, readProblem, unreachable } from '../../client/problem.ts';

/** How far a dry run is. */
export interface DryRunProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly bytes_done: number;
}

interface Asked {
  readonly url: string;
  readonly body: object;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DryRunProgress) => void;
}

/** Runs dry and follows its events to the last; aborting ends it in the server too. */
export async function followDryRun({ url, body, signal, onProgress }: Asked): Promise<DryRunView> {
  const answer = await orGone(
    fetch(url, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      ...{ body: JSON.stringify(body), signal },
    }),
  );
  if (!answer.ok || answer.body === null) throw new ConsoleProblem(await readProblem(answer));
  for await (const { event, data } of eventsIn(answer.body)) {
    if (event === 'progress') onProgress(data as DryRunProgress);
    if (event === 'end') return data as DryRunView;
    if (event === 'problem') throw new ConsoleProblem({ ...(data as Problem), request_id: '' });
  }
  return orGone(Promise.reject(new TypeError('The stream ended early')));
}

/** A server that is stopped meanwhile breaks the stream as the network does: both are told, and waited for. */
async function orGone<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    noteGone();
    throw new ConsoleProblem(unreachable);
  }
}

interface SentEvent {
  readonly event: string;
  readonly data: unknown;
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<SentEvent> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  let rest = '';
  for (let next = await orGone(reader.read()); !next.done; next = await orGone(reader.read())) {
    const blocks = (rest + next.value).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block: string): SentEvent {
  const [event = '', data = ''] = block.split('\n');
  return { event: event.replace(/^event: /, ''), data: JSON.parse(data.replace(/^data: /, '')) };
}
