import { useState } from 'react';
import { type Column, keptColumns } from './column.ts';

/** Which columns of a list the reader sees, kept in the browser by the list's name. */
export function useColumns<Row>(name: string, columns: readonly Column<Row>[]) {
  const storedUnder = `shuke.columns.${name}`;
  const [shown, setShown] = useState(() => keptColumns(columns, localStorage.getItem(storedUnder)));
  const choose = (keys: readonly string[]) => {
    localStorage.setItem(storedUnder, keys.join(','));
    setShown(keptColumns(columns, keys.join(',')));
  };
  return { shown: columns.filter((it) => shown.includes(it.key)), keys: shown, choose };
}
