import { ABILITIES, LARGEST_QUOTA, ROUTE_LIMITS, TEMPLATE_SLUGS } from '@latchkey/contracts';
import { type ApiPropertyOptions } from '@nestjs/swagger';
import { RateLimitDto } from '../reference/rate-limit.dto.js';

/** How the reference shows the fields of a token, wherever they are sent. */
export const expiry = {
  type: String,
  format: 'date-time',
  nullable: true,
  required: false,
  example: '2027-12-31T23:59:59Z',
  description: 'null or absent: never.',
} as const;

export const abilities = {
  enum: ABILITIES,
  isArray: true,
  nullable: true,
  required: false,
  description: 'null or absent: no restriction; `[]`: nothing allowed.',
} as const;

export const allowedRoutes: ApiPropertyOptions = {
  type: [String],
  maxItems: ROUTE_LIMITS.patterns,
  nullable: true,
  required: false,
  example: ['contacts/list', 'contacts/*/fetch'],
  description:
    'Globs over action paths (`x-action-path`): a segment is a literal, `*` (one) or `**` (any number). ' +
    'null or absent: no restriction; `[]`: nothing allowed.',
};

export const rateLimits: ApiPropertyOptions = {
  type: [RateLimitDto],
  nullable: true,
  required: false,
  description: 'At most one a window. null or absent: the workspace’s; `[]`: none.',
};

export const monthlyQuota = {
  type: 'integer',
  minimum: 1,
  maximum: LARGEST_QUOTA,
  nullable: true,
  required: false,
  example: 10_000,
  description: 'Requests in a calendar month in UTC. null or absent: no quota.',
} as const;

export const template = {
  enum: TEMPLATE_SLUGS,
  required: false,
  description:
    'Sets `allowed_routes` as a template has them (`GET /api/api-keys/templates`). Not together with `allowed_routes`.',
} as const;

export const templateParameters: ApiPropertyOptions = {
  type: Object,
  additionalProperties: { type: 'string' },
  required: false,
  description: 'A text for each placeholder of the template: `{"botId":"clx1abc2def3ghi4jkl"}`.',
};
