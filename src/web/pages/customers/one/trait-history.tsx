import HistoryOutlined from '@ant-design/icons/HistoryOutlined';
import { useAsk } from '../../../client/ask.ts';
import { Aside } from '../../../kit/aside.tsx';
import { Instant } from '../../../kit/figures.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { type Customer, useCustomer } from './use-customer.ts';

type Trait = Customer['traits'][number];

/** Where a value comes from, and those before it; asked for when it is opened. */
export function TraitHistory({ trait }: { readonly trait: Trait }) {
  const t = useCustomerWords();
  const say = useText();
  const label = say(trait.label);
  return (
    <Aside icon={<HistoryOutlined />} label={t('history-of', { trait: label })} title={label}>
      <Values name={trait.name} />
    </Aside>
  );
}

function Values({ name }: { readonly name: string }) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const { path } = useCustomer();
  const history = useAsk('/api/shops/{shop}/customers/{customer}/traits/{name}/history', {
    path: { ...path, name },
  });
  return (
    <QueryState query={history}>
      {({ values }) => (
        <ol className={styles.values}>
          {values.map((it) => (
            <li key={`${it.at} ${it.source} ${it.value}`}>
              <strong>{it.value === null ? t('trait-empty') : String(it.value)}</strong>{' '}
              <span className="muted">
                {codes.teller(it.source)} · <Instant at={it.at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </QueryState>
  );
}
