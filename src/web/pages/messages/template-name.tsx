import { templateName } from '../../../contract/messaging.ts';
import { useText } from '../../kit/words/language.ts';

/** What is sent, by its name; its code, by which systems ask for it, is in the tooltip. */
export function TemplateName({ it }: { readonly it: { readonly template: string } }) {
  const say = useText();
  return <span title={it.template}>{say(templateName(it.template))}</span>;
}
