import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../src/app.ts';
import type { HttpApp } from '../src/platform/http/routes.ts';
import { openWorld, type World } from './world.ts';

/** The console's types are those of the server's own description, or this test fails. */

const golden = new URL('../src/web/client/openapi.ts', import.meta.url);
const header = `/* Written by test/openapi-client.test.ts from the server's OpenAPI: UPDATE_GOLDEN=1 writes it anew. */\n`;

let world: World;
let app: HttpApp;

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

test("the console's client has the types of the server's OpenAPI", async () => {
  const document = JSON.stringify(app.swagger());
  const text =
    header + astToString(await openapiTS(document, { alphabetize: true, defaultNonNullable: false }));
  if (process.env.UPDATE_GOLDEN) await writeFile(golden, text);
  const kept = await readFile(golden, 'utf8').catch(() => '');
  expect(kept === text, 'run it with UPDATE_GOLDEN=1 and read the difference').toBe(true);
});
