import { useState } from 'react';
import { api, take } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import { Section } from '../../kit/page/section.tsx';
import { BackupCodes } from './backup-codes.tsx';
import styles from './me.module.css';
import { Pairing, type Secrets } from './pairing.tsx';
import { WithPassword } from './with-password.tsx';
import { useMeWords } from './words.ts';

const reload = () => queryClient.invalidateQueries({ queryKey: ['/api/me'] });

/** Off -> pairing with the app -> backup codes -> on. */
export function TwoFactor({ isOn }: { readonly isOn: boolean }) {
  const t = useMeWords();
  const [secrets, setSecrets] = useState<Secrets>();
  const [codes, setCodes] = useState<readonly string[]>();
  const kept = () => {
    setCodes(undefined);
    void reload();
  };
  const paired = () => {
    setCodes(secrets?.backupCodes);
    setSecrets(undefined);
  };
  return (
    <Section title={t('two-factor')}>
      {codes && <BackupCodes codes={codes} onKept={kept} />}
      {secrets && <Pairing secrets={secrets} onPaired={paired} />}
      {!codes && !secrets && (isOn ? <WhenOn onCodes={setCodes} /> : <WhenOff onSecrets={setSecrets} />)}
    </Section>
  );
}

function WhenOff({ onSecrets }: { readonly onSecrets: (secrets: Secrets) => void }) {
  const t = useMeWords();
  const begin = async (password: string) =>
    onSecrets(await take(api.POST('/api/auth/two-factor/enable', { body: { password } })));
  return (
    <div className={styles.form}>
      <p>{t('two-factor-off')}</p>
      <WithPassword label={t('two-factor-turn-on')} act={begin} primary />
    </div>
  );
}

function WhenOn({ onCodes }: { readonly onCodes: (codes: readonly string[]) => void }) {
  const t = useMeWords();
  const renew = async (password: string) =>
    onCodes(
      (await take(api.POST('/api/auth/two-factor/generate-backup-codes', { body: { password } })))
        .backupCodes,
    );
  const end = async (password: string) => {
    await api.POST('/api/auth/two-factor/disable', { body: { password } });
    await reload();
  };
  return (
    <div className={styles.form}>
      <p>{t('two-factor-on')}</p>
      <div className={styles.buttons}>
        <WithPassword label={t('new-backup-codes')} hint={t('new-backup-codes-hint')} act={renew} />
        <WithPassword
          label={t('two-factor-turn-off')}
          hint={t('two-factor-turn-off-hint')}
          act={end}
          danger
        />
      </div>
    </div>
  );
}
