import { useNavigate, useSearchParams } from 'react-router';
import { api, take } from '../../../client/api.ts';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { reloadSegments } from '../segments.ts';
import { useSegmentWords } from '../words.ts';
import { combinedTree } from './combined.ts';
import { newCondition } from './condition-fields.ts';
import { type Draft, Editor } from './editor.tsx';

const empty: Draft = { name: '', description: '', is_live: true, tree: newCondition('orders') };

/** A new segment: from nothing, from the template the address names, or of a part of other segments. */
export default function NewSegmentPage() {
  const t = useSegmentWords();
  const say = useText();
  const { slug: shop } = useShop();
  const go = useNavigate();
  const [search] = useSearchParams();
  const code = search.get('template');
  const templates = useAsk('/api/shops/{shop}/segments/templates', { path: { shop } }, { fresh: 300_000 });
  const save = async (body: Draft) => {
    const made = await take(
      api.POST('/api/shops/{shop}/segments', { params: { path: { shop } }, body: body as never }),
    );
    await reloadSegments();
    await go(`/shops/${shop}/segments/${made.segment_id}`);
  };
  return (
    <QueryState query={templates}>
      {(data) => {
        const found = data.templates.find((it) => it.code === code);
        const start = found
          ? {
              ...empty,
              name: say(found.name),
              description: say(found.use),
              tree: found.tree as Draft['tree'],
            }
          : { ...empty, tree: combinedTree(search) ?? empty.tree };
        return (
          <Editor
            key={search.toString()}
            title={t('new')}
            start={start}
            onSave={save}
            back={`/shops/${shop}/segments`}
          />
        );
      }}
    </QueryState>
  );
}
