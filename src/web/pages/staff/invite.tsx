import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Role } from '../../../contract/auth.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { RoleChoice } from './role-choice.tsx';
import styles from './staff.module.css';
import { useStaffWords } from './words.ts';

/** Invites an address; the link is shown this once, to be handed over. */
export function Invite() {
  const t = useStaffWords();
  const shop = useShop();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('marketer');
  const [link, setLink] = useState<string>();
  const invite = async () => {
    const params = { path: { shop: shop.slug } };
    const sent = await take(api.POST('/api/shops/{shop}/invitations', { params, body: { email, role } }));
    await queryClient.invalidateQueries({ queryKey: ['/api/shops/{shop}/staff'] });
    setLink(sent.link);
    setEmail('');
  };
  return (
    <>
      <ConfirmAction
        label={t('invite')}
        title={t('invite')}
        confirm={t('invite')}
        ready={/\S+@\S+/.test(email)}
        button={{ type: 'primary' }}
        act={invite}
      >
        <Field label={t('email')}>
          {(id) => <Input id={id} type="email" value={email} onChange={(it) => setEmail(it.target.value)} />}
        </Field>
        <RoleChoice role={role} onChoose={setRole} />
      </ConfirmAction>
      <Dialog
        isOpen={link !== undefined}
        onClose={() => setLink(undefined)}
        className={styles.made}
        label={t('link-title')}
      >
        <h2>{t('link-title')}</h2>
        <p>{t('link-hint')}</p>
        <pre className={styles.link}>{link}</pre>
        <Button type="primary" onClick={() => setLink(undefined)}>
          {t('kept')}
        </Button>
      </Dialog>
    </>
  );
}
