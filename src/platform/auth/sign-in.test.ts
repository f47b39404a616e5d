import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appWithFrontDoor,
  openShop,
  ownerEmail,
  Person,
  password,
  signInOwner,
  totp,
} from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { HttpApp } from '../http/routes.ts';
import { ensureOwner, resetPassword } from './index.ts';

let world: World;
let app: HttpApp;
let owner: Person;

beforeAll(async () => {
  world = await openWorld();
  app = await appWithFrontDoor(world.platform);
  await openShop(world.platform, 'first');
  owner = await signInOwner(world.platform, app);
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

describe('the first owner', () => {
  it('is made once, and owns the shops the command line opened before', async () => {
    expect(await ensureOwner(world.platform, { email: 'second@example.com' })).toEqual({ created: false });
    const me = await owner.ask('GET', '/api/me');
    expect(me.json()).toMatchObject({
      email: ownerEmail,
      operator: true,
      shops: [{ slug: 'first', role: 'owner' }],
    });
  });

  it('also owns shops opened later without a user', async () => {
    await openShop(world.platform, 'later');
    const { shops } = (await owner.ask('GET', '/api/shops')).json();
    expect(shops.map((shop: { slug: string }) => shop.slug)).toEqual(['first', 'later']);
  });
});

describe('sign-in', () => {
  it('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await new Person(app).signIn(ownerEmail, password);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toMatch(/^shuke\.session_token=.*HttpOnly.*SameSite=Lax/i);
  });

  it('refuses a wrong password and an unknown address with the same answer', async () => {
    const wrong = await new Person(app).signIn(ownerEmail, 'not the password');
    const unknown = await new Person(app).signIn('nobody@example.com', 'not the password');
    const telling = ({ statusCode, body }: { statusCode: number; body: string }) => {
      const { request_id: _, ...rest } = JSON.parse(body);
      return { statusCode, ...rest };
    };
    expect(telling(wrong)).toMatchObject({ statusCode: 401, code: 'invalid-email-or-password' });
    expect(telling(unknown)).toEqual(telling(wrong));
  });

  it('stops guessing after ten attempts a minute from one address, kept in the database', async () => {
    const guesser = new Person(app);
    const answers = [];
    for (let i = 0; i < 11; i++) answers.push(await guesser.signIn(ownerEmail, `guess number ${i}`));
    expect(answers.map((it) => it.statusCode)).toEqual([...Array(10).fill(401), 429]);
    expect(answers[10]!.json().code).toBe('too-many-attempts');
  });

  it('does not believe a client that names its own address', async () => {
    const spoof = async (n: number) =>
      app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        remoteAddress: '203.0.113.9',
        headers: { 'x-shuke-address': `10.0.0.${n}`, 'x-forwarded-for': `10.0.0.${n}` },
        payload: { email: ownerEmail, password: 'wrong password' },
      });
    for (let i = 0; i < 10; i++) await spoof(i);
    expect((await spoof(11)).statusCode).toBe(429);
  });

  it('lets nobody sign up', async () => {
    const url = '/api/auth/sign-up/email';
    const answer = await new Person(app).ask('POST', url, { email: 'me@example.com', password, name: 'Me' });
    expect(answer.statusCode).toBe(404);
  });

  it.each(['/organization/create', '/organization/remove-member', '/delete-user', '/request-password-reset'])(
    'hides %s of better-auth',
    async (path) => {
      expect((await owner.ask('POST', `/api/auth${path}`, {})).json().code).toBe('no-such-route');
    },
  );

  it('marks its cookie Secure where the address is https', async () => {
    const config = { ...world.platform.config, publicUrl: 'https://crm.example.com' };
    const secure = await appWithFrontDoor({ ...world.platform, config, metrics: new Registry() });
    const asked = {
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email: ownerEmail, password },
    } as const;
    const answer = await secure.inject({ ...asked, remoteAddress: '192.0.2.77' });
    expect(answer.headers['set-cookie']).toMatch(/^__Secure-shuke\.session_token=.*; Secure/);
    await secure.close();
  });

  it('leaves no address in the log, whatever goes wrong', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const loud = await appWithFrontDoor({ ...world.platform, log, metrics: new Registry() });
    const marked = 'marked.person@example.com';
    const payload = { email: marked, password: 'marked-password' };
    for (const url of ['/api/auth/sign-in/email', '/api/auth/two-factor/enable', '/api/invitations/accept'])
      await loud.inject({
        method: 'POST',
        url,
        payload,
        remoteAddress: '192.0.2.78',
        headers: { origin: 'https://evil.example' },
      });
    await loud.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload,
      remoteAddress: '192.0.2.78',
    });
    await loud.close();
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join('')).not.toMatch(/marked/);
  });

  it('ends with signing out', async () => {
    const person = new Person(app);
    await person.signIn(ownerEmail, password);
    const cookies = { ...person.cookies };
    expect((await person.ask('GET', '/api/me')).statusCode).toBe(200);
    await person.ask('POST', '/api/auth/sign-out');
    person.cookies = cookies;
    expect((await person.ask('GET', '/api/me')).json().code).toBe('sign-in-needed');
  });
});

