import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { Actor } from '../../kit/actor.tsx';

interface SubjectProps {
  readonly it: { readonly subject: string; readonly subject_name: string | null };
}

/** What was acted on: somebody of the shop by name, a customer or an import as the way to it, all else by its id. */
export function Subject({ it: { subject, subject_name: name } }: SubjectProps) {
  const { slug } = useShop();
  if (name !== null) return <Actor by={subject} name={name} />;
  const [, noun, id] = /^(customer|import):(\d+)$/.exec(subject) ?? [];
  if (noun === undefined) return <code title={subject}>{shortened(subject)}</code>;
  return (
    <Link to={`/shops/${slug}/${noun}s/${id}`}>
      <code>{subject}</code>
    </Link>
  );
}

/** Of a long id its beginning tells it from its neighbours; the whole stands in the tooltip. */
const shortened = (subject: string): string =>
  subject.replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{22}$/, '$1…');
