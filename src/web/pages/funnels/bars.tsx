import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { useLength } from '../../kit/format/use-length.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import styles from './funnels.module.css';
import { peopleOf } from './people-of.ts';
import type { FunnelAnswer, FunnelView } from './use-funnel.ts';
import { useFunnelWords } from './words.ts';

interface BarsProps {
  readonly answer: FunnelAnswer;
  readonly question: FunnelView['question'];
}

/** What a step is called: in any order the bars count how many steps were done. */
export function useStepName({ steps, order }: FunnelAnswer): (n: number) => string {
  const t = useFunnelWords();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  return (n) => (order === 'any' ? t('any-n', { n: n + 1 }) : steps[n]!.label[language]);
}

/** A bar a step: who got there, who did not go on, how long it took. Every figure opens its people. */
export function Bars({ answer, question }: BarsProps) {
  const t = useFunnelWords();
  const { number, share } = useFormat();
  const said = {
    customers: number(answer.customers),
    converted: number(answer.converted),
    share: share(answer.conversion),
  };
  return (
    <Section
      title={
        <>
          {t('bars')}
          <Meaning title={t('bars')} text={t('bars-meaning')} />
        </>
      }
      extra={<span className="muted">{t('sum', said)}</span>}
    >
      {!answer.is_complete && <p className="muted">{t('open-window')}</p>}
      <table className={styles.bars}>
        <thead>
          <tr>
            {(['step', 'customers', 'of-previous', 'of-first', 'median', 'mean', 'dropped'] as const).map(
              (it) => (
                <th key={it} scope="col">
                  {t(it)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {answer.bars.map((_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
            <BarRow key={n} n={n} answer={answer} question={question} />
          ))}
        </tbody>
      </table>
      {answer.order === 'any' && <Done answer={answer} />}
    </Section>
  );
}

function BarRow({ n, answer, question }: BarsProps & { readonly n: number }) {
  const { number, share } = useFormat();
  const sayLength = useLength();
  const nameOf = useStepName(answer);
  const { slug: shop } = useShop();
  const bar = answer.bars[n]!;
  const isLast = n === answer.bars.length - 1;
  return (
    <tr>
      <th scope="row">
        <span className={styles.stepName}>
          {n + 1}. {nameOf(n)}
        </span>
        <span className={styles.track}>
          <span style={{ width: `${100 * (bar.of_first ?? 0)}%` }} />
        </span>
      </th>
      <td>
        <Link to={peopleOf(shop, question, { step: n + 1, side: 'reached' })}>{number(bar.customers)}</Link>
      </td>
      <td>{share(bar.of_previous)}</td>
      <td>{share(bar.of_first)}</td>
      <td>{sayLength(bar.median_seconds)}</td>
      <td>{sayLength(bar.mean_seconds)}</td>
      <td>
        {!isLast && bar.dropped > 0 && (
          <Link to={peopleOf(shop, question, { step: n + 1, side: 'dropped' })}>
            {number(bar.dropped)} · {share(bar.dropped / bar.customers)}
          </Link>
        )}
        {!isLast && bar.dropped === 0 && number(0)}
      </td>
    </tr>
  );
}

/** In any order: which step is done by how many. */
function Done({ answer }: { readonly answer: FunnelAnswer }) {
  const t = useFunnelWords();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const { number, share } = useFormat();
  return (
    <p className="muted">
      {t('done')}:{' '}
      {answer.steps
        .map(
          (it, n) =>
            `${it.label[language]} ${number(answer.done[n]!)} (${share(answer.done[n]! / answer.customers)})`,
        )
        .join(' · ')}
    </p>
  );
}
