import { type Endpoint } from '@latchkey/token-guard';
import { getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_TYPE } from '@latchkey/platform';
import { ErrorDto, InvalidDto, InvalidProblemDto, ProblemDto } from './error.dto.js';
import { STATUS_CODES } from 'node:http';
import { challenge, type Headers, HINT, RETRY_AFTER } from './headers.js';
import { type Answer, type Operation } from './openapi.js';

export interface Refusal {
  readonly status: number;
  readonly description: string;
  /** By name: what it may say. */
  readonly messages: Readonly<Record<string, string>>;
  readonly headers?: Headers;
}

type Access = Endpoint['access'];

const NOT_ACCEPTABLE: Refusal = {
  status: 406,
  description: 'What the endpoint answers with is not what `Accept` allows.',
  messages: {
    not_acceptable:
      'Accept must allow application/json, or what the reference says that this route answers with',
  },
};

const UNREADABLE: readonly Refusal[] = [
  {
    status: 413,
    description: 'The body is too large.',
    messages: { too_large: 'The body is larger than 100 KB' },
  },
  {
    status: 415,
    description: 'The body is of another media type.',
    messages: { not_json: 'The body must be sent as Content-Type: application/json' },
  },
];

const UNAUTHENTICATED: Refusal = {
  status: 401,
  description: 'No credentials, or not good ones. Which of the many reasons it was is not said here.',
  messages: { missing: 'API token is required', invalid: 'Invalid API token' },
  headers: challenge(', error="invalid_token"'),
};

const FORBIDDEN = {
  status: 403,
  description: 'Good credentials that may not do this. What is missing is named.',
  headers: challenge(', error="insufficient_scope"'),
} as const;
const byRoute = { route: 'Token is not allowed to call this route: contacts/list' };
const byPermission = {
  owner: 'Token owner does not have the required permission: contacts.write',
  operator: 'Operator does not have the required permission: contacts.write',
};

/** By what the guard asks for; null: whoever is known may. */
function forbidden({ kind }: Access): Refusal | null {
  switch (kind) {
    case 'ability': {
      const ability = 'Token does not have the required ability: contacts.create';
      const headers = { ...challenge(', error="insufficient_scope", scope="contacts.create"'), ...HINT };
      return { ...FORBIDDEN, headers, messages: { ability, ...byRoute, ...byPermission } };
    }
    case 'unlisted': {
      const ability = 'Token is restricted to abilities, and none covers this route';
      const headers = { ...FORBIDDEN.headers, ...HINT };
      return { ...FORBIDDEN, headers, messages: { ability, ...byRoute, ...byPermission } };
    }
    case 'operator': {
      const token = 'Tokens cannot manage tokens';
      const operator = 'Operator does not have the required permission: admin';
      return { ...FORBIDDEN, messages: { token, operator } };
    }
    default:
      return null;
  }
}

const TOO_MANY: Refusal = {
  status: 429,
  description: 'A limit is reached: of the token, of its month, or of attempts with invalid ones.',
  messages: {
    limit: 'Rate limit exceeded',
    quota: 'Monthly quota exceeded',
    attempts: 'Too many invalid attempts',
  },
  headers: RETRY_AFTER,
};

const NOT_FOUND: Refusal = {
  status: 404,
  description: 'There is no such thing in this workspace. Another workspace’s answers the same.',
  messages: { missing: 'Contact not found' },
};

const UNAVAILABLE: Refusal = {
  status: 503,
  description: 'Nobody could tell. Nothing is wrong with the credentials.',
  messages: { unavailable: 'Service temporarily unavailable' },
  headers: RETRY_AFTER,
};

const whenTrue = <Item>(condition: boolean, ...items: Item[]): Item[] => (condition ? items : []);

/** What an operation may say no with that follows from its form, and from who may use it. */
export function refusalsOf(verb: string, path: string, operation: Operation, access: Access): Refusal[] {
  const parameters = (operation.parameters ?? []) as readonly { readonly in: string }[];
  const takesInput = operation.requestBody !== undefined || parameters.some((each) => each.in !== 'path');
  const isOpen = access.kind === 'public';
  return [
    {
      status: 400,
      description: 'The request cannot be read.',
      messages: { unreadable: 'The request cannot be read: is its body valid JSON?' },
    },
    ...whenTrue(!isOpen, UNAUTHENTICATED),
    ...whenTrue(true, forbidden(access)).filter((refusal) => refusal !== null),
    ...whenTrue(/\{(?!workspace\})/.test(path), NOT_FOUND),
    NOT_ACCEPTABLE,
    ...whenTrue(verb !== 'get', ...UNREADABLE),
    ...whenTrue(takesInput, INVALID),
    ...whenTrue(!isOpen, TOO_MANY),
    UNAVAILABLE,
  ];
}

const INVALID: Refusal = {
  status: 422,
  description: 'A field is not as it must be; `errors` has the reasons, by field.',
  messages: { invalid: 'The given data was invalid' },
};

/** As it is described: one shape for all of them, and another for whoever prefers that. */
export function described({ status, description, messages, headers }: Refusal): Answer {
  const isInvalid = status === 422;
  const errors = isInvalid ? { errors: { name: ['must have 1 to 100 characters'] } } : {};
  const [detail = ''] = Object.values(messages);
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail, ...errors };
  const examples = Object.entries(messages).map(([name, message]) => [
    name,
    { value: { status: 'error', message, ...errors } },
  ]);
  return {
    description,
    ...(headers && { headers }),
    content: {
      'application/json': {
        schema: { $ref: getSchemaPath(isInvalid ? InvalidDto : ErrorDto) },
        examples: Object.fromEntries(examples) as Record<string, { value: unknown }>,
      },
      [PROBLEM_TYPE]: {
        schema: { $ref: getSchemaPath(isInvalid ? InvalidProblemDto : ProblemDto) },
        example: problem,
      },
    },
  };
}
