import { ALL_TOKEN_SHAPES, type TokenShape, type TokenShapeList } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What tokens of other systems look like, in all workspaces together: what guards ask no auth about is none of these. */
@Injectable()
export class AllTokenShapes {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<TokenShapeList> {
    const [row] = await this.database.query<[{ as_of: string; shapes: TokenShape[] }]>(
      'SELECT as_of, shapes FROM across.token_shapes()',
    );
    return { shapes: row.shapes, as_of: Number(row.as_of), depends_on: [ALL_TOKEN_SHAPES] };
  }
}
