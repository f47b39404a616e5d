import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { openWriteFence, withWriteFence, withWritersHeld } from './write-fence.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Work that goes on until it is let go. */
function heldWork() {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const work = async () => {
    begun.resolve();
    await end.promise;
  };
  return { begun: begun.promise, letGo: end.resolve, work };
}

/** Sessions that hold or wait for the fence, as PostgreSQL sees them. */
async function sessions(): Promise<{ holding: number; waiting: number }> {
  const admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
  const { rows } = await admin.query(
    `select count(*) filter (where granted)::integer as holding, count(*) filter (where not granted)::integer as waiting
     from pg_locks where locktype = 'advisory' and objid = ${0x66656e63} and database = (select oid from pg_database where datname = current_database())`,
  );
  await admin.end();
  return rows[0];
}

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what()));
}

test('writers stand inside together, the backup alone, also across processes', async () => {
  const other = { fence: openWriteFence(world.migratorUrl) };
  const [one, two] = [heldWork(), heldWork()];
  const writers = [withWriteFence(world.platform, one.work), withWriteFence(other, two.work)];
  await Promise.all([one.begun, two.begun]);
  let alone = false;
  const backup = withWritersHeld(other, async () => {
    alone = true;
    expect((await sessions()).holding).toBe(1);
  });
  await until(async () => (await sessions()).waiting === 1);
  one.letGo();
  await until(async () => (await sessions()).holding === 1);
  expect(alone).toBe(false);
  two.letGo();
  await Promise.all([...writers, backup]);
  expect(alone).toBe(true);
  await other.fence.close();
});

test('a waiting backup gets its turn under writers that never cease', async () => {
  let writing = true;
  let writes = 0;
  const writer = async () => {
    while (writing)
      await withWriteFence(world.platform, async () => {
        writes += 1;
        await sessions();
      });
  };
  const writers = [writer(), writer(), writer(), writer()];
  for (let turn = 0; turn < 3; turn += 1) {
    const before = writes;
    await withWritersHeld(world.platform, async () => {
      const atStart = writes;
      await sessions();
      expect(writes).toBe(atStart);
    });
    await until(async () => writes > before);
  }
  writing = false;
  await Promise.all(writers);
  await until(async () => (await sessions()).holding === 0);
});

test('writers go first again when the backup waits for somebody slow, and it still comes to its turn', async () => {
  const slow = heldWork();
  const writing = withWriteFence(world.platform, slow.work);
  await slow.begun;
  const order: string[] = [];
  const backup = withWritersHeld(world.platform, async () => void order.push('backup'));
  await until(async () => (await sessions()).waiting === 1);
  await withWriteFence(world.platform, async () => void order.push('writer'));
  slow.letGo();
  await Promise.all([writing, backup]);
  expect(order).toEqual(['writer', 'backup']);
});

test('what fails inside lets go; what dies inside lets go', async () => {
  const failing = withWriteFence(world.platform, async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const dead = heldWork();
  const dying = withWriteFence(world.platform, dead.work);
  await dead.begun;
  const admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ${0x66656e63}`,
  );
  await admin.end();
  await withWritersHeld(world.platform, async () => undefined);
  dead.letGo();
  await dying;
  await until(async () => (await sessions()).holding === 0);
});

test('it does not nest, and gives up when its caller does', async () => {
  const nested = withWriteFence(world.platform, () => withWriteFence(world.platform, async () => 1));
  await expect(nested).rejects.toThrow('does not nest');
  const held = heldWork();
  const writing = withWriteFence(world.platform, held.work);
  await held.begun;
  await expect(withWritersHeld(world.platform, async () => 1, AbortSignal.abort())).rejects.toThrow();
  held.letGo();
  await writing;
});
