import type { HttpApp } from '../../../src/platform/http/routes.ts';
import type { Person } from '../../people.ts';
import type { Garden } from './garden.ts';
import { type PlantedRoute, plantedRoutes } from './planted-bodies.ts';

/** Asks every route for everything, with planted values in queries and bodies, and keeps what it hears. */

export interface Heard {
  /** One line an answer: method, route, body. Those that are there to show values in clear are left out. */
  readonly answers: string[];
  readonly errors: string[];
  /** Writes that went through with planted values in them. */
  readonly succeeded: Set<string>;
}

interface Asking {
  readonly app: HttpApp;
  readonly owner: Person;
  readonly garden: Garden;
}

/** Where staff see values in clear, as the law wants it: audited, or in notes that only they write. */
const shows = /\/(unmask|notes|personal-data)$/;
/** Sign-in and invitations take the staff's own addresses. */
const staffs = /^\/api\/(auth|invitations)/;

export async function askEverywhere(asking: Asking): Promise<Heard> {
  const heard: Heard = { answers: [], errors: [], succeeded: new Set() };
  const routes = plantedRoutes(asking.app, asking.garden);
  for (const route of routes.filter((it) => !staffs.test(it.url))) {
    const url = route.url.replace(':shop', 'planted').replaceAll(/:\w+/g, '1');
    for (const query of ['', ...route.queries]) await ask(asking, heard, { route, url: url + query });
    for (const body of bodiesOf(route)) await ask(asking, heard, { route, url, body });
    if (route.good) await askBroken(asking, heard, { route, url });
  }
  return heard;
}

interface Question {
  readonly route: PlantedRoute;
  readonly url: string;
  readonly body?: object;
}

async function ask({ owner }: Asking, heard: Heard, { route, url, body }: Question): Promise<void> {
  const { statusCode, body: answer } = await owner.ask(route.method, url, body);
  const name = `${route.method} ${route.url}`;
  if (statusCode >= 400) heard.errors.push(`${name}: ${statusCode} ${answer}`);
  else if (!shows.test(route.url)) heard.answers.push(`${name}: ${answer}`);
  if (body !== undefined && statusCode < 300) heard.succeeded.add(name);
}

/** JSON that ends in the middle of somebody's name. */
async function askBroken(
  { app, owner, garden }: Asking,
  heard: Heard,
  { route, url }: Question,
): Promise<void> {
  const cookie = Object.entries(owner.cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const headers = {
    'content-type': 'application/json',
    cookie: cookie.join('; '),
    origin: 'http://127.0.0.1:7300',
  };
  const payload = `{"name": "${garden.plant('name', `${route.method} ${route.url} broken body`)}`;
  const answer = await app.inject({
    method: route.method,
    url,
    headers,
    payload,
    remoteAddress: owner.remoteAddress,
  });
  heard.errors.push(`${route.method} ${route.url}: ${answer.statusCode} ${answer.body}`);
}

/** As planted; with harmless words where personal ones are refused, so that what stands beside them is stored; spoilt. */
function bodiesOf({ good, bad }: PlantedRoute): object[] {
  if (good === undefined || bad === undefined) return [];
  const calm = Object.entries(good).map(([name, value]) => [name, harmless[name] ?? value]);
  return [good, Object.fromEntries(calm), bad];
}

const harmless: Readonly<Record<string, unknown>> = {
  ...{ reason: 'as asked', tag: 'vip', fields: ['phone', 'name'] },
};
