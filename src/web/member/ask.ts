import type { MemberView } from '../../contract/member.ts';
import { language } from './words.ts';

/** What the server said no with, in the reader's language. */
export class Refused extends Error {}

/** The token stands behind #, so that it is in no server's log and no referrer. */
const token = location.hash.slice(1);

async function send(path: string, body?: object): Promise<Response> {
  const headers = { 'x-member-token': token, 'accept-language': language };
  const answer = await fetch(
    `/api/member${path}`,
    body === undefined
      ? { headers }
      : {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
  );
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
  throw new Refused(problem.detail ?? '');
}

export const load = async (): Promise<MemberView> =>
  (await send(`?language=${language}`)).json() as Promise<MemberView>;

export const tell = async (path: string, body: object = {}): Promise<void> => {
  await send(path, body);
};
