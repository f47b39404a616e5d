import type { RetentionSubjectCode } from '../../../contract/retention.ts';
import { type Db, withShop } from '../../../platform/db/postgres.ts';
import { recordAct } from '../record-act.ts';
import { deleteTerm, writeTerm } from './retention-store.ts';

export interface TermToSet {
  readonly shopId: number;
  readonly subject: RetentionSubjectCode;
  /** null: kept without a term. */
  readonly months: number | null;
  readonly actor: string;
}

/** Sets or ends a term, on record. Drops nothing: a run does. */
export async function setTerm(db: Db, { shopId, subject, months, actor }: TermToSet): Promise<void> {
  const act = { shopId, actor, subject: `retention:${subject}` };
  await withShop(db, shopId, async (tx) => {
    if (months === null) {
      if (await deleteTerm(tx, shopId, subject))
        await recordAct(tx, { ...act, act: 'compliance.end-retention' });
      return;
    }
    await writeTerm(tx, shopId, { subject, months, by: actor });
    await recordAct(tx, { ...act, act: 'compliance.set-retention', details: { months } });
  });
}
