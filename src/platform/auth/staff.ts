import type { Role } from '../../contract/auth.ts';
import { type Db, withShop } from '../db/postgres.ts';
import { caught, fail, ok, orThrow, ProblemError, type Result } from '../errors.ts';
import type { Audit, AuditEntry } from './audit.ts';
import type { Auth } from './auth.ts';
import * as invitations from './invitations.ts';
import { invitationNotFound, lastOwner, memberNotFound } from './problems.ts';
import { listShopsOf, type Shop } from './shops.ts';
import { lockOwners } from './staff-store.ts';
import type { AuthDb } from './tables.ts';

export interface StaffParts {
  readonly auth: Auth;
  readonly db: Db;
  readonly audit: Audit;
}

/** In which shop somebody changes its staff. */
export interface StaffAct {
  readonly shop: Shop;
  /** The user who acts. */
  readonly by: string;
}

type Noted = Pick<AuditEntry, 'act' | 'subject' | 'details'>;

/**
 * The two roles cannot share a transaction: the audit entry is written first, and its transaction held open until the
 * change is through. What fails leaves no entry; only a crash between the two commits can lose one.
 */
async function audited<T>(
  parts: StaffParts,
  act: StaffAct & { noted: Noted },
  work: (tx: AuthDb) => Promise<T>,
) {
  const { shop, by, noted } = act;
  return caught(() =>
    withShop(parts.db, shop.shopId, async (tx) => {
      await parts.audit(tx, { shopId: shop.shopId, actor: `user:${by}`, ...noted });
      return parts.auth.db.transaction().execute(work);
    }),
  );
}

/** Problem: `already-member`. The link is shown once; its token stands after `#`, which browsers do not send. */
export async function inviteStaff(
  parts: StaffParts,
  act: StaffAct,
  { email, role }: { email: string; role: Role },
): Promise<Result<invitations.Invitation & { link: string }>> {
  const noted = { act: 'staff.invite', subject: `shop:${act.shop.shopId}`, details: { role } };
  const { organizationId } = act.shop;
  const made = await audited(parts, { ...act, noted }, async (tx) =>
    orThrow(await invitations.invite(tx, { organizationId, inviterId: act.by, email, role })),
  );
  if (!made.ok) return made;
  const { token, ...invitation } = made.value;
  return ok({ ...invitation, link: `${parts.auth.publicUrl}/invitation#${token}` });
}

/** Problem: `invitation-not-found`. */
export async function withdrawInvitation(
  parts: StaffParts,
  act: StaffAct,
  id: string,
): Promise<Result<void>> {
  const noted = { act: 'staff.withdraw-invitation', subject: `invitation:${id}` };
  return audited(parts, { ...act, noted }, async (tx) => {
    if (await invitations.withdrawInvitation(tx, act.shop.organizationId, id)) return;
    throw new ProblemError(invitationNotFound);
  });
}

/** Problems: `member-not-found`, `last-owner`. Holds from the member's next request on. */
export async function changeRole(
  parts: StaffParts,
  act: StaffAct,
  { userId, role }: { userId: string; role: Role },
): Promise<Result<void>> {
  const noted = { act: 'staff.change-role', subject: `user:${userId}`, details: { role } };
  return audited(parts, { ...act, noted }, async (tx) => {
    if (role !== 'owner') await keepAnOwner(tx, act.shop, userId);
    const changed = await tx
      .updateTable('auth.member')
      .set({ role })
      .where('organizationId', '=', act.shop.organizationId)
      .where('userId', '=', userId)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw new ProblemError(memberNotFound);
  });
}

/** Problems: `member-not-found`, `last-owner`. The account stays; it just no longer works here. */
export async function removeStaff(parts: StaffParts, act: StaffAct, userId: string): Promise<Result<void>> {
  const noted = { act: 'staff.remove', subject: `user:${userId}` };
  return audited(parts, { ...act, noted }, async (tx) => {
    await keepAnOwner(tx, act.shop, userId);
    const gone = await tx
      .deleteFrom('auth.member')
      .where('organizationId', '=', act.shop.organizationId)
      .where('userId', '=', userId)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw new ProblemError(memberNotFound);
  });
}

async function keepAnOwner(tx: AuthDb, shop: Shop, leaving: string): Promise<void> {
  const owners = await lockOwners(tx, shop.organizationId);
  if (owners.length === 1 && owners[0] === leaving) throw new ProblemError(lastOwner);
}

/** Makes the invited person a member and says so in the shop's audit log. Problems: see `invitations.acceptInvitation`. */
export async function joinStaff(
  parts: StaffParts,
  it: invitations.Acceptance,
): Promise<Result<{ shop: Shop }>> {
  const accepted = await invitations.acceptInvitation(parts.auth.db, it);
  if (!accepted.ok) return accepted;
  const { userId, organizationId, role } = accepted.value;
  const [shop] = await listShopsOf(parts.db, [organizationId]);
  if (shop === undefined) return fail(invitationNotFound);
  const noted = { act: 'staff.join', subject: `user:${userId}`, details: { role } };
  await withShop(parts.db, shop.shopId, (tx) =>
    parts.audit(tx, { shopId: shop.shopId, actor: `user:${userId}`, ...noted }),
  );
  return ok({ shop });
}
