import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { Actor } from '../../kit/actor.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import { saySubject } from './say-details.ts';

interface SubjectProps {
  readonly it: { readonly subject: string; readonly subject_name: string | null };
}

/** What was acted on: somebody of the shop by name, a customer, an import or a segment as the way to it; its code is in the tooltip. */
export function Subject({ it: { subject, subject_name: name } }: SubjectProps) {
  const { slug } = useShop();
  const language = useLanguage();
  if (name !== null) return <Actor by={subject} name={name} />;
  const said = <span title={subject}>{saySubject(subject, language)}</span>;
  const [, noun, id] = /^(customer|import|segment):(\d+)$/.exec(subject) ?? [];
  return noun === undefined ? said : <Link to={`/shops/${slug}/${noun}s/${id}`}>{said}</Link>;
}
