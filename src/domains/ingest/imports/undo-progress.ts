import type { ImportTools } from './import-run.ts';
import { previewUndo } from './preview-undo.ts';

export type UndoStep = 'orders' | 'events' | 'customers';

/** Told of every step as it begins, and of orders as they go: rows done, of at most how many. */
export type OnUndoProgress = (step: UndoStep, done: number, total: number) => void;

interface Undone {
  readonly shopId: number;
  readonly importId: number;
  readonly onProgress: OnUndoProgress | undefined;
}

/** Counts what an undo has before it, where somebody wants to be told, and says the first of it. */
export async function undoTeller(tools: ImportTools, { onProgress, ...which }: Undone) {
  if (onProgress === undefined) return undefined;
  const { orders, orders_changed, refunds, events, customers } = await previewUndo(tools, which);
  const total = orders + orders_changed + refunds;
  let done = 0;
  onProgress('orders', 0, total);
  return {
    orders: (rows: number) => {
      done += rows;
      onProgress('orders', Math.min(total, done), total);
    },
    events: () => onProgress('events', 0, events),
    customers: () => onProgress('customers', 0, customers),
  };
}
