import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appWithFrontDoor, hire, openShop, type Person, signInOwner } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { HttpApp } from '../http/routes.ts';
import type { AuditEntry } from './index.ts';

let world: World;
let app: HttpApp;
let owner: Person;
const heard: AuditEntry[] = [];

beforeAll(async () => {
  world = await openWorld();
  app = await appWithFrontDoor(world.platform, async (_tx, entry) => {
    heard.push(entry);
  });
  app.get(
    '/api/shops/:shop/orders',
    { config: { permission: 'orders:read' } },
    async (request) => request.caller,
  );
  app.post('/api/ingest', { config: { permission: 'write-key' } }, async (request) => [
    request.caller,
    request.shop,
  ]);
  await openShop(world.platform, 'a');
  await openShop(world.platform, 'b');
  owner = await signInOwner(world.platform, app);
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

const apiKey = { kind: 'api', name: 'warehouse', scopes: ['orders:read'] };
const writeKey = { kind: 'write', name: 'shop front', source: 'mini-program' };

async function make(payload: object): Promise<{ key: string; key_id: string }> {
  return (await owner.ask('POST', '/api/shops/a/keys', payload)).json();
}

const askWith = (key: string, url: string, method: 'GET' | 'POST' = 'GET') =>
  app.inject({ method, url, headers: { authorization: `Bearer ${key}` } });

async function shown(keyId: string) {
  const { keys } = (await owner.ask('GET', '/api/shops/a/keys')).json();
  return keys.find((it: { key_id: string }) => it.key_id === keyId);
}

describe('an API key', () => {
  it('is shown once, listed by its prefix, and known to the audit log', async () => {
    const made = await make(apiKey);
    const listed = await shown(made.key_id);
    expect(listed).toMatchObject({
      kind: 'api',
      scopes: ['orders:read'],
      prefix: made.key.slice(0, 10),
      last_used_at: null,
    });
    expect(JSON.stringify(listed)).not.toContain(made.key);
    expect(heard.at(-1)).toMatchObject({ act: 'keys.create', subject: `key:${made.key_id}` });
    expect(JSON.stringify(heard)).not.toContain(made.key);
  });

  it('opens what its scopes say, in its own shop only', async () => {
    const { key, key_id: keyId } = await make(apiKey);
    const answer = await askWith(key, '/api/shops/a/orders');
    expect(answer.json()).toMatchObject({ kind: 'key', keyId, actor: `key:${keyId}`, masking: 'masked' });
    expect((await askWith(key, '/api/shops/a')).json()).toMatchObject({ status: 403, code: 'not-permitted' });
    expect((await askWith(key, '/api/shops/b/orders')).json()).toMatchObject({
      status: 404,
      code: 'shop-not-found',
    });
    expect((await askWith(key, '/api/me')).json()).toMatchObject({ status: 403, code: 'key-cannot-sign-in' });
  });

  it('is refused from the request after its revocation on', async () => {
    const { key, key_id: keyId } = await make(apiKey);
    expect((await askWith(key, '/api/shops/a/orders')).statusCode).toBe(200);
    const revoked = await owner.ask('DELETE', `/api/shops/a/keys/${keyId}`);
    expect(revoked.json().revoked_at).not.toBeNull();
    expect((await askWith(key, '/api/shops/a/orders')).json()).toMatchObject({
      status: 401,
      code: 'key-invalid',
    });
    const again = await owner.ask('DELETE', `/api/shops/a/keys/${keyId}`);
    expect(again.json().revoked_at).toBe(revoked.json().revoked_at);
  });

  it('remembers its last use, written at most once a minute', async () => {
    const { key, key_id: keyId } = await make(apiKey);
    await askWith(key, '/api/shops/a/orders');
    const first = (await shown(keyId)).last_used_at;
    expect(first).not.toBeNull();
    world.clock.advance(61_000);
    await askWith(key, '/api/shops/a/orders');
    expect((await shown(keyId)).last_used_at).toBe(first);
  });

  it.each([
    [{ ...apiKey, scopes: ['staff:manage'] }, 400],
    [{ ...apiKey, scopes: [] }, 400],
    [{ ...writeKey, source: undefined }, 400],
    [{ ...writeKey, scopes: ['orders:read'] }, 400],
  ])('is not made from %j', async (payload, status) => {
    expect((await owner.ask('POST', '/api/shops/a/keys', payload)).statusCode).toBe(status);
  });

  it.each(['sak_nonsense', `sak_${'x'.repeat(43)}`, 'anything'])('is not guessed as %s', async (guess) => {
    expect((await askWith(guess, '/api/shops/a/orders')).json()).toMatchObject({
      status: 401,
      code: 'key-invalid',
    });
  });

  it('is made and revoked by owners and managers, in their own shop', async () => {
    const { key_id: keyId } = await make(apiKey);
    const manager = await hire(owner, { slug: 'b', role: 'manager' });
    expect((await manager.ask('DELETE', `/api/shops/a/keys/${keyId}`)).json().code).toBe('shop-not-found');
    expect((await manager.ask('DELETE', `/api/shops/b/keys/${keyId}`)).json().code).toBe('key-not-found');
    expect((await manager.ask('POST', '/api/shops/b/keys', apiKey)).statusCode).toBe(201);
    const marketer = await hire(owner, { slug: 'b', role: 'marketer' });
    expect((await marketer.ask('GET', '/api/shops/b/keys')).json().code).toBe('not-permitted');
  });
});

describe('a write key', () => {
  it('sends data in for its source and does nothing else', async () => {
    const { key } = await make(writeKey);
    const [caller, shop] = (await askWith(key, '/api/ingest', 'POST')).json();
    expect(caller).toMatchObject({ kind: 'write-key', source: 'mini-program' });
    expect(shop.slug).toBe('a');
    expect((await askWith(key, '/api/shops/a/orders')).json()).toMatchObject({
      status: 403,
      code: 'write-key-only-writes',
    });
  });

  it('is what the ingest door takes, no other', async () => {
    const { key } = await make(apiKey);
    expect((await askWith(key, '/api/ingest', 'POST')).json().code).toBe('write-key-needed');
    expect((await owner.ask('POST', '/api/ingest')).json().code).toBe('write-key-needed');
  });
});
