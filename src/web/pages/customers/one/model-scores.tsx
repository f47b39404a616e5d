import { findScoreKind } from '../../../../contract/score-kinds.ts';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { Day } from '../../../kit/figures.tsx';
import { Meaning } from '../../../kit/meaning.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { ScoreFigure } from '../../../kit/scores/score-figure.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

type Score = Answer<'/api/shops/{shop}/analytics/scores/{customer}'>['scores'][number];

/** What models expect of the customer: with the range of the outcome, of which day, and how sure. */
export function ModelScores() {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const scores = useAsk('/api/shops/{shop}/analytics/scores/{customer}', { path });
  return (
    <Section title={t('model-scores')} extra={scores.data && <Of scores={scores.data.scores} />}>
      <QueryState
        query={scores}
        empty={(it) => (it.scores.length === 0 ? <p className="muted">{t('no-model-scores')}</p> : undefined)}
      >
        {(it) => (
          <dl className={styles.tiles}>
            {it.scores.map((score) => (
              <Tile key={score.score} it={score} />
            ))}
          </dl>
        )}
      </QueryState>
    </Section>
  );
}

/** The day they are of, and whether few data stand behind them. */
function Of({ scores }: { readonly scores: readonly Score[] }) {
  const t = useCustomerWords();
  const [first] = scores;
  if (first === undefined) return null;
  return (
    <span className="muted">
      {t('as-of')} <Day day={first.as_of} />
      {scores.some((it) => it.confidence === 'low') && ` · ${t('low-confidence')}`}
    </span>
  );
}

function Tile({ it }: { readonly it: Score }) {
  const say = useText();
  const kind = findScoreKind(it.score);
  if (kind === undefined) return null;
  const told = [kind.definition, ...(kind.interval ? [kind.interval] : [])].map(say).join(' ');
  return (
    <div>
      <dt>
        {say(kind.label)} <Meaning title={say(kind.label)} text={told} />
      </dt>
      <dd>
        <ScoreFigure score={it.score} value={it.value} word={it.word} />
        {it.low !== null && it.high !== null && (
          <div className="muted">
            <ScoreFigure score={it.score} value={it.low} /> – <ScoreFigure score={it.score} value={it.high} />
          </div>
        )}
      </dd>
    </div>
  );
}
