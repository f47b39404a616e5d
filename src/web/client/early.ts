/** Questions asked while the console's code is on its way; whoever asks the same first gets the answer. */

interface Early {
  readonly at: number;
  readonly answer: Promise<Response>;
}

const asked = new Map<string, Early>();

/** Longest age, ms, of an answer that is taken: nobody may be told later what was so when the page was opened. */
const FRESH = 10_000;

/** Asks at once; `path` with its query, as the client would write it. */
export function askEarly(path: string): Promise<Response> {
  const answer = fetch(path);
  asked.set(new URL(path, location.origin).href, { at: performance.now(), answer });
  const copy = answer.then((it) => it.clone());
  // Whoever takes it is told of a failure; here nobody may be waiting.
  copy.catch(() => undefined);
  return copy;
}

/** What was asked of this address, once; undefined when it has to be asked now. */
export function takeEarly({ method, url }: Request): Promise<Response> | undefined {
  const early = method === 'GET' ? asked.get(url) : undefined;
  if (early === undefined) return undefined;
  asked.delete(url);
  return performance.now() - early.at > FRESH ? undefined : early.answer.then((it) => it.clone());
}
