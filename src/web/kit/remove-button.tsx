import { Button, type ButtonProps } from 'antd';
import type { MouseEvent } from 'react';

interface RemoveButtonProps extends Omit<ButtonProps, 'onClick'> {
  readonly onRemove: () => void;
}

/**
 * Takes its row out of a list of fields. The focus would go with it, to the top of the page: it stays in the list, on the
 * row that comes into its place, else on the one before, else on what adds a row.
 */
export function RemoveButton({ onRemove, ...button }: RemoveButtonProps) {
  const remove = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const list = outermost(currentTarget);
    const place = removesIn(list).indexOf(currentTarget);
    onRemove();
    requestAnimationFrame(() => keepFocus(list, place));
  };
  return <Button data-remove {...button} onClick={remove} />;
}

const lists = 'fieldset, ol';

/** Groups stand in groups, and one that goes takes its own list with it. */
function outermost(it: Element): Element {
  const around = it.parentElement?.closest(lists);
  return around ? outermost(around) : it;
}

const removesIn = (list: Element): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>('[data-remove]:not(:disabled)'),
];

function keepFocus(list: Element, place: number): void {
  if (list.contains(document.activeElement)) return;
  const left = removesIn(list);
  const next = left[place] ?? left.at(-1) ?? [...list.querySelectorAll<HTMLElement>('button, input')].at(-1);
  next?.focus();
}
