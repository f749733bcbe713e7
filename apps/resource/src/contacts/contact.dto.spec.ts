import { Refusal } from '@latchkey/contracts';
import { requestValidation } from '@latchkey/platform';
import { CONTACT_ORDERS, ListContactsDto } from './contact-list.dto.js';
import { CreateContactDto, UpdateContactDto } from './contact.dto.js';

/** The reasons by field, as a caller gets them with 422; an empty object when the body is good. */
const reasonsFor = async (body: object, metatype: new () => object): Promise<object> => {
  try {
    await requestValidation().transform(body, { type: 'body', metatype });
    return {};
  } catch (error) {
    if (error instanceof Refusal && error.errors) return error.errors;
    throw error;
  }
};
const required = { firstname: 'Ada', phone: '+15550100' };
const anId = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
const nested = (levels: number): object => (levels === 1 ? {} : { in: nested(levels - 1) });

describe('a contact’s fields', () => {
  const accepted: { fields: object; why: string }[] = [
    { fields: {}, why: 'a first name and a phone are enough' },
    {
      fields: { firstname: 'x'.repeat(100), lastname: 'x'.repeat(100), company: 'x'.repeat(200) },
      why: 'they are as long as may be',
    },
    { fields: { phone: '15550100' }, why: 'the plus may be missing' },
    { fields: { phone: ' +1 (555) 0-1.00 ' }, why: 'people write numbers so' },
    { fields: { phone: '+999123456789' }, why: 'what no plan has may be a number all the same' },
    {
      fields: { status_id: anId, source_id: anId, group_ids: [anId], assignee_id: anId },
      why: 'whether they name something is found out later',
    },
    { fields: { phone: '+123456789012345' }, why: 'E.164 knows 15 digits' },
    { fields: { lastname: null, email: null, company: null }, why: 'what may be empty may be null' },
    {
      fields: { status_id: null, source_id: null, assignee_id: null, group_ids: [] },
      why: 'they name nothing',
    },
    { fields: { tags: Array.from({ length: 50 }, (_, i) => `tag ${i}`) }, why: 'fifty tags may be' },
    { fields: { custom_fields: nested(11) }, why: 'ten levels below the first may be' },
    { fields: { custom_fields: { text: 'x'.repeat(16_000) } }, why: '16 KB may be' },
  ];

  it.each(accepted)('are accepted: $why', async ({ fields }) => {
    await expect(reasonsFor({ ...required, ...fields }, CreateContactDto)).resolves.toEqual({});
    await expect(reasonsFor(fields, UpdateContactDto)).resolves.toEqual({});
  });

  const aName = 'must have 1 to 100 characters';
  const aPhone = 'must be a phone number in E.164 form, such as +15550100';
  const json = 'must be at most 16384 characters of JSON, 10 levels deep';
  const refused: [field: string, value: unknown, reason: string][] = [
    ['firstname', '', aName],
    ['firstname', 'x'.repeat(101), aName],
    ['firstname', '  ', 'must not be blank'],
    ['firstname', null, 'must be a text'],
    ['firstname', ['Ada'], 'must be a text'],
    ['lastname', 7, 'must be a text'],
    ['lastname', 'x'.repeat(101), 'must have at most 100 characters'],
    ['phone', null, 'must be a text'],
    ['phone', 'call +1 555 0100', aPhone],
    ['phone', '+1 555 0100 ext. 5', aPhone],
    ['phone', '+1+5550100', aPhone],
    ['phone', '+0555010000', aPhone],
    ['phone', '+123456', aPhone],
    ['phone', '+1234567890123456', aPhone],
    ['phone', '+15550100\nx', aPhone],
    ['phone', '+١٢٣٤٥٦٧٨', aPhone],
    ['email', 'ada', 'must be an email address'],
    ['email', 'ada@', 'must be an email address'],
    ['company', 'x'.repeat(201), 'must have at most 200 characters'],
    ['type', 'friend', 'must be one of: lead, customer'],
    ['type', null, 'must be one of: lead, customer'],
    ['status_id', 'x', 'names no status of this workspace'],
    ['source_id', 'x', 'names no source of this workspace'],
    ['group_ids', ['x'], 'names no group of this workspace'],
    ['group_ids', null, 'must be a list'],
    ['group_ids', Array.from({ length: 51 }, () => anId), 'must have at most 50 entries'],
    ['assignee_id', 'x', 'names no operator of this workspace'],
    ['tags', 'vip', 'must be a list of texts'],
    ['tags', null, 'must be a list of texts'],
    ['tags', [7], 'each must be a text'],
    ['tags', [''], 'each must have 1 to 50 characters'],
    ['tags', ['x'.repeat(51)], 'each must have 1 to 50 characters'],
    ['tags', Array.from({ length: 51 }, () => 'x'), 'must have at most 50 entries'],
    ['custom_fields', null, 'must be a JSON object'],
    ['custom_fields', ['a'], 'must be a JSON object'],
    ['custom_fields', 'text', 'must be a JSON object'],
    ['custom_fields', nested(12), json],
    ['custom_fields', { text: 'x'.repeat(16_384) }, json],
    ['id', '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77', 'is not a known field'],
    ['workspace_id', '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77', 'is not a known field'],
    ['created_at', '2026-01-01T00:00:00Z', 'is not a known field'],
    ['workspaceId', 'x', 'is not a known field'],
  ];

  it.each(refused)(
    '%s is refused, in a new contact and in a change: %.40j %s',
    async (field, value, reason) => {
      const created = await reasonsFor({ ...required, [field]: value }, CreateContactDto);
      const changed = await reasonsFor({ [field]: value }, UpdateContactDto);
      for (const reasons of [created, changed]) {
        expect(Object.keys(reasons)).toEqual([field]);
        expect(reasons).toMatchObject({ [field]: expect.arrayContaining([reason]) as unknown });
      }
    },
  );

  it('that a new contact needs are named when they are missing', async () => {
    expect(Object.keys(await reasonsFor({}, CreateContactDto))).toEqual(['firstname', 'phone']);
  });
});

