import type { LookAlike } from '../../../contract/look-alike.ts';
import type { Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PeopleFinder, PeopleView } from '../../customers/index.ts';
import type { InterestsAsk } from '../interests/plan-interests.ts';
import { findLookAlikes } from './find-look-alikes.ts';
import { type MembersAsked, readMembers } from './read-members.ts';

type LookAlikesAsk = InterestsAsk & { readonly platform: Platform; readonly shop: PeopleView['shop'] };

/** Look-alikes of the people a view holds, or of customers by number. Problems: those of `readMembers` and `findLookAlikes`. */
export async function lookAlikesOf(
  finder: Pick<PeopleFinder, 'behind'>,
  ask: LookAlikesAsk,
  { limit, ...asked }: MembersAsked & { readonly limit: number },
): Promise<Result<LookAlike>> {
  const { platform, shop, signal } = ask;
  const members = await readMembers(
    { ...ask, behind: (filter, most) => finder.behind({ platform, shop, signal, filter }, 0, most) },
    asked,
  );
  return members.ok ? findLookAlikes({ ...ask, members: members.value, limit }) : members;
}
