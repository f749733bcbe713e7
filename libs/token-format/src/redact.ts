const mark = '[redacted]';

/** A letter or digit, as itself or escaped the way URLs (`%41`) and JSON (`\u0041`) may. */
const letter = String.raw`(?:[0-9A-Za-z]|(?:%|\\u00)(?:3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]))`;
const underscore = String.raw`(?:_|%(?:25)*5[Ff]|\\u005[Ff])`;

/**
 * Sixteen or more letters and digits after an underscore, whatever the prefix. A run of small letters only, or of
 * capitals only, is a word (`ERR_INTERNATIONALISATION`): that a token looks so has odds below one in a million.
 * Like the patterns below it looks for a rare character first and behind it only then: logging is on every
 * request's path.
 */
const token = new RegExp(
  String.raw`(_|5[Ff])(?<=[0-9A-Za-z]${underscore})(?!(?:[a-z]+|[A-Z]+)(?![0-9A-Za-z%\\]))${letter}{16,}`,
  'g',
);

/** A webhook's secret, base64 as Standard Webhooks has it: `+`, `/` and `=` would end a token, and leave its rest. */
const webhookSecret = new RegExp(
  String.raw`(whsec${underscore})(?:[0-9A-Za-z+/=_-]|%(?:25)*[0-9A-Fa-f]{2}|\u00[0-9A-Fa-f]{2}|\/)+`,
  'g',
);

/** A Sanctum token, `id|secret`: imported tokens keep their shape. */
const pipedToken = /(\||%7[Cc])(?<=[0-9]\1)[0-9A-Za-z]{40,}/g;

/** The second alternative swallows a long word in one step, so that no character is tried as a start twice. */
const jwt = /eyJ(?:[\w-]{13,}(?:\.[\w-]{10,})(?:\.[\w-]+)*|[\w-]*)/g;

/** Ends at white space or a quote, also an escaped one, and never in the middle of a JSON escape. */
const bearer = /(bearer(?:\s|%20|\+|\\t)+)(?:[^\s"\\]|\\[^"nrt])+/gi;

/** Up to the last `@`, for a password may hold one. */
const urlPassword = /(:\/\/[^\s/:@"\\]*:)[^\s/?#"\\]+(?=@)/g;

const secretName = String.raw`(?:password|secret|(?:access|refresh|id)_?token|authorization|cookie|api[_-]?key|["?&]key)`;
const secretParameter = new RegExp(String.raw`=(?<=${secretName}=)(?:[^\s&"\\]|\\[^"nrt])+`, 'gi');
/** The captured backslashes tell how deep in strings within strings this JSON is. */
const secretMember = new RegExp(
  String.raw`"\s*:(?<=${secretName}(\\*)"\s*:)\s*(?:\1"|(-?[0-9][0-9.eE+-]*))`,
  'gi',
);

/**
 * Where a JSON string's content ends whose own quotes carry `depth` backslashes. A quote with any number of
 * backslashes that this string could not contain ends a string around it: the text was cut short.
 */
const endOfString = (text: string, from: number, depth: number): number => {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let start = quote;
    while (start > from && text[start - 1] === '\\') start--;
    const extra = quote - start - depth;
    if (extra % (depth + 1) !== 0) return start;
    if ((extra / (depth + 1)) % 2 === 0) return quote - depth;
  }
  return text.length;
};

const redactMembers = (text: string): string => {
  let redacted = '';
  let from = 0;
  secretMember.lastIndex = 0;
  for (let found = secretMember.exec(text); found; found = secretMember.exec(text)) {
    const [member, backslashes = '', number] = found;
    const end = found.index + member.length;
    if (number === undefined) {
      redacted += text.slice(from, end) + mark;
      from = endOfString(text, end, backslashes.length);
    } else {
      redacted += `${text.slice(from, end - number.length)}${backslashes}"${mark}${backslashes}"`;
      from = end;
    }
    secretMember.lastIndex = from;
  }
  return redacted + text.slice(from);
};

/**
 * Takes whatever looks like a secret out of a text: tokens of any prefix and webhooks' secrets (the prefix stays), JWTs, bearer credentials,
 * passwords in URLs, and the values of secret names in JSON and query strings. The last stage of every log line:
 * valid JSON stays valid JSON, and the time is linear in the text, whoever wrote it.
 */
export const redactSecrets = (text: string): string =>
  redactMembers(text)
    .replace(secretParameter, `=${mark}`)
    .replace(bearer, `$1${mark}`)
    .replace(urlPassword, `$1${mark}`)
    .replace(jwt, (found) => (found.includes('.') ? mark : found))
    .replace(webhookSecret, `$1${mark}`)
    .replace(pipedToken, `$1${mark}`)
    .replace(token, `$1${mark}`);
