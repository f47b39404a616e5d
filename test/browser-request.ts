import type { Person } from './people.ts';

/** Asks over a real connection, as a browser does: uploads and event streams are streams. */
export function askAt(base: string, person: Person, path: string, init: RequestInit = {}): Promise<Response> {
  const cookie = Object.entries(person.cookies)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
  return fetch(`${base}${path}`, {
    ...init,
    headers: { cookie, origin: 'http://127.0.0.1:7300', ...init.headers },
  });
}

export interface SentEvent {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** A stream of server-sent events, read to its end. */
export async function eventsOf(answer: Response): Promise<SentEvent[]> {
  const blocks = (await answer.text()).trim().split('\n\n');
  return blocks.map((block) => {
    const [event, data] = block.split('\n');
    return { event: event!.replace('event: ', ''), data: JSON.parse(data!.replace('data: ', '')) };
  });
}
