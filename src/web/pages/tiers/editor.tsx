import { Button } from 'antd';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Section } from '../../kit/page/section.tsx';
import { Progress } from '../../kit/progress.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { BenefitFields } from './benefit-fields.tsx';
import { benefitsPath } from './benefits.tsx';
import { GrowthFields } from './growth-fields.tsx';
import { isWorkedOn, keepWork, type Work } from './kept-work.ts';
import { LadderFields } from './ladder-fields.tsx';
import { Outcome } from './outcome.tsx';
import { type Rules, rulesPath, tiersPath } from './paths.ts';
import { RuleFields } from './rule-fields.tsx';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

/** A draft of ladder and rules. It can be applied only once it is shown who would move where. */
export function Editor({ draft, busy, error, outcome }: Work) {
  const t = useTierWords();
  const { slug: shop } = useShop();
  const ask = async (what: 'simulate' | 'apply') => {
    keepWork(shop, { draft, busy: what, ...(outcome && { outcome }) });
    try {
      const body = { rules: draft.rules, version: draft.version };
      const told = await take(api.POST(`${tiersPath}/${what}`, { params: { path: { shop } }, body }));
      if (what === 'apply') await applied();
      else if (isWorkedOn(shop, draft)) keepWork(shop, { draft, outcome: told });
    } catch (failed) {
      if (isWorkedOn(shop, draft)) keepWork(shop, { draft, error: failed });
    }
  };
  const applied = async () => {
    await queryClient.invalidateQueries({ queryKey: [tiersPath] });
    await queryClient.invalidateQueries({ queryKey: [rulesPath] });
    await queryClient.invalidateQueries({ queryKey: [benefitsPath] });
    tellDone(t('applied'));
    if (isWorkedOn(shop, draft)) keepWork(shop, undefined);
  };
  const change = (rules: Rules) => keepWork(shop, { draft: { rules, version: draft.version } });
  return (
    <Section title={t('editor')}>
      <div className={styles.editor}>
        <LadderFields rules={draft.rules} onChange={change} />
        <RuleFields rules={draft.rules} onChange={change} />
        {draft.rules.measure === 'growth' && <GrowthFields rules={draft.rules} onChange={change} />}
        <BenefitFields rules={draft.rules} onChange={change} />
        {error !== undefined && <ProblemView error={error} />}
        {outcome && <Outcome it={outcome} rules={draft.rules} />}
        {busy && <Progress label={t('counting')} said="" done={0} of={null} leave={t('counting-leave')} />}
        <div className={styles.buttons}>
          <Button onClick={() => keepWork(shop, undefined)}>{t('cancel')}</Button>
          <Button
            type={outcome ? 'default' : 'primary'}
            loading={busy === 'simulate'}
            onClick={() => void ask('simulate')}
          >
            {t('simulate')}
          </Button>
          {outcome && (
            <Button type="primary" loading={busy === 'apply'} onClick={() => void ask('apply')}>
              {t('apply')}
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}
