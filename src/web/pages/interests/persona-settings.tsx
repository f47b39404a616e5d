import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api, take } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from './interests.module.css';
import { RuleFields } from './rule-fields.tsx';
import { useInterestWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/personas/settings' as const;
type Kept = Answer<typeof path>;

/** Every persona can be switched off, and what it asks for changed. */
export function PersonaSettings() {
  const t = useInterestWords();
  const { slug: shop } = useShop();
  const [isOpen, setOpen] = useState(false);
  const kept = useAsk(path, { path: { shop } }, { enabled: isOpen, fresh: 0 }).data;
  const close = () => setOpen(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('change-rules')}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} className={styles.dialog} label={t('change-rules')}>
        <h2>{t('change-rules')}</h2>
        {kept && <Form key={kept.version} kept={kept} onDone={close} />}
      </Dialog>
    </>
  );
}

function Form({ kept, onDone }: { readonly kept: Kept; readonly onDone: () => void }) {
  const t = useInterestWords();
  const { slug: shop } = useShop();
  const [rules, setRules] = useState(kept.settings.personas);
  const save = useMutation({
    mutationFn: () => {
      const body = { settings: { personas: rules }, version: kept.version };
      return take(api.PUT(path, { params: { path: { shop } }, body }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).includes('/personas'),
      });
      tellDone(t('saved'));
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={styles.rules}>
        {rules.map((rule, n) => (
          <RuleFields
            key={rule.persona}
            rule={rule}
            onChange={(change) => setRules(rules.with(n, { ...rule, ...change }))}
          />
        ))}
      </div>
      {save.error && <ProblemView error={save.error} />}
      <div className={styles.buttons}>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
