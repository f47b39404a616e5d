import type { ShopInterests } from '../../../contract/interests.ts';
import { useChannelName } from '../channel-names.ts';
import { useFormat } from '../format/use-format.ts';

type Bands = ShopInterests['bands'];

/** How a value of an interest is called: a band by its prices, an hour by the clock, a channel by its name. */
export function useInterestName(bands: Bands) {
  const channel = useChannelName();
  const { money } = useFormat();
  const price = (value: string): string => {
    const band = bands.find((it) => String(it.band) === value);
    const [from, to] = [band?.from ?? null, band?.to ?? null].map((it) => it && Math.round(it));
    if (band === undefined) return value;
    if (from === null) return `≤ ${money(to!)}`;
    return to === null ? `> ${money(from!)}` : `${money(from!)} – ${money(to!)}`;
  };
  return (dimension: string, value: string): string => {
    if (dimension === 'price') return price(value);
    if (dimension === 'hour') return clock(Number(value), 1);
    return dimension === 'channel' ? channel(value) : value;
  };
}

/** `20:00–21:00`: hours of the shop's day. */
const clock = (hour: number, hours: number): string => `${hour}:00–${hour + hours}:00`;

/** The same of likenesses, which know hours as eight parts of the day, and bands without their prices. */
export function usePartName() {
  const channel = useChannelName();
  return (dimension: string, value: string): string => {
    if (dimension === 'hour') return clock(Number(value) * 3, 3);
    return dimension === 'channel' ? channel(value) : value;
  };
}
