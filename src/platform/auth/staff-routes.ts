import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  invitationSchema,
  memberSchema,
  newInvitationSchema,
  roleSchema,
  sentInvitationSchema,
  slugSchema,
} from '../../contract/shops.ts';
import { orThrow } from '../errors.ts';
import type { HttpApp } from '../http/routes.ts';
import { callerOf, shopOf } from './caller.ts';
import { type Invitation, listInvitations } from './invitations.ts';
import {
  changeRole,
  inviteStaff,
  removeStaff,
  type StaffAct,
  type StaffParts,
  withdrawInvitation,
} from './staff.ts';
import { listMembers, type Member } from './staff-store.ts';

const tags = ['staff'];
const none = { 204: Type.Null() };
const id = Type.String({ minLength: 1, maxLength: 64 });

/** Who works in a shop: seen by those with `staff:read`, changed by its owners. */
export function staffRoutes(app: HttpApp, parts: StaffParts): void {
  app.get(
    '/api/shops/:shop/staff',
    {
      config: { permission: 'staff:read' },
      schema: {
        tags,
        summary: 'Who works here, and who is invited',
        params: Type.Object({ shop: slugSchema }),
        response: {
          200: Type.Object({ members: Type.Array(memberSchema), invitations: Type.Array(invitationSchema) }),
        },
      },
    },
    async (request) => {
      const { organizationId } = shopOf(request);
      const members = await listMembers(parts.auth.db, organizationId);
      const invitations = await listInvitations(parts.auth.db, organizationId);
      return { members: members.map(presentMember), invitations: invitations.map(presentInvitation) };
    },
  );

  app.patch(
    '/api/shops/:shop/staff/:user',
    {
      config: { permission: 'staff:manage' },
      schema: {
        tags,
        summary: "Change a member's role",
        params: Type.Object({ shop: slugSchema, user: id }),
        body: Type.Object({ role: roleSchema }, { additionalProperties: false }),
        response: none,
      },
    },
    async (request, reply) => {
      const change = { userId: request.params.user, role: request.body.role };
      orThrow(await changeRole(parts, actOf(request), change));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/shops/:shop/staff/:user',
    {
      config: { permission: 'staff:manage' },
      schema: {
        tags,
        summary: 'Remove a member; the last owner cannot go',
        params: Type.Object({ shop: slugSchema, user: id }),
        response: none,
      },
    },
    async (request, reply) => {
      orThrow(await removeStaff(parts, actOf(request), request.params.user));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/shops/:shop/invitations',
    {
      config: { permission: 'staff:manage' },
      schema: {
        tags,
        summary: 'Invite somebody; the link is shown once',
        params: Type.Object({ shop: slugSchema }),
        body: newInvitationSchema,
        response: { 201: sentInvitationSchema },
      },
    },
    async (request, reply) => {
      const made = orThrow(await inviteStaff(parts, actOf(request), request.body));
      const shown = { ...presentInvitation(made), link: made.link };
      return reply.code(201).header('cache-control', 'no-store').send(shown);
    },
  );

  app.delete(
    '/api/shops/:shop/invitations/:invitation',
    {
      config: { permission: 'staff:manage' },
      schema: {
        tags,
        summary: 'Take an invitation back',
        params: Type.Object({ shop: slugSchema, invitation: id }),
        response: none,
      },
    },
    async (request, reply) => {
      orThrow(await withdrawInvitation(parts, actOf(request), request.params.invitation));
      return reply.code(204).send(null);
    },
  );
}

function actOf(request: FastifyRequest): StaffAct {
  return { shop: shopOf(request), by: callerOf(request).userId! };
}

function presentMember({ userId, email, name, role, since }: Member) {
  return { user_id: userId, email, name, role, since: since.toISOString() };
}

function presentInvitation({ invitationId, email, role, expiresAt }: Invitation) {
  return { invitation_id: invitationId, email, role, expires_at: expiresAt.toISOString() };
}
