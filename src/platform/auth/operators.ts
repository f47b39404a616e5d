import { ProblemError } from '../errors.ts';
import type { Caller } from './caller.ts';
import { operatorOnly } from './problems.ts';
import type { AuthDb } from './tables.ts';

interface Parts {
  readonly authDb: AuthDb;
}

/** True when anybody has an account. */
export const hasAccounts = async ({ authDb }: Parts): Promise<boolean> =>
  (await authDb.selectFrom('auth.user').select('id').limit(1).executeTakeFirst()) !== undefined;

/**
 * Throws `operator-only` unless the caller runs the installation. What concerns all shops (backups, the state of the
 * engines, new shops) is no shop's owner's to do; who set the installation up is its operator, and `shuke operators`
 * names others.
 */
export async function demandOperator(parts: Parts, caller: Caller): Promise<void> {
  if (!(await isOperator(parts, caller))) throw new ProblemError(operatorOnly);
}

export async function isOperator({ authDb }: Parts, { userId }: Pick<Caller, 'userId'>): Promise<boolean> {
  const user = await authDb
    .selectFrom('auth.user')
    .select('operator')
    .where('id', '=', userId ?? '')
    .executeTakeFirst();
  return user?.operator === true;
}

export interface Operator {
  readonly email: string;
  readonly name: string;
}

/** Who runs the installation. */
export async function listOperators({ authDb }: Parts): Promise<Operator[]> {
  return authDb
    .selectFrom('auth.user')
    .select(['email', 'name'])
    .where('operator', '=', true)
    .orderBy('email')
    .execute();
}

/** Makes an account one of those who run the installation, or takes that away; false where nobody has this address. */
export async function setOperator({ authDb }: Parts, email: string, operator: boolean): Promise<boolean> {
  const changed = await authDb
    .updateTable('auth.user')
    .set({ operator })
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}
