import { setTimeout as pause } from 'node:timers/promises';
import type { HttpApp } from '../../../src/platform/http/routes.ts';
import type { Person } from '../../people.ts';
import type { Garden } from './garden.ts';
import { customerMapping, type PlantedFile, plantedFiles } from './planted-files.ts';
import type { Heard } from './planted-requests.ts';

/** Uploads planted files as a browser does, follows each import to its end, and spoils every field of the form once. */

interface Asking {
  readonly app: HttpApp;
  readonly owner: Person;
  readonly garden: Garden;
  /** The customers' file that was imported already: its values stay the newest. */
  readonly customers: Buffer;
}

type Fields = Readonly<Record<string, string>>;

const url = '/api/shops/planted/imports';

export async function uploadEverything(asking: Asking, heard: Heard): Promise<void> {
  const { garden, customers } = asking;
  for (const file of plantedFiles(garden)) {
    const name = `${garden.plant('phone', `name of an upload for ${file.preset}`)}.${file.name}`;
    await upload(asking, heard, { file: { ...file, name }, fields: { preset: file.preset } });
  }
  const file = { name: 'customers.csv', bytes: customers };
  await upload(asking, heard, { file, fields: { mapping: JSON.stringify(customerMapping) } });
  for (const fields of spoilt(garden)) await upload(asking, heard, { file, fields });
}

/** Forms with a planted value in each field that a form has. */
function spoilt(garden: Garden): Fields[] {
  const phone = (field: string) => garden.plant('phone', `upload field ${field}`);
  const preset = 'pinduoduo-orders';
  const unknown = { ...customerMapping, fields: { [phone('mapping, name of a field')]: 'x' } };
  return [
    { preset: phone('preset') },
    { mapping: `{"name": "${phone('mapping that is no JSON')}` },
    { mapping: JSON.stringify(unknown) },
    ...['max_rejects', 'encoding', 'delimiter', 'sheet'].map((name) => ({ preset, [name]: phone(name) })),
    { preset, dry_run: 'true' },
    { mapping: JSON.stringify(customerMapping), dry_run: 'true' },
  ];
}

interface Upload {
  readonly file: Pick<PlantedFile, 'name' | 'bytes'>;
  readonly fields: Fields;
}

async function upload({ app, owner }: Asking, heard: Heard, { file, fields }: Upload): Promise<void> {
  const cookie = Object.entries(owner.cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const headers = { cookie: cookie.join('; '), origin: 'http://127.0.0.1:7300' };
  const ask = (method: 'GET' | 'POST', path: string, more: object = {}) =>
    app.inject({ method, url: path, headers: { ...headers, 'content-type': type }, ...more });
  const answer = await ask('POST', url, { payload: form(file, fields) });
  const line = `POST ${url} ${Object.keys(fields)}: ${answer.statusCode} ${answer.body}`;
  if (answer.statusCode !== 202)
    return void (answer.statusCode >= 400 ? heard.errors : heard.answers).push(line);
  const { id } = answer.json();
  heard.answers.push(line, `progress: ${(await ask('GET', `${url}/${id}/progress`)).body}`);
  while ((await ask('GET', `${url}/${id}`)).json().state === 'running') await pause(20);
  for (const part of ['', '/rejects'])
    heard.answers.push(`${part}: ${(await ask('GET', `${url}/${id}${part}`)).body}`);
}

const boundary = 'planted-boundary';
const type = `multipart/form-data; boundary=${boundary}`;

function form({ name, bytes }: Upload['file'], fields: Fields): Buffer {
  const field = ([key, value]: [string, string]) => part(`name="${key}"`, Buffer.from(value));
  const end = Buffer.from(`--${boundary}--\r\n`);
  return Buffer.concat([
    ...Object.entries(fields).map(field),
    part(`name="file"; filename="${name}"`, bytes),
    end,
  ]);
}

const part = (disposition: string, bytes: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
