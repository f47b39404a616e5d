import type { Tokens } from '../../kit/theme/tokens.ts';
import { drawTable } from './draw-table.ts';

interface Look {
  readonly title: string;
  readonly tokens: Pick<Tokens, 'surface' | 'text' | 'font'>;
}

/** Saves what stands in a place as PNG: its chart, else its table, under its title. Whether there was either. */
export function savePictureOf(place: HTMLElement | null, look: Look): boolean {
  const chart = place?.querySelector('canvas');
  const table = place?.querySelector('table');
  if (chart) savePicture(chart, chart.width / Math.max(1, chart.clientWidth), look);
  else if (table) savePicture(drawTable(table), 2, look);
  return Boolean(chart ?? table);
}

/** On its own ground; `scale` pixels of the picture are one of the screen. */
function savePicture(chart: HTMLCanvasElement, scale: number, { title, tokens }: Look): void {
  const head = 40 * scale;
  const canvas = document.createElement('canvas');
  canvas.width = chart.width;
  canvas.height = chart.height + head;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = tokens.surface;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = tokens.text;
  pen.font = `600 ${15 * scale}px ${tokens.font}`;
  pen.fillText(title, 12 * scale, 26 * scale, canvas.width - 24 * scale);
  pen.drawImage(chart, 0, head);
  const link = document.createElement('a');
  link.download = `${title.replace(/[\\/:*?"<>|]/g, ' ')}.png`;
  link.href = canvas.toDataURL('image/png');
  link.click();
}