describe('a forged request', () => {
  it.each(['https://evil.example', 'null', undefined])(
    'from %s cannot write with the cookie',
    async (from) => {
      const cookie = Object.entries(owner.cookies)
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('; ');
      const headers = { cookie, host: '127.0.0.1:7300', ...(from && { origin: from }) };
      const shop = { slug: 'forged', name: 'x', currency: 'CNY', time_zone: 'Asia/Shanghai' };
      const ours = await app.inject({ method: 'POST', url: '/api/shops', headers, payload: shop });
      expect(ours.json()).toMatchObject({ status: 403, code: 'foreign-origin' });
      const theirs = await app.inject({ method: 'POST', url: '/api/auth/sign-out', headers });
      expect(theirs.statusCode).toBe(403);
    },
  );
});

describe('two-factor', () => {
  it('goes all the way with a real authenticator', async () => {
    const begun = await owner.ask('POST', '/api/auth/two-factor/enable', { password });
    const { totpURI, backupCodes } = begun.json();
    const secret = new URL(totpURI).searchParams.get('secret')!;
    expect(totpURI).toMatch(/^otpauth:\/\/totp\/Shuke:/);
    const wrong = await owner.ask('POST', '/api/auth/two-factor/verify-totp', { code: '000000' });
    expect(wrong.json().code).toBe('invalid-code');
    const on = await owner.ask('POST', '/api/auth/two-factor/verify-totp', {
      code: totp(secret, new Date()),
    });
    expect(on.statusCode).toBe(200);
    expect((await owner.ask('GET', '/api/me')).json().two_factor_enabled).toBe(true);

    const again = new Person(app);
    const first = await again.signIn(ownerEmail, password);
    expect(first.json()).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp'] });
    expect((await again.ask('GET', '/api/me')).statusCode).toBe(401);
    const second = await again.ask('POST', '/api/auth/two-factor/verify-totp', {
      code: totp(secret, new Date()),
    });
    expect(second.statusCode).toBe(200);
    expect((await again.ask('GET', '/api/me')).json().email).toBe(ownerEmail);

    const lostPhone = new Person(app);
    const backup = { code: backupCodes[0] };
    await lostPhone.signIn(ownerEmail, password);
    expect((await lostPhone.ask('POST', '/api/auth/two-factor/verify-backup-code', backup)).statusCode).toBe(
      200,
    );
    const twice = new Person(app);
    await twice.signIn(ownerEmail, password);
    expect((await twice.ask('POST', '/api/auth/two-factor/verify-backup-code', backup)).statusCode).toBe(401);

    const off = await owner.ask('POST', '/api/auth/two-factor/disable', { password });
    expect(off.statusCode).toBe(200);
    const plain = new Person(app);
    await plain.signIn(ownerEmail, password);
    expect((await plain.ask('GET', '/api/me')).statusCode).toBe(200);
  });
});

describe('a lost password', () => {
  it('is replaced from the command line, which ends every session', async () => {
    const fresh = await resetPassword(world.platform, ownerEmail);
    expect((await owner.ask('GET', '/api/me')).statusCode).toBe(401);
    await owner.signIn(ownerEmail, fresh!);
    expect((await owner.ask('GET', '/api/me')).statusCode).toBe(200);
    expect(await resetPassword(world.platform, 'nobody@example.com')).toBeUndefined();
  });
});
