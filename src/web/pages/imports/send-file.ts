import type { Answer } from '../../client/ask.ts';
import { noteGone } from '../../client/connection.ts';
import type { components } from '../../client/openapi.ts';
import { ConsoleProblem, readProblem, unreachable } from '../../client/problem.ts';

export type Upload = Answer<'/api/shops/{shop}/uploads'>['uploads'][number];
export type ProblemBody = components['schemas']['Problem'];

/** Sends a file and tells how far it is: `fetch` cannot say so of what it sends. Aborting ends it, and the server keeps nothing. */
export function sendFile(
  shop: string,
  file: File,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number, total: number) => void },
): Promise<Upload> {
  const form = new FormData();
  form.set('file', file);
  const request = new XMLHttpRequest();
  request.open('POST', `/api/shops/${encodeURIComponent(shop)}/uploads`);
  request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
  signal.addEventListener('abort', () => request.abort());
  return new Promise((resolve, reject) => {
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as Upload);
      else void refusal(request).then(reject);
    };
    request.onerror = () => {
      noteGone();
      reject(new ConsoleProblem(unreachable));
    };
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.send(form);
  });
}

const refusal = async ({ status, responseText }: XMLHttpRequest): Promise<ConsoleProblem> =>
  new ConsoleProblem(await readProblem(new Response(responseText, { status: status || 502 })));
