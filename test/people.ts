import { createHmac } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import type { Role } from '../src/contract/auth.ts';
import { type Audit, createShop, ensureOwner, openFrontDoor } from '../src/platform/auth/index.ts';
import { orThrow } from '../src/platform/errors.ts';
import { makeHttpServer } from '../src/platform/http/http-server.ts';
import type { HttpApp } from '../src/platform/http/routes.ts';
import type { Platform } from '../src/platform/platform.ts';

/** Signs people in and asks as them, over the real application. */

const origin = 'http://127.0.0.1:7300';

/** The front door and its own routes, without any domain. `audit` hears every entry. */
export async function appWithFrontDoor(platform: Platform, audit: Audit = async () => {}): Promise<HttpApp> {
  const app = await makeHttpServer(platform);
  openFrontDoor(app, platform, audit);
  return app;
}

/** Cookies of an answer, as the next request sends them; those the server takes away are left out. */
function cookiesOf(setCookie: string | string[] | undefined, before: Record<string, string> = {}) {
  const jar = { ...before };
  for (const line of [setCookie ?? []].flat()) {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', value = ''] = pair.split('=', 2);
    if (attributes.some((it) => it.trim().toLowerCase() === 'max-age=0')) delete jar[name];
    else jar[name] = decodeURIComponent(value);
  }
  return jar;
}

let peers = 0;
/** Sign-in is limited per address: every person of a test has one of his own. */
const nextAddress = (): string => `198.51.100.${(++peers % 250) + 1}`;

/** Somebody at a browser. */
export class Person {
  cookies: Record<string, string> = {};
  readonly app: HttpApp;
  readonly remoteAddress = nextAddress();

  constructor(app: HttpApp) {
    this.app = app;
  }

  async ask(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    more: Record<string, string> = {},
  ) {
    const cookie = Object.entries(this.cookies)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('; ');
    const headers = { origin, host: '127.0.0.1:7300', ...(cookie && { cookie }), ...more };
    const { remoteAddress } = this;
    const asked: InjectOptions = { method, url, headers, remoteAddress, ...(payload && { payload }) };
    const answer = await this.app.inject(asked);
    this.cookies = cookiesOf(answer.headers['set-cookie'], this.cookies);
    return answer;
  }

  signIn(email: string, password: string) {
    return this.ask('POST', '/api/auth/sign-in/email', { email, password });
  }
}

export const ownerEmail = 'owner@example.com';
export const password = 'a long enough password';

/** The installation's owner, signed in. */
export async function signInOwner(platform: Platform, app: HttpApp): Promise<Person> {
  await ensureOwner(platform, { email: ownerEmail, password });
  const owner = new Person(app);
  await owner.signIn(ownerEmail, password);
  return owner;
}

/** Somebody who came in by the owner's invitation, signed in. */
export async function hire(owner: Person, at: { slug: string; role: Role; email?: string }): Promise<Person> {
  const email = at.email ?? `${at.role}-${++peers}@example.com`;
  const invited = await owner.ask('POST', `/api/shops/${at.slug}/invitations`, { email, role: at.role });
  const token = invited.json().link.split('#')[1];
  const member = new Person(owner.app);
  await member.ask('POST', '/api/invitations/accept', { token, name: at.role, password });
  await member.signIn(email, password);
  return member;
}

export const openShop = async (platform: Platform, slug: string) =>
  orThrow(await createShop(platform, { slug, name: slug, currency: 'CNY', timeZone: 'Asia/Shanghai' }));

/** The six digits of RFC 6238 (SHA-1, 30 s) at this instant: written from the standard, not from better-auth. */
export function totp(base32Secret: string, at: Date): string {
  const bits = [...base32Secret].map((it) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(it).toString(2).padStart(5, '0'),
  );
  const bytes = bits
    .join('')
    .match(/.{8}/g)!
    .map((it) => Number.parseInt(it, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)));
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const offset = mac[19]! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
