import { useMe } from '../../client/me.ts';
import { Facts } from '../../kit/facts.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Section } from '../../kit/page/section.tsx';
import { roleNames } from '../../kit/role-names.ts';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import { ChangePassword } from './change-password.tsx';
import styles from './me.module.css';
import { TwoFactor } from './two-factor.tsx';
import { useMeWords } from './words.ts';

/** My account: who I am, my password, my second factor. */
export default function MePage() {
  const t = useMeWords();
  const say = useText();
  return (
    <>
      <PageHeader title={t('title')} help={t('help')} />
      <QueryState query={useMe()}>
        {(me) => (
          <div className={styles.page}>
            <Section title={t('account')}>
              <Facts
                facts={[
                  [t('name'), me.name],
                  [t('email'), me.email],
                  [t('roles'), me.shops.map((it) => `${it.name} · ${say(roleNames[it.role])}`).join('\n')],
                ]}
              />
            </Section>
            <TwoFactor isOn={me.two_factor_enabled} />
            <ChangePassword />
          </div>
        )}
      </QueryState>
    </>
  );
}
