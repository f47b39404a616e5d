import { InputNumber } from 'antd';
import { placesOf } from '../../contract/currency.ts';
import { useShop } from '../client/me.ts';

interface MoneyFieldProps {
  /** Of the label that points at it. */
  readonly id?: string;
  /** Said in the field itself, where no label points at it. */
  readonly name?: string;
  /** What it is called for those who listen, where that is more than its name. */
  readonly label?: string;
  readonly className?: string;
  /** What an empty field means. */
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** In minor units of the shop's currency; null: empty. */
  readonly value: number | null;
  readonly min?: number;
  readonly onChange: (minor: number | null) => void;
}

/** An amount, typed in whole units of the shop's currency with its decimals, and kept in minor ones. */
export function MoneyField({ name, label = name, value, min = 0, onChange, ...rest }: MoneyFieldProps) {
  const { currency } = useShop();
  const places = placesOf(currency);
  const unit = 10 ** places;
  return (
    <InputNumber
      {...(rest.className === undefined && { style: { width: 150 } })}
      {...rest}
      {...(label !== undefined && { 'aria-label': label })}
      prefix={name === undefined ? currency : `${name} ${currency}`}
      min={min / unit}
      precision={places}
      value={value === null ? null : value / unit}
      onChange={(it) => onChange(it === null ? null : Math.round(it * unit))}
    />
  );
}
