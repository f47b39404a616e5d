import { createHmac, timingSafeEqual } from 'node:crypto';
import { listAllShops } from '../../../platform/auth/index.ts';
import { allOf } from '../../../platform/crypto/master-keys.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { caught, orThrow, ProblemError, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { changeStanding } from '../consents/standing-store.ts';
import type { ComplianceHandlers } from '../handlers.ts';
import { recordAct } from '../record-act.ts';
import { erasureSteps } from './erasure-steps.ts';
import { beginErasure, type Erasure, finishErasure, markStep, readUnfinished } from './erasure-store.ts';
import type { Concerned, Holding } from './personal-data.ts';

export interface ErasurePreview extends Concerned {
  readonly holdings: readonly (Holding & { readonly domain: string })[];
  /** To be given back when it is meant: binds shop, customer and persons, good until the persons change. */
  readonly confirmation: string;
}

/** What an erasure would take away and what must stay, and by which law; changes nothing. Problems: no-such-customer. */
export async function previewErasure(
  platform: Platform,
  handlers: ComplianceHandlers,
  { shopId, customerId }: { readonly shopId: number; readonly customerId: number },
): Promise<Result<ErasurePreview>> {
  const keys = await platform.keyring.forShop(shopId);
  return caught(() =>
    withShop(platform.db, shopId, async (tx) => {
      const personIds = orThrow(await handlers.findPersons(tx, shopId, customerId));
      const whose = { shopId, customerId, personIds };
      const holdings: ErasurePreview['holdings'][number][] = [];
      for (const domain of handlers.personalData)
        for (const it of await domain.holdings({ ...whose, tx, keys, platform }))
          holdings.push({ ...it, domain: domain.name });
      const secret = platform.secrets('erasure').current;
      return { ...whose, holdings, confirmation: confirmationOf(secret, whose) };
    }),
  );
}

const confirmationOf = (secret: string, { shopId, customerId, personIds }: Concerned) =>
  createHmac('sha256', secret)
    .update(JSON.stringify([shopId, customerId, personIds]))
    .digest('hex')
    .slice(0, 16);

function isConfirmed(platform: Platform, confirmation: string, whose: Concerned): boolean {
  const given = Buffer.from(confirmation);
  return allOf(platform.secrets('erasure'))
    .map((secret) => Buffer.from(confirmationOf(secret, whose)))
    .some((expected) => expected.length === given.length && timingSafeEqual(given, expected));
}

export interface ErasureOrder {
  readonly shopId: number;
  readonly customerId: number;
  readonly confirmation: string;
  readonly reason: string;
  readonly actor: string;
  /** Told before the first domain's data goes and after each: done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

const notConfirmed = problem('erasure-not-confirmed', 409, {
  zh: '请先预览，再带上预览给出的确认码；若客户其间合并或拆分，确认码失效',
  en: 'Preview first and give back its confirmation; it is void once the customer was merged or split',
});

/**
 * Erases a customer (PIPL art. 47). From the first commit on the gate answers `erased` and the audit log has who, why and
 * when; then every domain erases what it holds, step by step (erasure-steps.ts), remembered, so that a crash anywhere is
 * gone on from.
 * Problems: no-such-customer, erasure-not-confirmed, personal-value (in the reason).
 */
export async function erasePerson(
  platform: Platform,
  handlers: ComplianceHandlers,
  order: ErasureOrder,
): Promise<Result<{ readonly erasureId: number; readonly personIds: readonly number[] }>> {
  return caught(async () => {
    const erasure = await withShop(platform.db, order.shopId, (tx) => begin(tx, platform, handlers, order));
    await runErasure({ platform, handlers, shopId: order.shopId, onProgress: order.onProgress }, erasure);
    return { erasureId: erasure.erasure_id, personIds: erasure.person_ids };
  });
}

async function begin(
  tx: Tx,
  platform: Platform,
  handlers: ComplianceHandlers,
  { shopId, customerId, confirmation, reason, actor }: ErasureOrder,
): Promise<Erasure> {
  const personIds = orThrow(await handlers.findPersons(tx, shopId, customerId));
  if (!isConfirmed(platform, confirmation, { shopId, customerId, personIds }))
    throw new ProblemError(notConfirmed);
  const at = platform.clock.now();
  const details = { persons: personIds };
  await recordAct(tx, {
    ...{ shopId, actor, act: 'compliance.erase', subject: `customer:${customerId}`, reason, details },
  });
  const erasedAt = at.toISOString();
  await changeStanding(
    tx,
    shopId,
    personIds.map((personId) => ({ personId, erasedAt })),
  );
  return beginErasure(tx, { shopId, personIds, at, by: actor });
}

interface Running extends Pick<ErasureOrder, 'shopId'> {
  readonly platform: Platform;
  readonly handlers: ComplianceHandlers;
  readonly onProgress?: ErasureOrder['onProgress'] | undefined;
}

/** Goes on with an erasure from the first step that is not known to be done. */
async function runErasure(
  { platform, handlers, shopId, onProgress }: Running,
  erasure: Erasure,
): Promise<void> {
  const { erasure_id: id, person_ids: personIds, erased_at } = erasure;
  const keys = await platform.keyring.forShop(shopId);
  const whose = { shopId, personIds, customerId: Math.min(...personIds), erasedAt: erased_at.toISOString() };
  const steps = erasureSteps(handlers.personalData);
  for (const [n, domain] of steps.entries()) {
    onProgress?.(n, steps.length);
    if (erasure.steps_done.includes(domain.name)) continue;
    await domain.erase({ ...whose, platform, keys });
    await withShop(platform.db, shopId, (tx) => markStep(tx, shopId, id, domain.name));
  }
  await withShop(platform.db, shopId, (tx) => finishErasure(tx, shopId, id));
  onProgress?.(steps.length, steps.length);
}

/** Finishes what a crash cut off, in every shop; one that fails is logged, and tried again at the next start. */
export async function resumeErasures(
  platform: Platform,
  handlers: ComplianceHandlers,
  signal: AbortSignal,
): Promise<void> {
  for (const { shopId } of await listAllShops(platform.db))
    await finishErasures(platform, handlers, { shopId, signal });
}

/** The same in one shop. */
export async function finishErasures(
  platform: Platform,
  handlers: ComplianceHandlers,
  { shopId, signal }: { shopId: number; signal: AbortSignal },
): Promise<void> {
  const unfinished = await withShop(platform.db, shopId, (tx) => readUnfinished(tx, shopId));
  for (const erasure of unfinished) {
    if (signal.aborted) return;
    await runErasure({ platform, handlers, shopId }, erasure).catch((err: unknown) =>
      platform.log.error({ err, shopId, erasure: erasure.erasure_id }, 'an erasure could not be finished'),
    );
  }
}
