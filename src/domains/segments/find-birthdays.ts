import type { ConditionOf } from '../../contract/segment-conditions.ts';
import { shopDay } from '../analytics/index.ts';
import { personsWithBirthday } from '../customers/index.ts';
import { birthdaysOf } from './birthday-rules.ts';
import type { LookUp } from './known.ts';

type When = ConditionOf<'birthday'>['when'];

/** Somebody who tries conditions out counts them again and again: so long they meet the same birthdays. */
const OLD_MS = 5 * 60_000;
/** Answers that are remembered. Of a million birthdays one month's are 83,000 numbers, 0.7 MB. */
const MOST = 32;

interface Remembered {
  readonly at: number;
  readonly persons: readonly number[];
}
const remembered = new WeakMap<LookUp['platform']['db'], Map<string, Remembered>>();

/**
 * Persons with a birthday then. Each that is looked at is opened, so a round about a few opens theirs alone, and only a
 * count that is kept opens everybody's every time.
 */
export async function findBirthdays(it: LookUp, when: When): Promise<readonly number[]> {
  const { platform, shop, at, persons: of } = it;
  const key = JSON.stringify([shop.shopId, shopDay(new Date(at), shop), when]);
  const known = it.mayBeOld ? memoryOf(it).get(key) : undefined;
  if (known !== undefined && Math.abs(at - known.at) < OLD_MS) return known.persons;
  const isMeant = birthdaysOf(when, { at, timeZone: shop.timeZone });
  const persons = await personsWithBirthday(platform, shop.shopId, { isMeant, of });
  if (of === undefined) remember(memoryOf(it), key, { at, persons });
  return persons;
}

function memoryOf({ platform: { db } }: LookUp): Map<string, Remembered> {
  const own = remembered.get(db) ?? new Map<string, Remembered>();
  remembered.set(db, own);
  return own;
}

function remember(memory: Map<string, Remembered>, key: string, it: Remembered): void {
  memory.delete(key);
  memory.set(key, it);
  if (memory.size > MOST) memory.delete(memory.keys().next().value!);
}
