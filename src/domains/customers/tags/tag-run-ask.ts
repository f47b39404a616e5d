import type { Static } from 'typebox';
import type { newTagRun } from '../../../contract/tag-run.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PeopleFinder, PeopleShop } from '../profiles/people-finder.ts';

export type NewTagRunBody = Static<typeof newTagRun>;

/** What the work of a run needs. */
export interface GoingOn {
  readonly platform: Platform;
  readonly shop: PeopleShop;
  readonly people: PeopleFinder;
}

/** Who asks for a bulk tag. */
export interface TagRunAsk extends GoingOn {
  readonly actor: string;
}
