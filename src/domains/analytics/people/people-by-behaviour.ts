import type { Static, TSchema } from 'typebox';
import { type BehaviourKind, readBehaviour } from '../../../contract/behaviour-people.ts';
import { dropOffPeopleSchema } from '../../../contract/drop-off.ts';
import { funnelPeopleSchema } from '../../../contract/funnel.ts';
import { interestPeopleSchema } from '../../../contract/interests.ts';
import { lookAlikePeopleSchema } from '../../../contract/look-alike.ts';
import { pathPeopleSchema } from '../../../contract/path.ts';
import { personaPeopleSchema } from '../../../contract/personas.ts';
import { growthPeopleSchema } from '../../../contract/social.ts';
import { type Issue, ProblemError, type Result } from '../../../platform/errors.ts';
import { makeValidatorCompiler } from '../../../platform/http/validator.ts';
import type { SelectedPeople, SelectionAsk } from '../behaviour/selected-people.ts';
import { selectFunnelPeople } from '../funnels/select-funnel-people.ts';
import { selectInterestPeople } from '../interests/ask-interests.ts';
import { selectLookAlikes } from '../look-alike/select-look-alikes.ts';
import { selectDropOffPeople } from '../paths/ask-drop-off.ts';
import { selectPathPeople } from '../paths/select-path-people.ts';
import { selectPersonaPeople } from '../personas/ask-personas.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { selectGrowthPeople } from '../social/ask-growth.ts';

type Selector = (ask: SelectionAsk, question: Record<string, string>) => Promise<Result<SelectedPeople>>;

const compile = makeValidatorCompiler();

/** A selector that gets its question checked, numbers read. */
function selecting<S extends TSchema>(
  schema: S,
  select: (ask: SelectionAsk, question: Static<S>) => Promise<Result<SelectedPeople>>,
): Selector {
  const check = compile({ schema, httpPart: 'querystring', method: 'GET', url: '/customers' });
  return async (ask, question) => {
    const checked = check(question);
    if (typeof checked === 'object' && 'error' in checked) return orUnusable(nobody, issuesIn(checked.error));
    return select(ask, question as Static<S>);
  };
}

const nobody: SelectedPeople = { sql: '', params: {} };

const issuesIn = (error: unknown): Issue[] =>
  error instanceof ProblemError
    ? (error.problem.issues ?? []).map((it) => ({ ...it, field: `behaviour.${it.field ?? ''}` }))
    : [notBehaviour];

const selectors: Readonly<Record<BehaviourKind, Selector>> = {
  funnel: selecting(funnelPeopleSchema, selectFunnelPeople),
  path: selecting(pathPeopleSchema, selectPathPeople),
  'drop-off': selecting(dropOffPeopleSchema, selectDropOffPeople),
  interest: selecting(interestPeopleSchema, selectInterestPeople),
  growth: selecting(growthPeopleSchema, selectGrowthPeople),
  persona: selecting(personaPeopleSchema, selectPersonaPeople),
  'look-alike': selecting(lookAlikePeopleSchema, selectLookAlikes),
};

/** The people a text of `contract/behaviour-people.ts` means. Problem: `unusable-question`. */
export async function selectPeople(ask: SelectionAsk, text: string): Promise<Result<SelectedPeople>> {
  const read = readBehaviour(text);
  const selector = read && selectors[read.kind];
  if (selector === undefined) return orUnusable(nobody, [notBehaviour]);
  return selector(ask, read!.question);
}

const notBehaviour: Issue = {
  code: 'not-a-behaviour',
  field: 'behaviour',
  message: {
    zh: '应为漏斗、路径等页面给出的条件，如 funnel?steps=...',
    en: 'must be what the pages of funnels, paths and the like write, such as funnel?steps=...',
  },
};
