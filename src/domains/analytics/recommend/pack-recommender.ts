import type { Recommender } from './methods.ts';
import type { Mix } from './mix-rules.ts';

/** A recommender as PostgreSQL keeps it: arrays of numbers as base64 of their little-endian bytes. Pure. */

export interface Packed {
  readonly mix: Mix;
  readonly products: string;
  readonly customers: string;
  readonly recent: string;
  readonly width: number;
  readonly places: string;
  readonly values: string;
  readonly rank: number;
  readonly alpha: number;
  readonly vectors: string;
  readonly gram: string;
}

export type Kept = Recommender & { readonly mix: Mix };

export const pack = ({ products, customers, recent, neighbours, factors, mix }: Kept): Packed => ({
  ...{ mix, products: textOf(products), customers: textOf(customers), recent: textOf(recent) },
  ...{ width: neighbours.width, places: textOf(neighbours.places), values: textOf(neighbours.values) },
  ...{ rank: factors.rank, alpha: factors.alpha },
  ...{ vectors: textOf(factors.products), gram: textOf(factors.gram) },
});

export const unpack = (it: Packed): Kept => ({
  products: new Uint32Array(bytesOf(it.products)),
  customers: new Float64Array(bytesOf(it.customers)),
  recent: new Float64Array(bytesOf(it.recent)),
  neighbours: {
    width: it.width,
    places: new Uint16Array(bytesOf(it.places)),
    values: new Float32Array(bytesOf(it.values)),
  },
  factors: {
    ...{ rank: it.rank, alpha: it.alpha },
    products: new Float32Array(bytesOf(it.vectors)),
    gram: new Float64Array(bytesOf(it.gram)),
  },
  mix: it.mix,
});

const textOf = (numbers: Uint32Array | Uint16Array | Float32Array | Float64Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

/** Bytes of their own: those of a small Buffer lie in a pool, at any offset. */
const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, 'base64')).buffer;
