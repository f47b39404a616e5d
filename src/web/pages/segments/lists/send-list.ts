import type { ListBy, ListView } from '../../../../contract/segment-list.ts';
import { ConsoleProblem, readProblem } from '../../../client/problem.ts';

interface Sending {
  readonly name: string;
  readonly by: ListBy;
  readonly file: File;
}

/** Sends a file of customers; fields first, because the server reads the form as it comes. */
export async function sendList(shop: string, { name, by, file }: Sending): Promise<ListView> {
  const form = new FormData();
  form.set('name', name);
  form.set('by', by);
  form.set('file', file);
  const answer = await fetch(`/api/shops/${encodeURIComponent(shop)}/segments/lists`, {
    method: 'POST',
    body: form,
  });
  if (answer.status !== 201) throw new ConsoleProblem(await readProblem(answer));
  return (await answer.json()) as ListView;
}
