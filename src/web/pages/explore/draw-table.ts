/** The side of a canvas that every browser can still save. */
const MOST_PIXELS = 16_000;

/**
 * A table of the page as it is drawn, on a canvas: grounds, lines and texts of all its rows, also of those that are
 * scrolled out of sight. Read from a copy laid out whole, because headings that stay lie over other cells.
 */
export function drawTable(table: HTMLTableElement): HTMLCanvasElement {
  const copy = laidOut(table);
  try {
    const { left, top, width, height } = copy.getBoundingClientRect();
    const scale = Math.min(Math.max(2, devicePixelRatio), MOST_PIXELS / width, MOST_PIXELS / height);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
    const pen = canvas.getContext('2d')!;
    pen.scale(scale, scale);
    pen.translate(-left, -top);
    for (const cell of copy.querySelectorAll('th, td')) drawCell(pen, cell);
    return canvas;
  } finally {
    copy.parentElement!.remove();
  }
}

function laidOut(table: HTMLTableElement): HTMLTableElement {
  const aside = document.createElement('div');
  aside.style.cssText = 'position: fixed; left: -100000px; top: 0; width: max-content';
  const copy = table.cloneNode(true) as HTMLTableElement;
  copy.querySelector('caption')?.remove();
  copy.style.width = `${table.getBoundingClientRect().width}px`;
  for (const cell of copy.querySelectorAll<HTMLElement>('th, td')) cell.style.position = 'static';
  aside.append(copy);
  // Beside the table, so that it has the same style and words of the same language.
  table.parentElement!.append(aside);
  return copy;
}

function drawCell(pen: CanvasRenderingContext2D, cell: Element): void {
  const { left, top, width, height } = cell.getBoundingClientRect();
  const { backgroundColor, borderBottomColor } = getComputedStyle(cell);
  pen.fillStyle = backgroundColor;
  pen.fillRect(left, top, width, height);
  pen.strokeStyle = borderBottomColor;
  pen.lineWidth = 1;
  pen.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) drawText(pen, texts.currentNode as Text);
}

/** A text where it stands; what is there for screen readers only is not. */
function drawText(pen: CanvasRenderingContext2D, text: Text): void {
  const parent = text.parentElement!;
  if (text.data.trim() === '' || parent.closest('.unseen') !== null) return;
  const range = document.createRange();
  range.selectNodeContents(text);
  const { left, top, height } = range.getBoundingClientRect();
  const { font, color } = getComputedStyle(parent);
  Object.assign(pen, { font, fillStyle: color, textBaseline: 'middle' });
  pen.fillText(text.data, left, top + height / 2);
}
