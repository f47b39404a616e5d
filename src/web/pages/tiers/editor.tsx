import { Button } from 'antd';
import { useState } from 'react';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Section } from '../../kit/page/section.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { BenefitFields } from './benefit-fields.tsx';
import { benefitsPath } from './benefits.tsx';
import { GrowthFields } from './growth-fields.tsx';
import type { Draft } from './kept-draft.ts';
import { LadderFields } from './ladder-fields.tsx';
import { Outcome, type TierOutcome } from './outcome.tsx';
import { type Rules, rulesPath, tiersPath } from './paths.ts';
import { RuleFields } from './rule-fields.tsx';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

interface EditorProps {
  readonly draft: Draft;
  /** Undefined: it is not wanted any more, or applied. */
  readonly onChange: (draft: Draft | undefined) => void;
}

interface State {
  readonly busy?: 'simulate' | 'apply';
  readonly error?: unknown;
  /** Of the draft as it stands: every change of it takes the outcome away, so that nothing is applied unseen. */
  readonly outcome?: TierOutcome;
}

/** A draft of ladder and rules. It can be applied only once it is shown who would move where. */
export function Editor({ draft: { rules: draft, version }, onChange }: EditorProps) {
  const t = useTierWords();
  const { slug: shop } = useShop();
  const [state, setState] = useState<State>({});
  const ask = async (what: 'simulate' | 'apply') => {
    setState((before) => ({ ...before, busy: what, error: undefined }));
    try {
      const body = { rules: draft, version };
      const outcome = await take(api.POST(`${tiersPath}/${what}`, { params: { path: { shop } }, body }));
      setState({ outcome });
      if (what === 'apply') await applied();
    } catch (error) {
      setState({ error });
    }
  };
  const applied = async () => {
    await queryClient.invalidateQueries({ queryKey: [tiersPath] });
    await queryClient.invalidateQueries({ queryKey: [rulesPath] });
    await queryClient.invalidateQueries({ queryKey: [benefitsPath] });
    tellDone(t('applied'));
    onChange(undefined);
  };
  const change = (next: Rules) => {
    onChange({ rules: next, version });
    setState({});
  };
  return (
    <Section title={t('editor')}>
      <div className={styles.editor}>
        <LadderFields rules={draft} onChange={change} />
        <RuleFields rules={draft} onChange={change} />
        {draft.measure === 'growth' && <GrowthFields rules={draft} onChange={change} />}
        <BenefitFields rules={draft} onChange={change} />
        {state.error !== undefined && <ProblemView error={state.error} />}
        {state.outcome && <Outcome it={state.outcome} rules={draft} />}
        <div className={styles.buttons}>
          <Button onClick={() => onChange(undefined)}>{t('cancel')}</Button>
          <Button
            type={state.outcome ? 'default' : 'primary'}
            loading={state.busy === 'simulate'}
            onClick={() => void ask('simulate')}
          >
            {t('simulate')}
          </Button>
          {state.outcome && (
            <Button type="primary" loading={state.busy === 'apply'} onClick={() => void ask('apply')}>
              {t('apply')}
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}