describe('a list’s query', () => {
  it('has defaults', async () => {
    const query: unknown = await requestValidation().transform(
      {},
      { type: 'query', metatype: ListContactsDto },
    );
    expect(query).toMatchObject({ limit: 15, sort: '-created_at' });
  });

  it.each(CONTACT_ORDERS)('may ask for the order %s', async (sort) => {
    await expect(reasonsFor({ sort, limit: '100', type: 'lead' }, ListContactsDto)).resolves.toEqual({});
  });

  it.each([
    { query: { limit: '0' }, reasons: { limit: ['must be at least 1'] } },
    { query: { limit: '101' }, reasons: { limit: ['must be at most 100'] } },
    { query: { limit: '1.5' }, reasons: { limit: ['must be a whole number'] } },
    { query: { sort: 'phone' }, reasons: { sort: [`must be one of: ${CONTACT_ORDERS.join(', ')}`] } },
    { query: { sort: '--firstname' }, reasons: { sort: [`must be one of: ${CONTACT_ORDERS.join(', ')}`] } },
    { query: { type: 'friend' }, reasons: { type: ['must be one of: lead, customer'] } },
    { query: { phone: ['1', '2'] }, reasons: { phone: ['must be given once'] } },
    { query: { tag: ['1', '2'] }, reasons: { tag: ['must be given once'] } },
    {
      query: { cursor: 'x'.repeat(1_001) },
      reasons: { cursor: ['must be the next_cursor of the page before'] },
    },
    { query: { status_id: 'x' }, reasons: { status_id: ['must be a UUID'] } },
    { query: { search: '+-!' }, reasons: { search: ['must have a letter or a digit'] } },
    { query: { search: 'x'.repeat(101) }, reasons: { search: ['must have at most 100 characters'] } },
    { query: { lastname: 'x' }, reasons: { lastname: ['is not a known field'] } },
    { query: { workspace_id: 'x' }, reasons: { workspace_id: ['is not a known field'] } },
  ])('is refused by field: $reasons', async ({ query, reasons }) => {
    await expect(reasonsFor(query, ListContactsDto)).resolves.toEqual(reasons);
  });
});
