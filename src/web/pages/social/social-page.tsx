import styles from '../../kit/model/model.module.css';
import { ModelPage } from '../../kit/model/model-page.tsx';
import { Communities } from './communities.tsx';
import { GrowthSection } from './growth.tsx';
import { Kinds } from './kinds.tsx';
import { Most } from './most.tsx';
import { Reach } from './reach.tsx';
import { Settings } from './settings.tsx';
import { type OfSocial, socialPath } from './social.ts';
import { Totals } from './totals.tsx';
import { useSocialWords } from './words.ts';

/** Who brings whom, who belongs together, and whether the shop grows by itself. */
export default function SocialPage() {
  const t = useSocialWords();
  return (
    <ModelPage
      model="social"
      path={socialPath}
      title={t('title')}
      subtitle={t('subtitle')}
      help={t('help')}
      detail={({ window_days: count }) => t('window', { count })}
      settings={<Settings />}
      empty={{ title: t('empty'), hint: t('empty-hint'), mayImport: false }}
      below={<GrowthSection />}
    >
      {(it) => <Answer social={it} />}
    </ModelPage>
  );
}

function Answer({ social }: OfSocial) {
  return (
    <>
      <Totals social={social} />
      <div className={styles.pair}>
        <Most social={social} />
        <div className={styles.page}>
          <Kinds social={social} />
          <Reach social={social} />
          <Communities social={social} />
        </div>
      </div>
    </>
  );
}
