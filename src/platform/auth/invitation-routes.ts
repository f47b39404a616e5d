import { Type } from 'typebox';
import { acceptanceSchema, roleSchema, slugSchema, tokenSchema } from '../../contract/shops.ts';
import { orThrow, ProblemError } from '../errors.ts';
import type { HttpApp } from '../http/routes.ts';
import { sessionUser } from './guard.ts';
import { findInvitation } from './invitations.ts';
import { invitationNotFound } from './problems.ts';
import { listShopsOf } from './shops.ts';
import { joinStaff, type StaffParts } from './staff.ts';

const tags = ['staff'];

/** What an invited person does, who has no account yet: the token of the link is what he brings. */
export function invitationRoutes(app: HttpApp, parts: StaffParts): void {
  app.post(
    '/api/invitations/look',
    {
      config: { permission: 'public' },
      schema: {
        tags,
        summary: 'What a link invites to',
        body: Type.Object({ token: tokenSchema }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            shop: Type.String(),
            email: Type.String(),
            role: roleSchema,
            has_account: Type.Boolean({ description: 'Sign in instead of setting a password' }),
          }),
        },
      },
    },
    async (request) => {
      const found = await findInvitation(parts.auth.db, request.body.token);
      const [shop] = found === undefined ? [] : await listShopsOf(parts.db, [found.organizationId]);
      if (found === undefined || shop === undefined) throw new ProblemError(invitationNotFound);
      const { email, role, userId } = found;
      return { shop: shop.name, email, role, has_account: userId !== undefined };
    },
  );

  app.post(
    '/api/invitations/accept',
    {
      config: { permission: 'public' },
      schema: {
        tags,
        summary: 'Accept: set a name and a password, or be signed in already',
        body: acceptanceSchema,
        response: { 200: Type.Object({ shop: slugSchema }) },
      },
    },
    async (request, reply) => {
      const userId = await sessionUser(parts.auth, request, reply);
      const { shop } = orThrow(await joinStaff(parts, { ...request.body, ...(userId && { userId }) }));
      return { shop: shop.slug };
    },
  );
}
