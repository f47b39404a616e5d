import { Type } from 'typebox';
import { slugSchema } from '../../../contract/shops.ts';
import { shopOf } from '../../../platform/auth/index.ts';
import type { Routes } from '../../../platform/http/routes.ts';
import { type Verified, verifyLog } from './verify-log.ts';

const verifiedView = Type.Object({
  sound: Type.Boolean(),
  entries: Type.Integer({ description: 'Entries in the chain' }),
  before_chain: Type.Integer({ description: 'Entries from before there was a chain, hashed together' }),
  head: Type.String({ description: 'Hash of the last entry, hex; note it elsewhere with the count' }),
  broken: Type.Union([
    Type.Object({
      fault: Type.String(),
      seq: Type.Integer(),
      entry_id: Type.Union([Type.Integer(), Type.Null()]),
    }),
    Type.Null(),
  ]),
});

/** As it leaves, over HTTP and on the command line. */
export const presentVerified = ({ broken, beforeChain, ...rest }: Verified) => ({
  ...{ ...rest, before_chain: beforeChain },
  broken: broken === undefined ? null : { fault: broken.fault, seq: broken.seq, entry_id: broken.entryId },
});

/** Whether the audit log is as it was written. */
export const verifyRoutes: Routes = (app, platform) => {
  app.get(
    '/api/shops/:shop/compliance/audit-log/verification',
    {
      config: { permission: 'audit:read' },
      schema: {
        tags: ['compliance'],
        summary: 'Whether the audit log is as it was written, and its head',
        params: Type.Object({ shop: slugSchema }),
        querystring: Type.Object({
          noted_entries: Type.Optional(Type.Integer({ minimum: 0 })),
          noted_hash: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F]{64}$' })),
        }),
        response: { 200: verifiedView },
      },
    },
    async (request) => {
      const { noted_entries: entries, noted_hash: hash } = request.query;
      const noted = entries === undefined || hash === undefined ? undefined : { entries, hash };
      return presentVerified(await verifyLog(platform.db, shopOf(request).shopId, { noted }));
    },
  );
};
