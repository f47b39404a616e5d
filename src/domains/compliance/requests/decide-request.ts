import { purposeCodes, purposes } from '../../../contract/consent.ts';
import type { NewRequest, RequestDecision } from '../../../contract/personal-request.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordConsents } from '../consents/record-consents.ts';
import { changeStanding } from '../consents/standing-store.ts';
import type { ComplianceHandlers } from '../handlers.ts';
import { recordAct } from '../record-act.ts';
import { dueDayOf } from './due-rules.ts';
import { closeRequest, insertRequest, type StoredRequest, shopDayOf } from './request-store.ts';

interface By {
  readonly shopId: number;
  readonly actor: string;
  readonly now: Date;
}

type Asked = By & { readonly customerId: number; readonly request: NewRequest };

/** Records what a customer asked for and by when it is due. Problems: no-such-customer, received-at-not-plausible; personal-value in the note. */
export async function recordRequest(
  tx: Tx,
  handlers: ComplianceHandlers,
  it: Asked,
): Promise<Result<StoredRequest>> {
  const stored = await store(tx, handlers, { ...it, openKey: null });
  return stored.ok ? ok(stored.value!) : stored;
}

/** The same of what a customer asks by themselves: while one of that kind is open, it is this one. */
export async function recordOwnRequest(
  tx: Tx,
  handlers: ComplianceHandlers,
  it: Asked,
): Promise<Result<void>> {
  const openKey = `${it.customerId}:${it.request.kind}`;
  const stored = await store(tx, handlers, { ...it, openKey });
  return stored.ok ? ok(undefined) : stored;
}

async function store(
  tx: Tx,
  handlers: ComplianceHandlers,
  it: Asked & { readonly openKey: string | null },
): Promise<Result<StoredRequest | undefined>> {
  const { shopId, actor, customerId, request, openKey } = it;
  const persons = await handlers.findPersons(tx, shopId, customerId);
  if (!persons.ok) return persons;
  const { kind, note = null, received_at = it.now.toISOString() } = request;
  if (!isPlausible(received_at, it.now)) return fail(notPlausible);
  const due_day = dueDayOf(await shopDayOf(tx, shopId, received_at));
  const row = { customer_id: customerId, person_ids: persons.value, kind, received_at, due_day, note };
  const stored = await insertRequest(tx, shopId, { ...row, by: actor, openKey });
  const subject = `customer:${customerId}`;
  const details = { kind, note };
  if (stored !== undefined)
    await recordAct(tx, { shopId, actor, act: 'compliance.record-request', subject, details });
  return ok(stored);
}

/** A slip of the pen would make a request due a thousand years ago, or never. Shops' clocks differ by a day at most. */
const isPlausible = (receivedAt: string, now: Date): boolean =>
  Date.parse(receivedAt) >= Date.UTC(2000, 0, 1) && Date.parse(receivedAt) <= now.getTime() + 86_400_000;

const notPlausible = problem('received-at-not-plausible', 422, {
  zh: '收到请求的时间应在 2000 年之后，且不晚于现在',
  en: 'A request was received after 2000, and not later than now',
});

const noOpenRequest = problem('no-open-request', 404, {
  zh: '没有待处理的该请求',
  en: 'There is no such request that is open',
});

/**
 * Closes a request. Restriction, its lifting and withdrawal take effect in the same transaction; correcting, copying and
 * erasing are acts of their own, done before. Problems: no-open-request; personal-value in the decision.
 */
export async function decideRequest(
  tx: Tx,
  handlers: ComplianceHandlers,
  it: By & { readonly requestId: number; readonly decision: RequestDecision },
): Promise<Result<StoredRequest>> {
  const { shopId, actor, now, requestId, decision } = it;
  const closed = await closeRequest(tx, shopId, { ...decision, requestId, by: actor, now });
  if (closed === undefined) return fail(noOpenRequest);
  const subject = `request:${requestId}`;
  const details = { kind: closed.kind, ...decision };
  await recordAct(tx, { shopId, actor, act: 'compliance.decide-request', subject, details });
  if (decision.state === 'done') await handlers.standingChanged(tx, shopId, await takeEffect(tx, it, closed));
  return ok(closed);
}

/** Answers the persons for whom something changed. */
async function takeEffect(tx: Tx, { shopId, actor, now }: By, request: StoredRequest): Promise<number[]> {
  const { kind, person_ids: personIds } = request;
  const restrict = (restrictedAt: string | null) =>
    changeStanding(
      tx,
      shopId,
      personIds.map((personId) => ({ personId, restrictedAt })),
    );
  if (kind === 'restrict') return restrict(now.toISOString());
  if (kind === 'lift-restriction') return restrict(null);
  if (kind !== 'withdraw') return [];
  const optional = purposeCodes.filter((it) => purposes[it].basis !== 'contract');
  const said = personIds.flatMap((personId) =>
    optional.map((purpose) => ({
      ...{ personId, purpose, channel: 'any', state: 'withdrawn' as const, at: request.received_at },
      ...{ source: 'message', evidence: { request: request.request_id }, recordedBy: actor },
    })),
  );
  return recordConsents(tx, shopId, said);
}
