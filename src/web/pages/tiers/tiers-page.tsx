import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Benefits } from './benefits.tsx';
import { Distribution } from './distribution.tsx';
import { Editor } from './editor.tsx';
import { keepWork, useKeptWork } from './kept-work.ts';
import { type Rules, rulesPath, tiersPath } from './paths.ts';
import { RulesSection } from './rules.tsx';
import styles from './tiers.module.css';
import { Versions } from './versions.tsx';
import { useTierWords } from './words.ts';

/** The ladder, who stands on it, its rules and their past; and an editor that shows who would move before anything does. */
export default function TiersPage() {
  const t = useTierWords();
  const shop = useShop();
  const path = { path: { shop: shop.slug } };
  const standings = useAsk(tiersPath, path, { fresh: 0 });
  const history = useAsk(rulesPath, path, { fresh: 0 });
  const work = useKeptWork(shop.slug);
  const mayChange = shop.may('tiers:manage');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} help={t('help')} />
      <div className={styles.page}>
        <QueryState query={standings}>
          {(it) => it.version > 0 && <Distribution it={it} mayEvaluate={mayChange && work === undefined} />}
        </QueryState>
        <QueryState query={history}>
          {(it) => {
            const version = it.versions[0]?.version ?? 0;
            const begin = (rules: Rules) => keepWork(shop.slug, { draft: { rules, version } });
            if (work !== undefined) return <Editor {...work} />;
            return (
              <>
                <RulesSection it={it} {...(mayChange && { onEdit: begin })} />
                {it.versions.length > 0 && <Benefits />}
                <Versions it={it} {...(mayChange && { onTake: begin })} />
              </>
            );
          }}
        </QueryState>
      </div>
    </>
  );
}
