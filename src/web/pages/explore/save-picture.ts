import type { Tokens } from '../../kit/theme/tokens.ts';

interface Look {
  readonly title: string;
  readonly tokens: Pick<Tokens, 'surface' | 'text' | 'font'>;
}

/** Saves a drawn chart as PNG, on its own ground and under its title, at the sharpness of the screen. */
export function savePicture(chart: HTMLCanvasElement, { title, tokens }: Look): void {
  const scale = chart.width / Math.max(1, chart.clientWidth);
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
