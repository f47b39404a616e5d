import HistoryOutlined from '@ant-design/icons/HistoryOutlined';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../../client/ask.ts';
import { Instant } from '../../../kit/figures.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { type Customer, useCustomer } from './use-customer.ts';

type Trait = Customer['traits'][number];

/** Where a value comes from, and those before it; asked for when it is opened. */
export function TraitHistory({ trait }: { readonly trait: Trait }) {
  const t = useCustomerWords();
  const say = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      title={say(trait.label)}
      open={isOpen}
      onOpenChange={setOpen}
      content={isOpen && <Values name={trait.name} />}
    >
      <Button
        type="text"
        size="small"
        icon={<HistoryOutlined />}
        aria-label={t('history-of', { trait: say(trait.label) })}
      />
    </Popover>
  );
}

function Values({ name }: { readonly name: string }) {
  const t = useCustomerWords();
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
                {it.source === 'staff' ? t('by-hand') : it.source} · <Instant at={it.at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </QueryState>
  );
}
