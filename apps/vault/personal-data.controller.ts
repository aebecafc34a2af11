import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  masked,
  permissionFor,
  permissionTable,
  type Action,
  type Actor,
  type CaseBelonging,
  type Condition,
  type Permission,
  type Role,
} from '@yichuang/contracts';
import {
  Asks,
  badInput,
  Caller,
  CLOCK,
  decodeEvent,
  Desks,
  faultsOfZod,
  permitted,
  Problem,
  SignedIn,
  type DomainClock,
  type Fault,
} from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { z } from 'zod';
import type { AccessCommand, AccessEvent, Look } from './access/access.js';
import { SectionOpener, withFingerprints, type CaseSections } from './case-sections.js';

/** A resident's number or a mobile number, wherever it stands. */
const personal = /(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/;
/** It is kept for ever and shown to the person whose case it is: nothing of a person belongs into it. */
const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !personal.test(value), { params: { private: true } });

const opening = z.strictObject({
  section: z.string().min(1).max(64),
  reason: words(200),
  /** Number of the document that orders an audit. */
  warrant: words(60).optional(),
});
type Opening = z.infer<typeof opening>;

const ownSection = z.strictObject({ sealed: z.base64().min(1) });

type Plain = Readonly<Record<string, unknown>>;

/** What of a case's sections somebody sees: in clear what `shows` says, and masked or not at all the rest. */
interface ShownSections {
  readonly shows: Permission['shows'];
  readonly sections: Plain;
}

/**
 * Personal data as it may be read, by the one service that can make it readable. What is shown in clear to anybody but the
 * applicant himself is recorded before it is opened (个人信息保护法 a.51; GB/T 22239-2019: who, when, what).
 */
@Controller('personal-data')
export class PersonalDataController {
  constructor(
    @Inject(SectionOpener) private readonly opener: SectionOpener,
    @Inject(Desks) private readonly desks: Desks,
    @Inject(CLOCK) private readonly clock: DomainClock,
  ) {}

  /** As far as the reader's function lets him: his own whole, an officer his department's section, others masked. */
  @Asks('personal-data.read')
  @Get(':caseId')
  async read(@Param('caseId') caseId: string, @SignedIn() actor: Actor): Promise<ShownSections> {
    const found = await this.opener.sectionsOf(caseId);
    const action = 'personal-data.read';
    const permission = permitted(actor, action, found.belonging, entrusted);
    const { shows } = permission;
    const names = shownNames(permission, actor, found);
    if (names.length === 0) return { shows, sections: {} };
    const look = { ...lookOf(actor, action, permission), sections: names, reason: null, warrant: null };
    const sections = await this.opened(caseId, found, look, shows !== 'masked');
    return { shows, sections: shows === 'masked' ? (masked(sections) as Plain) : sections };
  }

  /** One section in clear, for a reason; an auditor also names his warrant. */
  @Asks('personal-data.unmask')
  @Post(':caseId/open')
  @HttpCode(200)
  async open(@Param('caseId') caseId: string, @Body() body: unknown, @SignedIn() actor: Actor): Promise<ShownSections> {
    const action = 'personal-data.unmask';
    const found = await this.opener.sectionsOf(caseId);
    permitted(actor, action, found.belonging);
    const { section, reason, warrant = null } = openingIn(body);
    const permission = unmasking(actor, found.belonging, warrant !== null);
    if (found.sections[section] === undefined) throw noSuchSection();
    const look = { ...lookOf(actor, action, permission), sections: [section], reason, warrant };
    return { shows: 'whole', sections: await this.opened(caseId, found, look, true) };
  }

  /**
   * Its own section for a department, because of somebody outside who works for it. That the work is his the department has
   * judged, and of what it says in clear it shows him what the work needs; that his function may, his own token says here too.
   */
  @Asks('order.read-name')
  @Post(':caseId/own-section')
  @HttpCode(200)
  async own(
    @Param('caseId') caseId: string,
    @Caller() section: string,
    @Body() body: unknown,
    @SignedIn() actor: Actor,
  ): Promise<{ readonly section: unknown }> {
    const parsed = ownSection.safeParse(body);
    if (!parsed.success) throw badInput(faultsOfZod(parsed.error));
    const action = 'order.read-name';
    const permission = permitted(actor, action, { principal: actor.id, division: '', hall: '' });
    const key = await this.opener.keyOf(caseId);
    const look = { ...lookOf(actor, action, permission), sections: [section], reason: null, warrant: null };
    await this.record(caseId, look);
    return { section: this.opener.open(key, caseId, section, parsed.data.sealed) };
  }

