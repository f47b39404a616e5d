import { element } from './element.ts';

export const section = (title: string, ...children: (Node | string)[]): HTMLElement =>
  element('section', { ariaLabel: title }, element('h2', {}, title), ...children);

export const muted = (text: string): HTMLElement => element('p', { className: 'muted' }, text);
