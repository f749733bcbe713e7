import { type CreateContactDto, type UpdateContactDto } from './contact.dto.js';
import { type NewContact } from './contact.store.js';

/** What a new contact is, where a body leaves it out. */
const emptyContact = {
  lastname: null,
  email: null,
  company: null,
  type: 'lead',
  statusId: null,
  sourceId: null,
  groupIds: [],
  assigneeId: null,
  tags: [],
  customFields: {},
} satisfies Partial<NewContact>;

export const newContactOf = (body: CreateContactDto): NewContact => ({
  ...emptyContact,
  ...changesOf(body),
  firstname: body.firstname,
  phone: body.phone,
});

/** The columns that a body sets; those it leaves out are left out. */
export function changesOf(body: UpdateContactDto): Partial<NewContact> {
  const { firstname, lastname, phone, email, company, type, tags } = body;
  const columns = {
    ...{ firstname, lastname, phone, email, company, type, tags },
    statusId: body.status_id,
    sourceId: body.source_id,
    groupIds: body.group_ids,
    assigneeId: body.assignee_id,
    customFields: body.custom_fields,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
