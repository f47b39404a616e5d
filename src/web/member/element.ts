/** The few things a page needs to be made of; text is only ever text, never markup. */

type Child = Node | string | false | null;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), props);
  made.append(...children.filter((it): it is Node | string => it !== false && it !== null));
  return made;
}
