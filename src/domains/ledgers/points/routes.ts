import { Type } from 'typebox';
import {
  lastPointsAudit,
  pointsAct,
  pointsAuditView,
  pointsEnding,
  pointsEntries,
  pointsReserving,
  pointsReturning,
  pointsSpending,
  pointsStanding,
} from '../../../contract/points.ts';
import { withActorNames } from '../../../platform/auth/index.ts';
import { orThrow } from '../../../platform/errors.ts';
import { pageQuery, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import type { HttpApp, Routes } from '../../../platform/http/routes.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readPersonsOf } from '../../customers/index.ts';
import { type Acting, act, acting, all, asking, ofAct, ofCustomerPoints, ofPoints, one } from '../asking.ts';
import { auditPoints, shareAudited } from './audit-points.ts';
import { type PointsAudit, readLastAudit } from './audit-store.ts';
import { presentEntry, presentStanding } from './present-points.ts';
import { type EntryPlace, readEntries, readStanding } from './read-points.ts';
import {
  cancelReservation,
  confirmReservation,
  refundPoints,
  reservePoints,
  spendPoints,
} from './spend-points.ts';

/** A page waits so long for an audit; a ledger of a few hundred thousand entries is through by then. */
const ANSWER_MS = 10_000;

const read = { permission: 'points:read' } as const;
const write = { permission: 'points:write' } as const;

/** What customers hold, and the acts by which a shop's own systems spend, hold and give back. */
export const pointsRoutes: Routes = (app, platform) => {
  standingRoute(app, platform);
  entriesRoute(app, platform);
  spendingRoutes(app, platform);
  endingRoutes(app, platform);
  auditRoutes(app, platform);
};

function standingRoute(app: HttpApp, platform: Platform): void {
  app.get(
    one,
    {
      config: read,
      schema: {
        ...ofCustomerPoints('What a customer holds now, and the lots it is made of'),
        response: { 200: pointsStanding },
      },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId, now }) => {
        const personIds = orThrow(await readPersonsOf(tx, shopId, request.params.customer));
        return presentStanding(await readStanding(tx, { shopId, personIds }, now));
      }),
  );
}

function entriesRoute(app: HttpApp, platform: Platform): void {
  app.get(
    `${one}/entries`,
    {
      config: read,
      schema: {
        ...ofCustomerPoints("A customer's ledger of points, newest first, each move with its cause"),
        querystring: Type.Object(pageQuery),
        response: { 200: pointsEntries },
      },
    },
    async (request) => {
      const { customer } = request.params;
      const { cursor, limit } = request.query;
      const { rows, next } = await asking(platform, request, async ({ tx, shopId }) => {
        const place = { platform, shopId, list: `points${customer}` };
        const after = placeOf(orThrow(readCursor(place, cursor)));
        const personIds = orThrow(await readPersonsOf(tx, shopId, customer));
        const found = await readEntries(tx, { shopId, personIds }, { after, limit: limit + 1 });
        const last = found.length > limit ? found[limit - 1] : undefined;
        const at = last && [last.at.toISOString(), last.account_id, last.seq];
        return { rows: found.slice(0, limit), next: at ? writeCursor(place, at) : null };
      });
      const named = await withActorNames(platform, request, {
        field: 'made_by',
        rows: rows.map(presentEntry),
      });
      return { entries: named, next_cursor: next };
    },
  );
}

function placeOf(position: readonly (string | number)[] | undefined): EntryPlace | undefined {
  if (position === undefined) return undefined;
  const [at, account, seq] = position;
  return { at: String(at), account: Number(account), seq: Number(seq) };
}

const askOf = (
  { actor, now }: Acting,
  { key, ref }: { readonly key: string; readonly ref?: string },
  cause: string,
) => ({ key, cause, ref, by: actor, at: now });

function spendingRoutes(app: HttpApp, platform: Platform): void {
  app.post(
    `${one}/spend`,
    {
      config: write,
      schema: {
        ...ofCustomerPoints('Spend points, all or nothing, those first that expire first'),
        ...{ body: pointsSpending, response: { 200: pointsAct } },
      },
    },
    async (request) =>
      acting(platform, request, async (it) => {
        const { points } = request.body;
        const spending = { personId: request.params.customer, points, ask: askOf(it, request.body, 'spend') };
        return orThrow(await spendPoints(it.db, it.shopId, spending));
      }),
  );
  app.post(
    `${one}/reserve`,
    {
      config: write,
      schema: {
        ...ofCustomerPoints('Hold points until the act is confirmed, cancelled or its time is over'),
        ...{ body: pointsReserving, response: { 200: pointsAct } },
      },
    },
    async (request) =>
      acting(platform, request, async (it) => {
        const { points, minutes } = request.body;
        const endsAt = new Date(it.now.getTime() + minutes * 60_000);
        const ask = askOf(it, request.body, 'reserve');
        const reserving = { personId: request.params.customer, points, endsAt, ask };
        return orThrow(await reservePoints(it.db, it.shopId, reserving));
      }),
  );
}

function endingRoutes(app: HttpApp, platform: Platform): void {
  const endings = {
    confirm: { end: confirmReservation, summary: 'Spend what an act reserved' },
    cancel: { end: cancelReservation, summary: 'Give back what an act reserved, with the expiry it had' },
  };
  for (const [name, { end, summary }] of Object.entries(endings))
    app.post(
      `${act}/${name}`,
      {
        config: write,
        schema: { ...ofAct(summary), body: pointsEnding, response: { 200: pointsAct } },
      },
      async (request) =>
        acting(platform, request, async (it) => {
          const ending = { actId: request.params.act, ask: askOf(it, request.body, name) };
          return orThrow(await end(it.db, it.shopId, ending));
        }),
    );
  app.post(
    `${act}/refund`,
    {
      config: write,
      schema: {
        ...ofAct('Give spent points back to the lots they came from, in proportion'),
        ...{ body: pointsReturning, response: { 200: pointsAct } },
      },
    },
    async (request) =>
      acting(platform, request, async (it) => {
        const { points = null } = request.body;
        const back = { actId: request.params.act, points, ask: askOf(it, request.body, 'refund') };
        return orThrow(await refundPoints(it.db, it.shopId, back));
      }),
  );
}

export const presentAudit = (audit: PointsAudit) => {
  const { at, isDone, accounts, lots, entries, findings } = audit;
  return {
    ...{ at: at.toISOString(), is_done: isDone, share: shareAudited(audit), accounts, lots, entries },
    findings: findings.map(({ ids, ...it }) => ({ ...it, ids: [...ids] })),
  };
};

function auditRoutes(app: HttpApp, platform: Platform): void {
  app.get(
    `${all}/audit`,
    {
      config: read,
      schema: { ...ofPoints('What the last audit of the ledger found'), response: { 200: lastPointsAudit } },
    },
    async (request) =>
      asking(platform, request, async ({ tx, shopId }) => {
        const audit = await readLastAudit(tx, shopId);
        return { audit: audit === undefined ? null : presentAudit(audit) };
      }),
  );
  app.post(
    `${all}/audit`,
    {
      config: { permission: 'points:manage' },
      schema: {
        ...ofPoints('Add the whole ledger up anew and compare it with every balance'),
        description:
          'Answers after ten seconds at the latest with how far it came; a server goes on by itself, as does asking again.',
        response: { 200: pointsAuditView },
      },
    },
    async (request) =>
      acting(platform, request, async ({ db, shopId, now: at }) =>
        presentAudit(await auditPoints(db, { shopId, at, signal: AbortSignal.timeout(ANSWER_MS) })),
      ),
  );
}
