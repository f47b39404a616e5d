import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
}

interface MenuProps<T extends string> {
  /** For screen readers, and the tooltip. */
  readonly name: string;
  readonly face: ReactNode;
  readonly choices: readonly Choice<T>[];
  readonly chosen?: T;
  readonly onChoose: (value: T) => void;
}

/** A button of the top bar that opens a few choices. */
export function Menu<T extends string>({ name, face, choices, chosen, onChoose }: MenuProps<T>) {
  const items = choices.map(({ value, label }) => ({ key: value, label }));
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectable: chosen !== undefined,
        selectedKeys: chosen === undefined ? [] : [chosen],
        onClick: ({ key }) => onChoose(key as T),
      }}
    >
      <Button type="text" aria-label={name} title={name}>
        {face}
      </Button>
    </Dropdown>
  );
}
