import { ALL_TOKEN_SHAPES, type TokenShape, type TokenShapeList } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NEWEST_NUMBER } from '../change-log/change-log.js';

/** With the newest change that it has seen, as a verdict. */
const SHAPES_OF_ALL = `
  SELECT newest.number AS as_of,
         coalesce((SELECT jsonb_agg(DISTINCT shape)
                     FROM workspaces, jsonb_array_elements(token_shapes) AS shape
                    WHERE token_shapes <> '[]'), '[]') AS shapes
    FROM ${NEWEST_NUMBER} newest`;

/** What tokens of other systems look like, in all workspaces together: what guards ask no auth about is none of these. */
@Injectable()
export class AllTokenShapes {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<TokenShapeList> {
    const [row] = await this.database.query<[{ as_of: string; shapes: TokenShape[] }]>(SHAPES_OF_ALL);
    return { shapes: row.shapes, as_of: Number(row.as_of), depends_on: [ALL_TOKEN_SHAPES] };
  }
}
