import { useState } from 'react';
import { placesOf } from '../../../contract/currency.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { useText } from '../../kit/words/language.ts';
import { draftOf, emptyDraft, isReady, termsOf } from './draft-plan.ts';
import { type Plan, plansPath, reloadPlans } from './paths.ts';
import { PlanForm } from './plan-form.tsx';
import { usePlusWords } from './words.ts';

export function NewPlan() {
  const t = usePlusWords();
  const shop = useShop();
  const [draft, setDraft] = useState(emptyDraft);
  const save = async () => {
    const body = { terms: termsOf(draft, 10 ** placesOf(shop.currency)), is_offered: draft.isOffered };
    await take(api.POST(plansPath, { params: { path: { shop: shop.slug } }, body }));
    setDraft(emptyDraft);
    await reloadPlans();
  };
  return (
    <ConfirmAction
      label={t('new-plan')}
      title={t('new-plan')}
      confirm={t('save')}
      ready={isReady(draft)}
      button={{ type: 'primary' }}
      act={save}
    >
      <PlanForm draft={draft} onChange={setDraft} />
    </ConfirmAction>
  );
}

/** A next version; whoever subscribed keeps theirs until they renew. */
export function ChangePlan({ it }: { readonly it: Plan }) {
  const t = usePlusWords();
  const say = useText();
  const shop = useShop();
  const unit = 10 ** placesOf(shop.currency);
  const [draft, setDraft] = useState(() => draftOf(it.terms, it.is_offered, unit));
  const save = async () => {
    const params = { path: { shop: shop.slug, plan: it.plan_id } };
    const body = { terms: termsOf(draft, unit), is_offered: draft.isOffered, version: it.version };
    await take(api.PUT('/api/shops/{shop}/plus/plans/{plan}', { params, body }));
    await reloadPlans();
  };
  return (
    <ConfirmAction
      label={t('change')}
      title={t('change-plan', { name: say(it.terms.name) })}
      confirm={t('save')}
      ready={isReady(draft)}
      button={{ size: 'small' }}
      act={save}
    >
      <p className="muted">{t('change-hint')}</p>
      <PlanForm draft={draft} onChange={setDraft} />
    </ConfirmAction>
  );
}
