import { Button } from 'antd';
import { eventLabel } from '../../../contract/event-labels.ts';
import { Facts } from '../../kit/facts.tsx';
import { Money, Num } from '../../kit/figures.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { TierBadge } from '../../kit/tier-badge.tsx';
import { useText } from '../../kit/words/language.ts';
import type { History, Rules } from './paths.ts';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

interface RulesProps {
  readonly it: History;
  /** Only for who may change them. */
  readonly onEdit?: (rules: Rules) => void;
}

/** The rules that stand, in words; without any, what most shops begin with can be tried. */
export function RulesSection({ it, onEdit }: RulesProps) {
  const t = useTierWords();
  const standing = it.versions[0];
  const usual = it.usual;
  const start = standing?.rules ?? usual;
  return (
    <Section
      title={t('rules')}
      extra={
        onEdit &&
        start && (
          <Button onClick={() => onEdit(start)}>
            {t(standing === undefined ? 'begin-usual' : 'change-rules')}
          </Button>
        )
      }
    >
      {standing === undefined ? (
        <Empty title={t('no-rules')} hint={t('no-rules-hint')} />
      ) : (
        <Standing rules={standing.rules} />
      )}
    </Section>
  );
}

function Standing({ rules }: { readonly rules: Rules }) {
  const t = useTierWords();
  return (
    <>
      <ol className={styles.ladder}>
        {rules.ladder.map((rung) => (
          <li key={rung.code}>
            <TierBadge tier={rung} /> <Floor measure={rules.measure} value={rung.from} />
          </li>
        ))}
      </ol>
      <Facts
        facts={[
          [t('measure'), t(`measure-${rules.measure}`)],
          ...(rules.measure === 'growth'
            ? [[t('growth'), <Growth key="growth" it={rules.growth} />] as const]
            : []),
          ...(isCounted(rules.measure) ? [[t('period'), t(`period-${rules.period}`)] as const] : []),
          [t('downgrade'), t(`downgrade-${rules.downgrade}`)],
          [t('notice'), t('days', { count: rules.notice_days })],
          [t('grace'), t('days', { count: rules.grace_days })],
        ]}
      />
    </>
  );
}

/** Profiles have windows of their own. */
export const isCounted = (measure: Rules['measure']): boolean => measure !== 'rfm' && measure !== 'clv';
export const isMoney = (measure: Rules['measure']): boolean => measure === 'spend' || measure === 'clv';

const Floor = ({ measure, value }: { readonly measure: Rules['measure']; readonly value: number }) =>
  isMoney(measure) ? <Money value={value} /> : <Num value={value} />;

function Growth({ it }: { readonly it: Rules['growth'] }) {
  const t = useTierWords();
  const say = useText();
  const deeds = it.deeds.map(({ event, points }) => `${say(eventLabel(event))} +${points}`);
  return (
    <span>
      {t('growth-spend', { count: it.spend.points })} <Money value={it.spend.per_minor} /> ·{' '}
      {t('growth-orders', { count: it.orders.points })} · {t('growth-tenure', { count: it.tenure.points })}
      {deeds.length > 0 && ` · ${deeds.join(' · ')}`}
    </span>
  );
}
