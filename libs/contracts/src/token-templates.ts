import { flawOfRoutes, flawOfSegment } from './route-patterns.js';

/** A list of routes that many tokens need, under a name (C5, C13). */
interface TemplateShape {
  readonly slug: string;
  readonly name: string;
  /** What it is for. */
  readonly description: string;
  /** null: no restriction. `<botId>` is a placeholder, which whoever makes a token replaces. */
  readonly allowed_routes: readonly string[] | null;
}

export const TOKEN_TEMPLATES = [
  {
    slug: 'full-access',
    name: 'Full Access',
    description: 'Development and testing: every route that its owner may use.',
    allowed_routes: null,
  },
  {
    slug: 'read-only-access',
    name: 'Read-Only Access',
    description: 'Dashboards and reporting: lists, single things and exports of every kind.',
    allowed_routes: ['**/list', '**/fetch', '**/export', 'platform/**'],
  },
  {
    slug: 'conversation-access',
    name: 'Conversation Access',
    description: 'Chat applications: conversations and all that belongs to them.',
    allowed_routes: ['conversation/**'],
  },
  {
    slug: 'bot-management',
    name: 'Bot Management',
    description: 'Bot administration: bots and all that belongs to them.',
    allowed_routes: ['bot/**'],
  },
  {
    slug: 'dataset-management',
    name: 'Dataset Management',
    description: 'Content pipelines: datasets and their records.',
    allowed_routes: ['dataset/**'],
  },
  {
    slug: 'skillset-management',
    name: 'Skillset Management',
    description: 'Management of tools: skillsets and their abilities.',
    allowed_routes: ['skillset/**'],
  },
  {
    slug: 'integration-management',
    name: 'Integration Management',
    description: 'Connections to messaging platforms.',
    allowed_routes: ['integration/**'],
  },
  {
    slug: 'file-management',
    name: 'File Management',
    description: 'Workflows that upload and manage files.',
    allowed_routes: ['file/**'],
  },
  {
    slug: 'analytics-only',
    name: 'Analytics Only',
    description: 'Metrics and monitoring: events and reports.',
    allowed_routes: ['event/**', 'platform/report/**'],
  },
  {
    slug: 'bot-session-create',
    name: 'Bot Session Create',
    description: 'A backend that opens sessions with one bot and does nothing else.',
    allowed_routes: ['bot/<botId>/session/create'],
  },
] as const satisfies readonly TemplateShape[];

export type TokenTemplate = (typeof TOKEN_TEMPLATES)[number];
export type TemplateSlug = TokenTemplate['slug'];

export const TEMPLATE_SLUGS: readonly TemplateSlug[] = TOKEN_TEMPLATES.map(({ slug }) => slug);

const PLACEHOLDER = /<(\w+)>/g;

const templateOf = (slug: unknown): TemplateShape | undefined =>
  TOKEN_TEMPLATES.find((template) => template.slug === slug);

/** The names of a template's placeholders: `botId`. */
export const parametersOf = ({ allowed_routes }: TemplateShape): readonly string[] => [
  ...new Set((allowed_routes ?? []).flatMap((route) => [...route.matchAll(PLACEHOLDER)].map(nameIn))),
];

const nameIn = ([, name = '']: RegExpMatchArray): string => name;

/**
 * What is wrong with the texts for a template's placeholders, for its author; null when each has one (C13). A
 * placeholder that stayed would be a token that can do nothing, and a wildcard in its place one that can do too much.
 */
export function flawOfTemplateParameters(slug: unknown, given: unknown): string | null {
  const template = templateOf(slug);
  if (slug === undefined) return 'must not be given without template';
  // The template's own rule says what is wrong with it.
  if (!template) return null;
  const parameters = given === undefined ? {} : given;
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters))
    return 'must be as in {"botId": "…"}';
  const texts = new Map<string, unknown>(Object.entries(parameters));
  const names = parametersOf(template);
  const stranger = [...texts.keys()].find((name) => !names.includes(name));
  if (stranger !== undefined) return `must not hold ${stranger}: ${template.name} has no <${stranger}>`;
  for (const name of names) {
    if (!texts.has(name)) return `must hold ${name}: <${name}> of ${template.name} is not replaced`;
    const flaw = flawOfParameter(texts.get(name));
    if (flaw !== null) return `${name} ${flaw}`;
  }
  const routes = filledIn(template, texts);
  return routes && flawOfRoutes(routes);
}

function flawOfParameter(text: unknown): string | null {
  if (typeof text !== 'string') return 'must be a text';
  if (text.includes('/')) return 'must not hold /';
  if (text.includes('*')) return 'must not hold *: it stands for one';
  return flawOfSegment(text);
}

function filledIn({ allowed_routes }: TemplateShape, texts: ReadonlyMap<string, unknown>): string[] | null {
  const replaced = (placeholder: string, name: string): string => {
    const text = texts.get(name);
    return typeof text === 'string' ? text : placeholder;
  };
  return allowed_routes?.map((route) => route.replaceAll(PLACEHOLDER, replaced)) ?? null;
}

/** What a request for a token says of its routes, once it is checked. */
export interface WantedRoutes {
  readonly allowed_routes?: readonly string[] | null;
  readonly template?: string;
  readonly template_parameters?: Readonly<Record<string, string>>;
}

/** The routes that a new token gets: as its author wrote them, or as the template has them. null: no restriction. */
export function routesFor({
  allowed_routes,
  template: slug,
  template_parameters,
}: WantedRoutes): string[] | null {
  const template = templateOf(slug);
  if (template) return filledIn(template, new Map(Object.entries(template_parameters ?? {})));
  return allowed_routes ? [...allowed_routes] : null;
}
