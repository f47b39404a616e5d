import { useMemo } from 'react';
import type { CohortBreakdown, CohortWorth } from '../../../contract/cohorts.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Section } from '../../kit/page/section.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import styles from './cohorts.module.css';
import { prepareWorth } from './prepare-worth.ts';
import { sayCohort, useNameOf } from './use-name-of.ts';
import { useCohortWords } from './words.ts';
import tables from './worth.module.css';

interface WorthProps {
  readonly worth: CohortWorth;
  readonly breakdown: CohortBreakdown | undefined;
}

/** What a customer has brought beside what winning one cost. */
export function Worth({ worth }: Pick<WorthProps, 'worth'>) {
  const t = useCohortWords();
  const format = useFormat();
  const tokens = useTokens();
  const prepared = useMemo(() => {
    const names = {
      ...{ offset: t('offset'), 'net-sales': t('net-sales-each'), margin: t('margin-each') },
      ...{ cac: t('cac'), payback: t('payback-mark') },
    };
    return prepareWorth(worth, { format, tokens, names });
  }, [worth, format, tokens, t]);
  return (
    <Section title={t('worth')} extra={<span className={styles.hint}>{t('worth-hint')}</span>}>
      <Chart label={t('worth')} prepared={prepared} height={300} />
      <Notes worth={worth} />
    </Section>
  );
}

/** Why a margin or a CAC is not there, or how much it covers. */
function Notes({ worth: { overall } }: Pick<WorthProps, 'worth'>) {
  const t = useCohortWords();
  const { share } = useFormat();
  const known = overall.cost_known;
  return (
    <p className={styles.hint}>
      {known === 0 && t('no-cost')}
      {known !== null && known > 0 && known < 1 && t('cost-known-note', { share: share(known) })}{' '}
      {overall.cac === null && t('no-spend')}
    </p>
  );
}

type Line = Omit<CohortWorth['overall'], 'customers'> & { readonly customers: number };

/** Every cohort and every value of the breakdown: what it cost, what it brought so far, when it paid. */
export function WorthTable({ worth, breakdown }: WorthProps) {
  const t = useCohortWords();
  const nameOf = useNameOf(breakdown);
  const { language } = useFormat();
  return (
    <Section title={t('by-cohort')}>
      <Lines
        head={t('cohort')}
        lines={worth.rows.map((row) => ({
          ...{
            name: `${sayCohort(row.cohort, language)}${row.whole ? '' : '*'}`,
            line: row,
            payback: row.payback_period && sayCohort(row.payback_period, language),
          },
        }))}
      />
      {breakdown !== undefined && (
        <>
          <h3>{t('by-group', { what: t(`breakdown-${breakdown}`) })}</h3>
          <Lines
            head={t(`breakdown-${breakdown}`)}
            lines={worth.groups.map((it) => ({
              ...{ name: nameOf(it.value), line: it },
              payback: it.payback_offset === null ? null : String(it.payback_offset),
            }))}
          />
        </>
      )}
    </Section>
  );
}

interface LinesProps {
  readonly head: string;
  readonly lines: readonly { name: string; line: Line; payback: string | null }[];
}

function Lines({ head, lines }: LinesProps) {
  const t = useCohortWords();
  const heads = [
    ...([head, t('customers'), t('spend'), t('cac'), t('net-sales-each')] as const),
    ...([t('margin-each'), t('cost-known'), t('payback')] as const),
  ];
  return (
    <div className={styles.scroll}>
      <table className={tables.table} aria-label={head}>
        <thead>
          <tr>
            {heads.map((it) => (
              <th key={it} scope="col">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((it) => (
            <OneLine key={it.name} {...it} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OneLine({ name, line, payback }: LinesProps['lines'][number]) {
  const t = useCohortWords();
  const { money, number, share } = useFormat();
  const say = (it: number | null | undefined) =>
    money(it === null || it === undefined ? null : Math.round(it));
  const last = line.points.at(-1);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{number(line.customers)}</td>
      <td>{say(line.spend)}</td>
      <td>{say(line.cac)}</td>
      <td>{say(last?.net_sales)}</td>
      <td>{say(last?.margin)}</td>
      <td>{share(line.cost_known)}</td>
      <td>{payback ?? (line.cac === null || last?.margin == null ? '–' : t('not-yet'))}</td>
    </tr>
  );
}
