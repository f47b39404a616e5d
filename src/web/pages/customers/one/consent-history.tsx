import { Actor } from '../../../kit/actor.tsx';
import { Instant } from '../../../kit/figures.tsx';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import type { Consents } from './use-customer.ts';

type Said = Consents['history'][number];

/** Everything they ever said, newest first, each with its proof. Nothing of it changes. */
export function ConsentHistory({ history }: { readonly history: readonly Said[] }) {
  const t = useCustomerWords();
  const said = statementsOf(history);
  if (said.length === 0) return <p className="muted">{t('nothing-said')}</p>;
  return (
    <details className={styles.history}>
      <summary>{t('consent-history', { count: said.length })}</summary>
      <ol>
        {said.map((it) => (
          <Entry key={it.consent_id} it={it} />
        ))}
      </ol>
    </details>
  );
}

/** What a customer says is kept with each of their persons; to the reader it was said once. */
function statementsOf(history: readonly Said[]): Said[] {
  const sayings = history.map((it) => {
    const { consent_id: _, person_id: __, ...said } = it;
    return [JSON.stringify(said), it] as const;
  });
  return [...new Map(sayings).values()];
}

function Entry({ it }: { readonly it: Said }) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const proof = Object.entries(it.evidence).map(([name, value]) => `${evidenceName(name, t)} ${value}`);
  const how = [
    codes.source(it.source),
    ...(it.notice === null ? [] : [`${it.notice} ${t('notice-version', { version: it.notice_version })}`]),
    ...(it.by_guardian ? [t('by-guardian')] : []),
    ...proof,
  ];
  return (
    <li>
      <strong>{t(`state-${it.state as 'granted'}`)}</strong> · {codes.purpose(it.purpose)} ·{' '}
      {codes.contact(it.channel)} <Instant at={it.at} />
      <div className="muted">{how.join(' · ')}</div>
      <div className="muted">
        {t('recorded-by')} <Actor by={it.recorded_by} name={it.recorded_by_name} />{' '}
        <Instant at={it.recorded_at} />
      </div>
    </li>
  );
}

const evidenceNames = ['screen', 'wording', 'reference'] as const;

/** A source of its own may have kept other proofs; they are shown under their names. */
function evidenceName(name: string, t: ReturnType<typeof useCustomerWords>): string {
  const known = evidenceNames.find((it) => it === name);
  return known === undefined ? name : t(`evidence-${known}`);
}
