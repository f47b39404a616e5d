import { demoFillingSchema, newSetupSchema, setupDoneSchema, setupSchema } from '../contract/setup.ts';
import { callerOf, demandOperator } from '../platform/auth/index.ts';
import { orThrow } from '../platform/errors.ts';
import type { Routes } from '../platform/http/routes.ts';
import { demoFiller } from './demo-filling.ts';
import { setUp } from './set-up.ts';
import { needsSetup } from './setup-code.ts';

const tags = ['set-up'];

/** A code of 60 bits is not guessed; this keeps one who tries from the password hashing behind it. */
const fewTries = { max: 20, timeWindow: 60_000 };

/** The first run in a browser, and the filling of the demo shop. */
export const setupRoutes: Routes = (app, platform) => {
  const demo = demoFiller(platform);
  const isOffered = platform.config.role === 'all';
  app.addHook('preClose', () => demo.stop());

  app.get(
    '/api/setup',
    {
      config: { permission: 'public' },
      schema: { tags, summary: 'Whether this installation is to be set up', response: { 200: setupSchema } },
    },
    async () => ({ needed: await needsSetup(platform), demo_offered: isOffered }),
  );

  app.post(
    '/api/setup',
    {
      config: { permission: 'public', rateLimit: fewTries },
      schema: {
        tags,
        summary: 'Make the first account and the first shop',
        description: 'Once. Sign in afterwards.',
        body: newSetupSchema,
        response: { 201: setupDoneSchema },
      },
    },
    async (request, reply) => {
      const { shop } = orThrow(await setUp(platform, request.body));
      if (request.body.demo && isOffered) demo.begin();
      return reply.code(201).send({ email: request.body.email.toLowerCase(), shop });
    },
  );

  app.get(
    '/api/setup/demo',
    {
      config: { permission: 'signed-in' },
      schema: { tags, summary: 'How far the demo shop is', response: { 200: demoFillingSchema } },
    },
    async () => demo.state(),
  );

  app.post(
    '/api/setup/demo',
    {
      config: { permission: 'signed-in' },
      schema: {
        tags,
        summary: 'Fill the demo shop, or go on with it',
        response: { 202: demoFillingSchema },
      },
    },
    async (request, reply) => {
      await demandOperator(platform, callerOf(request));
      if (isOffered) demo.begin();
      return reply.code(202).send(demo.state());
    },
  );
};
