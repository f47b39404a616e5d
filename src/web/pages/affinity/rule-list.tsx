import { Segmented } from 'antd';
import type { AffinityRules, RulesCheck } from '../../../contract/affinity.ts';
import { formatDay } from '../../kit/format/dates.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import styles from './affinity.module.css';
import { useRuleColumns } from './rule-columns.tsx';
import { shownRules } from './view-rules.ts';
import { useAffinityWords } from './words.ts';

interface RuleListProps {
  readonly answer: AffinityRules;
  readonly show: string;
  readonly onShow: (show: string) => void;
}

/** Rules, strongest first, with what was counted to find them. */
export function RuleList({ answer, show, onShow }: RuleListProps) {
  const t = useAffinityWords();
  const columns = useRuleColumns(answer);
  const options = ['significant', 'all'].map((value) => ({ value, label: t(`show-${value as 'all'}`) }));
  return (
    <Section
      title={t('rules')}
      extra={
        <Segmented size="small" aria-label={t('show')} {...{ options }} value={show} onChange={onShow} />
      }
    >
      <Counted answer={answer} />
      {answer.check !== null && <Checked check={answer.check} />}
      <Meanings />
      <PlainList
        label={t('rules')}
        columns={columns}
        rows={shownRules(answer.rules, show)}
        rowKey={(it) => `${it.from.key} ${it.to.key}`}
        empty={{ title: t('no-rules'), hint: t('no-rules-hint') }}
      />
    </Section>
  );
}

function Counted({ answer }: { readonly answer: AffinityRules }) {
  const t = useAffinityWords();
  const { number } = useFormat();
  const { baskets, baskets_of_several: several, pairs_tested: pairs, min_support: least } = answer;
  const told = { baskets: number(baskets), several: number(several), pairs: number(pairs) };
  return (
    <p className={styles.hint}>
      {t('rules-hint', { ...told, least: number(least) })}{' '}
      {answer.items > answer.items_looked_at &&
        t('not-looked', { items: number(answer.items), looked: number(answer.items_looked_at) })}{' '}
      {answer.left_out > 0 && t('left-out', { orders: number(answer.left_out) })}
    </p>
  );
}

/** How such rules did on days they were not learnt from. */
function Checked({ check }: { readonly check: RulesCheck }) {
  const t = useAffinityWords();
  const language = useLanguage();
  const { number } = useFormat();
  const orders = { predicted: number(Math.round(check.predicted)), actual: number(check.actual) };
  return (
    <p className={styles.hint}>
      {t('checked', {
        ...{
          ...orders,
          cut: formatDay(check.calibration_end, language),
          to: formatDay(check.to, language),
          rules: number(check.rules),
        },
        ...{ held: number(check.lifts_held), popular: number(Math.round(check.by_popularity)) },
      })}
    </p>
  );
}

/** What each figure is, one click away. */
function Meanings() {
  const t = useAffinityWords();
  const meanings = [
    ...[[t('support'), t('support-means')] as const, [t('confidence'), t('confidence-means')] as const],
    ...[[t('lift'), t('lift-means')] as const, [t('shrunk'), t('shrunk-means')] as const],
    ...[[t('leverage'), t('leverage-means')] as const, [t('q-value'), t('q-means')] as const],
  ];
  return (
    <p className={styles.meanings}>
      {meanings.map(([title, text]) => (
        <span key={title}>
          {title} <Meaning title={title} text={text} />
        </span>
      ))}
    </p>
  );
}
