import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { Section } from '../../../kit/page/section.tsx';
import { changeTags } from '../change-tags.ts';
import { useCodeWords } from '../code-words.ts';
import pageStyles from '../customers.module.css';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { type Customer, useCustomer } from './use-customer.ts';

/** Tags, put on and taken off where they stand. */
export function Tags({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const { shop, path, again } = useCustomer();
  const [typed, setTyped] = useState('');
  const mayWrite = shop.may('customers:write');
  const change = async (tag: string, adds: boolean) => {
    const customers = [{ customer_id: customer.customer_id, tags: customer.tags.map((it) => it.tag) }];
    const isDone = await changeTags(
      { shop: path.shop, tag, adds, customers },
      { done: (count) => t(adds ? 'tagged' : 'untagged', { count, tag }), undo: t('undo'), again },
    );
    if (isDone && adds) setTyped('');
  };
  return (
    <Section title={t('column-tags')}>
      <div className={pageStyles.tags}>
        {customer.tags.length === 0 && <span className="muted">{t('no-tags')}</span>}
        {customer.tags.map(({ tag, source }) => (
          <Tag
            key={tag}
            title={codes.teller(source)}
            closable={mayWrite && { 'aria-label': `${t('take-tag')} ${tag}` }}
            onClose={(event) => {
              event.preventDefault();
              void change(tag, false);
            }}
          >
            {tag}
          </Tag>
        ))}
      </div>
      {mayWrite && (
        <form
          className={styles.inline}
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') void change(typed.trim(), true);
          }}
        >
          <Input
            aria-label={t('tag')}
            placeholder={t('tag')}
            value={typed}
            maxLength={64}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button htmlType="submit">{t('add-tag')}</Button>
        </form>
      )}
    </Section>
  );
}
