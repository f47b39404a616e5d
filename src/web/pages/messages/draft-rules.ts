import { type NewTemplate, type TemplateVariable, variableTypes } from '../../../contract/messaging.ts';
import type { Template } from './paths.ts';

/** A template as it is being written. Variables are one text: `points count, expires_on day`. */
export interface Draft {
  readonly template: string;
  readonly purpose: NewTemplate['purpose'];
  readonly channels: NewTemplate['channels'];
  readonly variables: string;
  readonly content: NewTemplate['content'];
}

const empty: Draft = {
  ...{ template: '', purpose: 'marketing', channels: ['e-mail'], variables: '' },
  content: { zh: { subject: '', text: '' }, en: { subject: '', text: '' } },
};

export const draftOf = (it: Template | undefined): Draft =>
  it === undefined
    ? empty
    : { ...it, variables: it.variables.map((one) => `${one.name} ${one.type}`).join(', ') };

/** The variables of a text; undefined where one of them is not written as a name and a type. */
export function readVariables(text: string): TemplateVariable[] | undefined {
  const parts = text.split(/[,，\n]/).map((part) => part.trim());
  const read = parts.filter((part) => part !== '').map(readVariable);
  return read.includes(undefined) ? undefined : (read as TemplateVariable[]);
}

function readVariable(text: string): TemplateVariable | undefined {
  const [, name, word] = /^([a-z][a-z0-9_]{0,40})\s+(\w+)$/.exec(text) ?? [];
  const type = variableTypes.find((it) => it === word);
  return name === undefined || type === undefined ? undefined : { name, type };
}

/** What the server takes; undefined while the draft is not whole. */
export function templateOf(draft: Draft): Omit<NewTemplate, 'version'> | undefined {
  const variables = readVariables(draft.variables);
  const { purpose, channels, content } = draft;
  const texts = [content.zh, content.en].flatMap(({ subject, text }) => [subject, text]);
  const isWhole =
    /^[a-z][a-z0-9-]{0,62}$/.test(draft.template) &&
    channels.length > 0 &&
    texts.every((it) => it.trim() !== '');
  return variables === undefined || !isWhole ? undefined : { purpose, channels, variables, content };
}
