import type { ReactNode } from 'react';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { QueryState } from '../../../kit/state/query-state.tsx';
import styles from '../overview.module.css';
import { useOverviewWords } from '../words.ts';
import { Counting } from './counting.tsx';
import { Grid } from './grid.tsx';
import { Groups } from './groups.tsx';
import type { People } from './prepare-groups.ts';
import { Quadrant } from './quadrant.tsx';
import { Tiers } from './tiers.tsx';

interface WhoTheyAreProps {
  /** How many there are, known before who they are. */
  readonly customers: number | null;
  readonly regions: ReactNode;
}

/** The customers as of today, by what they bought so far. `regions` stands beside the scatter. */
export function WhoTheyAre({ customers, regions }: WhoTheyAreProps) {
  const { slug: shop } = useShop();
  const asked = useAsk(
    '/api/shops/{shop}/analytics/people',
    { path: { shop }, query: {} },
    { fresh: 120_000 },
  );
  return (
    <QueryState query={asked} loading={<Counting customers={customers} />}>
      {(people) => (
        <>
          <Heading people={people} />
          <div className={styles.pair}>
            <Groups people={people} />
            <Grid people={people} />
            <Quadrant people={people} />
            {regions}
          </div>
          <Tiers people={people} />
        </>
      )}
    </QueryState>
  );
}

function Heading({ people }: { readonly people: People }) {
  const t = useOverviewWords();
  const { number } = useFormat();
  const figures = { customers: number(people.customers), buyers: number(people.buyers) };
  return (
    <div className={styles.who} data-tour="people">
      <h2>{t('who')}</h2>
      <span className={styles.hint}>{t('who-hint', figures)}</span>
    </div>
  );
}
