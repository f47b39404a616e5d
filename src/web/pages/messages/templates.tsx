import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Actor } from '../../kit/actor.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import { EditTemplate } from './edit-template.tsx';
import { type Template, templatesPath } from './paths.ts';
import { useCodes } from './say-reason.ts';
import { TemplateName } from './template-name.tsx';
import { useMessageWords } from './words.ts';

/** In which words what is sent. */
export function Templates() {
  const t = useMessageWords();
  const shop = useShop();
  const columns = useColumns();
  const templates = useAsk(templatesPath, { path: { shop: shop.slug } }, { fresh: 0 });
  return (
    <Section
      title={t('part-templates')}
      extra={shop.may('messages:manage') && templates.data && <EditTemplate standing={undefined} />}
    >
      <QueryState query={templates}>
        {(it) => (
          <PlainList
            label={t('part-templates')}
            columns={columns}
            rows={it.templates}
            rowKey={({ template }) => template}
            empty={{ title: t('none'), hint: t('none-hint') }}
          />
        )}
      </QueryState>
    </Section>
  );
}

function useColumns(): Column<Template>[] {
  const t = useMessageWords();
  const codes = useCodes();
  const shop = useShop();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  return [
    { key: 'template', title: t('template'), render: (it) => <TemplateName it={it} /> },
    { key: 'subject', title: t('subject'), render: (it) => it.content[language].subject },
    { key: 'purpose', title: t('purpose'), render: (it) => t(`purpose-${it.purpose}`) },
    { key: 'channels', title: t('channels'), render: (it) => it.channels.map(codes.channel).join(' · ') },
    {
      key: 'version',
      title: t('version'),
      render: (it) =>
        it.version === 0 ? (
          t('brought')
        ) : (
          <>
            {it.version} · <Actor by={it.made_by} name={it.made_by_name} />
          </>
        ),
    },
    ...(shop.may('messages:manage')
      ? [
          {
            key: 'act',
            title: t('act'),
            render: (it: Template) => <EditTemplate key={it.version} standing={it} />,
          },
        ]
      : []),
  ];
}
