import type { TemplateVariable, VariableType } from '../../../contract/messaging.ts';
import { html as htmlLiquid, plain, Shown } from './liquid.ts';
import type { Language, Template, Values } from './template.ts';

/** A message as its reader sees it. */
export interface Written {
  readonly language: Language;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

export interface Writing {
  readonly template: Pick<Template, 'variables' | 'content' | 'purpose'>;
  readonly language: Language;
  readonly values: Values;
  readonly shop: { readonly name: string; readonly currency: string };
  /** The customer's; '' where unknown. */
  readonly name: string;
  /** '' where there is none: service, in the page. */
  readonly unsubscribeUrl: string;
}

/** Writes a message. Throws where the template cannot be filled (a value is missing, a limit is reached). Pure. */
export function writeMessage(writing: Writing): Written {
  const { template, language, name } = writing;
  const words = template.content[language];
  const scope = {
    ...Object.fromEntries(template.variables.map((it) => [it.name, shown(it, writing)])),
    ...{ shop: writing.shop.name, name, unsubscribe_url: writing.unsubscribeUrl },
  };
  return {
    language,
    subject: oneLine(String(plain.parseAndRenderSync(words.subject, scope))),
    text: String(plain.parseAndRenderSync(words.text, scope)),
    html: words.html === undefined ? null : String(htmlLiquid.parseAndRenderSync(words.html, scope)),
  };
}

/** The same; undefined where it cannot be filled. What the engine says of that quotes values: that it is so is enough. */
export function tryWriting(writing: Writing): Written | undefined {
  try {
    return writeMessage(writing);
  } catch {
    return undefined;
  }
}

/** A line break in a subject would begin a header of its own. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** A value, as a reader of the language writes it. */
function shown({ name, type }: TemplateVariable, writing: Writing): Shown {
  const given = writing.values[name];
  const value = typeof given === 'object' ? given[writing.language] : given;
  if (value === undefined) throw new TypeError(`No value for the variable ${name}.`);
  return new Shown(value, textOf(type, value, writing));
}

function textOf(type: VariableType, value: string | number, { language, shop }: Writing): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-US';
  if (type === 'count') return new Intl.NumberFormat(locale).format(Number(value));
  if (type === 'money') return money(Number(value), shop.currency, locale);
  return type === 'day' ? dayText(String(value), locale) : String(value);
}

function money(minor: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const dayText = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