  /** 查阅记录: who was shown what, when and why. For whose case it is, and for those who watch. */
  @Asks('case.events')
  @Get(':caseId/accesses')
  async accesses(@Param('caseId') caseId: string, @SignedIn() actor: Actor): Promise<readonly AccessEvent[]> {
    const { belonging } = await this.opener.sectionsOf(caseId);
    permitted(actor, 'case.events', belonging);
    return (await this.desks.events('access', caseId)).map((event) => decodeEvent(event) as AccessEvent);
  }

  /** The event first: what cannot be recorded is not shown. */
  private async opened(
    caseId: string,
    { sections, belonging, fingerprints }: CaseSections,
    look: Look,
    inClear: boolean,
  ): Promise<Plain> {
    const key = await this.opener.keyOf(caseId);
    if (inClear && look.by !== belonging.principal) await this.record(caseId, look);
    return Object.fromEntries(
      look.sections.map((name) => {
        const section = this.opener.open(key, caseId, name, sections[name] ?? '');
        return [name, withFingerprints(section, fingerprints?.[name])];
      }),
    );
  }

  private async record(caseId: string, look: Look): Promise<void> {
    const command: AccessCommand = { type: 'OpenPersonalData', at: this.clock.now(), ...look };
    await this.desks.send('access', caseId, command, { door: 'look' });
  }
}

/** Whose case it is or to whom it was entrusted has shown his mandate when it was handed in or shared. */
const entrusted: readonly Condition[] = ['mandate'];

function openingIn(body: unknown): Opening {
  const parsed = opening.safeParse(body);
  if (parsed.success) return parsed.data;
  const told = new Set(
    parsed.error.issues.flatMap((one) =>
      'params' in one && one.params?.['private'] === true ? [`/${one.path.join('/')}`] : [],
    ),
  );
  throw badInput(
    faultsOfZod(parsed.error).map((fault) => (told.has(fault.path) ? { ...fault, ...personalFault } : fault)),
  );
}

const personalFault: Pick<Fault, 'code' | 'text'> = {
  code: 'PRIVATE_VALUE',
  text: text('不得写入证件号码或手机号码', 'must hold no document number and no mobile number'),
};

/** @throws Problem 403, or 400 naming what the reader's permission needs and did not come */
function unmasking(actor: Actor, belonging: CaseBelonging, warranted: boolean): Permission {
  const action = 'personal-data.unmask';
  const met: readonly Condition[] = ['reason', ...(warranted ? (['warrant'] as const) : [])];
  const permission = permissionFor(actor, action, belonging, met);
  if (permission !== null) return permission;
  const { needs } = permitted(actor, action, belonging);
  const words = text('查阅明文须写明此项', 'it cannot be read without the mask unless this is named');
  throw badInput(
    needs.filter((need) => !met.includes(need)).map((need) => ({ path: `/${need}`, code: 'MISSING', text: words })),
  );
}

function shownNames({ shows }: Permission, { department }: Actor, { sections }: CaseSections): readonly string[] {
  const all = Object.keys(sections).sort();
  switch (shows) {
    case 'whole':
    case 'masked':
      return all;
    case 'own-fields':
      return all.filter((name) => name === department);
    case 'name-and-code':
      // both stand in the order itself, and neither is personal data
      return [];
  }
}

function lookOf(actor: Actor, action: Action, permission: Permission) {
  const row = permissionTable[action];
  const role = actor.roles.find((one) => row !== 'anybody' && row[one] === permission) as Role;
  return { by: actor.id, role, department: actor.department, action };
}

const noSuchSection = (): Problem =>
  new Problem(404, 'NO_SUCH_SECTION', text('该办件没有这一部分', 'this case has no such section'));
