import type { ReactNode } from 'react';

interface Props {
  caption: string;
  columns: readonly [string, ...string[]];
  /** The first cell of a row is its header. */
  rows: readonly (readonly [ReactNode, ...ReactNode[]])[];
}

/** On a narrow screen each row becomes a block whose cells say their column. */
export const DataTable = ({ caption, columns, rows }: Props): ReactNode => (
  <table className="table">
    <caption>{caption}</caption>
    <thead>
      <tr>
        {columns.map((column) => (
          <th scope="col" key={column}>
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([header, ...cells], rank) => (
        <tr key={rank}>
          <th scope="row">{header}</th>
          {cells.map((cell, place) => (
            <td key={place} data-label={columns[place + 1]}>
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
