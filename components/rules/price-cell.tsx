"use client";
/** One amount of the grid of prices: its row and column name it, so that the table stays a table. */
import { useField } from "@/components/forms/form-context";

type Props = { name: string; label: string; defaultValue: string };

export function PriceCell({ name, label, defaultValue }: Props) {
  const { id, error, value } = useField({ name, defaultValue });
  return (
    <>
      <input
        id={id}
        name={name}
        className="input price-cell"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        defaultValue={value}
      />
      {error ? (
        <span className="error" id={`${id}-error`}>
          {error}
        </span>
      ) : null}
    </>
  );
}
