import type { LookAlikePeople } from '../../../contract/look-alike.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import type { SelectedPeople, SelectionAsk } from '../behaviour/selected-people.ts';
import { findLookAlikes } from './find-look-alikes.ts';
import { readMembers } from './read-members.ts';

/** The first look-alikes of the people of another view: worked out, and then named by their numbers. */
export async function selectLookAlikes(
  ask: SelectionAsk,
  { of, top }: LookAlikePeople,
): Promise<Result<SelectedPeople>> {
  const members = await readMembers(ask, { of });
  if (!members.ok) return members;
  const found = await findLookAlikes({ ...ask, members: members.value, limit: top });
  if (!found.ok) return found.problem.code === 'no-members' ? ok(numbered([])) : found;
  return ok(numbered(found.value.look_alikes.map((it) => it.customer)));
}

const numbered = (customers: readonly number[]): SelectedPeople => ({
  sql: 'SELECT arrayJoin({behaviour_people:Array(UInt32)}) AS customer_id',
  params: { behaviour_people: customers },
});
