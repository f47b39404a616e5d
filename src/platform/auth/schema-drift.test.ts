import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { appWithFrontDoor, Person, password } from '../../../test/people.ts';
import { openWorld } from '../../../test/world.ts';
import { openPool } from '../db/pool.ts';

it('a schema that is not the one better-auth means is noticed at its first use, and nobody gets in', async () => {
  await using drifted = await openWorld();
  const migrator = openPool(drifted.migratorUrl, { max: 1 });
  await sql`alter table auth."session" rename column "userAgent" to "agent"`.execute(migrator);
  await migrator.destroy();
  const app = await appWithFrontDoor(drifted.platform);
  const answer = await new Person(app).signIn('owner@example.com', password);
  expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
  await app.close();
});
