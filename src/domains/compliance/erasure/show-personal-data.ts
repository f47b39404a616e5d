import { withShop } from '../../../platform/db/postgres.ts';
import { caught, orThrow, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ComplianceHandlers } from '../handlers.ts';
import { recordAct } from '../record-act.ts';

export interface PersonalCopy {
  readonly format: 'shuke-personal-data/1';
  readonly shop_id: number;
  readonly customer_id: number;
  readonly person_ids: readonly number[];
  readonly made_at: string;
  /** By domain: everything it holds, in clear. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Copying {
  readonly shopId: number;
  readonly customerId: number;
  readonly actor: string;
  readonly reason: string;
}

/**
 * A copy of everything held on a customer (PIPL art. 45), in clear and machine-readable; the audit log has it first.
 * Problems: no-such-customer, personal-value (in the reason).
 */
export async function copyPersonalData(
  platform: Platform,
  handlers: ComplianceHandlers,
  { shopId, customerId, actor, reason }: Copying,
): Promise<Result<PersonalCopy>> {
  const keys = await platform.keyring.forShop(shopId);
  return caught(() =>
    withShop(platform.db, shopId, async (tx) => {
      const personIds = orThrow(await handlers.findPersons(tx, shopId, customerId));
      const subject = `customer:${customerId}`;
      await recordAct(tx, { shopId, actor, act: 'compliance.export-personal', subject, reason });
      const data: Record<string, unknown> = {};
      for (const domain of handlers.personalData)
        data[domain.name] = await domain.show({ tx, keys, platform, shopId, customerId, personIds });
      const made_at = platform.clock.now().toISOString();
      const head = { format: 'shuke-personal-data/1', shop_id: shopId, customer_id: customerId } as const;
      return { ...head, person_ids: personIds, made_at, data };
    }),
  );
}
